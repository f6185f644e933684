// Waiting for a running service without a clock: whatever is waited for comes with some event of its.
import type { Service } from '../bot/service/service.ts';
import type { DeskEvent } from '../src/desk.ts';

/** The first answer that is not null, looked for at every event. */
export function when<T>(service: Service, look: (event: DeskEvent | null) => Promise<T | null>): Promise<T> {
  return new Promise((resolve, reject) => {
    const check = (event: DeskEvent | null) => {
      look(event).then((found) => {
        if (found === null) return;
        stop();
        resolve(found);
      }, reject);
    };
    const stop = service.subscribe(check);
    check(null);
  });
}
