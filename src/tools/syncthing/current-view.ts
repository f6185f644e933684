// Holds the current view of Syncthing and its listeners. Logs a lasting problem once, and its end once.
import type { AnyCode } from '../../domain/reason.ts';
import { type Fault, reasonOf } from '../../errors.ts';
import type { Log } from '../../log.ts';
import type { KnownSync, SyncEvent, SyncView } from './sync.ts';

export interface CurrentView {
  get(): SyncView;
  /** Notifies listeners unless the view is the same object. */
  set(next: KnownSync): void;
  lose(fault: Fault): void;
  tell(event: SyncEvent): void;
  subscribe(listener: (event: SyncEvent) => void): () => void;
}

export function currentView(url: string, log: Log): CurrentView {
  const listeners = new Set<(event: SyncEvent) => void>();
  let view: SyncView = notYet(url);
  let logged: AnyCode | null = null;

  const tell = (event: SyncEvent): void => {
    for (const listener of listeners) {
      try {
        listener(event);
      } catch (error) {
        log.error('What follows from an event of Syncthing was not done', { error });
      }
    }
  };
  return {
    get: () => view,
    set(next) {
      if (logged !== null) log.info('Syncthing can be asked again');
      logged = null;
      if (next === view) return;
      view = next;
      tell({ kind: 'state' });
    },
    lose(fault) {
      const { code, message, tech } = fault;
      if (logged !== code) log.warn(message, { code, tech });
      logged = code;
      if (view.state === 'unknown' && view.why.user === message) return;
      const { last, sinceMs } = view.state === 'unknown' ? view : { last: view, sinceMs: Date.now() };
      view = { state: 'unknown', why: reasonOf(fault), sinceMs, last };
      tell({ kind: 'state' });
    },
    tell,
    subscribe(listener) {
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
      };
    },
  };
}

function notYet(url: string): SyncView {
  const user = `Syncthing at ${url} has not answered yet`;
  return {
    state: 'unknown',
    why: { code: 'SYNCTHING_SILENT', user, tech: user },
    sinceMs: Date.now(),
    last: null,
  };
}
