// Asks the show's folder in a thread before this one touches it. A share that has gone away or a drive that hangs never
// answers a disk call, and this thread, waiting for it, would serve no page and could not be stopped.
import type { Desk } from '../../src/desk.ts';
import { diskThreads } from '../../src/tree/disk-threads.ts';
import { diskFault } from '../../src/tree/faults.ts';
import type { Show } from '../show/show.ts';

export interface DiskGuard {
  /** Resolves while the folder answers. Rejects with DISK_STUCK: after a wait, then at once until it answers again. */
  ask(): Promise<void>;
  /** Its writers and its settings ask first. */
  guardShow(show: Show): Show;
  /** Each question asks first. */
  guardDesk(desk: Desk): Desk;
  end(): Promise<void>;
}

/** A folder that has answered is not asked again for this long; should it go away meanwhile, this thread waits for it. */
const ANSWERED_MS = 100;

export function guardDisk(root: string): DiskGuard {
  const disk = diskThreads({ most: 1 });
  let answeredMs = Number.NEGATIVE_INFINITY;
  let asking: Promise<void> | null = null;

  function ask(): Promise<void> {
    if (performance.now() - answeredMs < ANSWERED_MS) return Promise.resolve();
    asking ??= disk
      .touch(root)
      .then(
        () => {
          answeredMs = performance.now();
        },
        (error: unknown) => {
          throw diskFault(error, root);
        },
      )
      .finally(() => {
        asking = null;
      });
    return asking;
  }

  const first =
    <A extends unknown[], R>(work: (...args: A) => Promise<R>) =>
    (...args: A) =>
      ask().then(() => work(...args));

  const allFirst = (questions: object): object =>
    Object.fromEntries(Object.entries(questions).map(([name, question]) => [name, first(question)]));

  return {
    ask,
    guardShow: (show) => ({
      ...show,
      reloadSettings: first(show.reloadSettings),
      exclusively: (work) => show.exclusively(first(work)),
    }),
    guardDesk: (desk) => ({ ...desk, ...allFirst(desk) }),
    end: () => disk.end(),
  };
}
