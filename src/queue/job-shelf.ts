// In-memory job storage, indexed by id, key and turn. Contains no queue rules.
import type { Job } from './queue.ts';
import { byTurn } from './rules.ts';

export interface JobShelf {
  get(id: string): Job | null;
  /** Oldest first, like all lists here except `queued`. */
  all(): Job[];
  ofKey(key: string): readonly Job[];
  newest(key: string): Job | null;
  /** In the order in which they run. */
  queued(): readonly Job[];
  running(): readonly Job[];
  nextSeq(): number;
  save(job: Job): void;
  remove(job: Job): void;
}

export function jobShelf(): JobShelf {
  const byId = new Map<string, Job>();
  const idsByKey = new Map<string, string[]>();
  const running = new Map<string, Job>();
  const queued: Job[] = [];
  let lastSeq = 0;

  const get = (id: string | undefined): Job | null => (id === undefined ? null : (byId.get(id) ?? null));
  const takeOut = (job: Job): void => {
    if (job.state === 'running') running.delete(job.id);
    if (job.state === 'queued') queued.splice(placeOf(job, queued), 1);
  };
  const putIn = (job: Job): void => {
    if (job.state === 'running') running.set(job.id, job);
    if (job.state === 'queued') queued.splice(placeOf(job, queued), 0, job);
  };

  return {
    get,
    all: () => [...byId.values()],
    ofKey: (key) => (idsByKey.get(key) ?? []).flatMap((id) => get(id) ?? []),
    newest: (key) => get(idsByKey.get(key)?.at(-1)),
    queued: () => queued,
    running: () => [...running.values()].sort((a, b) => a.seq - b.seq),
    nextSeq: () => lastSeq + 1,
    save(job) {
      const before = byId.get(job.id);
      if (before === undefined) {
        const ids = idsByKey.get(job.key);
        if (ids === undefined) idsByKey.set(job.key, [job.id]);
        else ids.push(job.id);
        lastSeq = Math.max(lastSeq, job.seq);
      } else takeOut(before);
      byId.set(job.id, job);
      putIn(job);
    },
    remove(job) {
      takeOut(job);
      byId.delete(job.id);
      idsByKey.set(
        job.key,
        (idsByKey.get(job.key) ?? []).filter((id) => id !== job.id),
      );
    },
  };
}

/** Index of the first job whose turn is not before this one's; the job's own index if it is in the list. */
function placeOf(job: Job, inTurn: readonly Job[]): number {
  let low = 0;
  let high = inTurn.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const other = inTurn[middle];
    if (other !== undefined && byTurn(other, job) < 0) low = middle + 1;
    else high = middle;
  }
  return low;
}
