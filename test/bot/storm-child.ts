// The service in a program of its own, for storm.test.ts, with a reviewer who accepts and reverts without rest. It writes
// down each version that it reads or takes out of the tree, one line of JSON each:
// `storm-child.js TREE STATE RECORD SEED (leases|blind)`. Any line on stdin ends it, after a last look at the whole tree.
import { AsyncLocalStorage } from 'node:async_hooks';
import { once } from 'node:events';
import { appendFileSync, readFileSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import { openShow } from '../../bot/service/open-show.ts';
import { startService } from '../../bot/service/service.ts';
import { snapshot } from '../../bot/snapshot/snapshot.ts';
import { Fault, isAbsent } from '../../src/errors.ts';
import { createLog } from '../../src/log.ts';
import { blobOf } from '../../src/tree/blob.ts';
import { EDITING } from '../trial.ts';
import { chances } from './chances.ts';

const [tree = '', state = '', record = '', seed = '0', mode = ''] = process.argv.slice(2);
const log = createLog({ level: 'silent', destination: {} });
const { show, close } = await openShow({ tree, state, purpose: 'start', log, steps: EDITING });
const service = await startService(show, { localWork: true });

function note(what: string, text: string): void {
  appendFileSync(record, `${JSON.stringify({ atMs: Date.now(), what, text })}\n`);
}

// Outside of its turn the service only compares: is this event its own doing?
const inTurn = new AsyncLocalStorage<boolean>();
const { exclusively } = show;
const { hashBlob } = show.repo;
Object.assign(show, {
  exclusively: (work: () => Promise<unknown>) => exclusively(() => inTurn.run(true, work)),
});
Object.assign(show.repo, {
  hashBlob(bytes: Uint8Array) {
    const blob = hashBlob(bytes);
    // The watch is started anew within turns, and its events would pass for them.
    const isCompared = !inTurn.getStore() || new Error().stack?.includes('newsOf');
    note(isCompared ? 'compared' : 'read', blob);
    return blob;
  },
});

const { native } = show.treeDisk;
const { exchange, moveNew } = native;
const contentOf = (place: string): string => {
  try {
    return blobOf(readFileSync(place));
  } catch (error) {
    if (isAbsent(error)) return 'nothing';
    throw error;
  }
};
Object.assign(native, {
  exchange(at: string, place: string) {
    exchange(at, place);
    note('took out', contentOf(at));
  },
  moveNew(from: string, to: string) {
    const moved = moveNew(from, to);
    if (moved && from.startsWith(tree)) note('took out', contentOf(to));
    return moved;
  },
  ...(mode === 'blind' ? { lease: () => 'unknown', leaseBroken: () => false } : {}),
});

const ended = once(process.stdin, 'data');
let isOver = false;
void ended.then(() => {
  isOver = true;
});
const chance = chances(Number(seed));

async function review(): Promise<void> {
  const rows = await service.desk.list({ all: true });
  const landed = rows.filter((row) => row.state === 'landed');
  const open = rows.filter((row) => row.state === 'proposed').map(({ id }) => id);
  if (open.length > 0) await service.desk.accept({ ids: open }, null);
  const one = landed[chance(Math.max(landed.length, 1))];
  if (one && chance(4) === 0) await service.desk.revert({ ids: [one.id] }, null);
}

await service.desk.auto(true, null);
while (!isOver) {
  await review().catch((error: unknown) => {
    const said = error instanceof Fault ? `${error.code}: ${error.tech}` : String(error);
    note(error instanceof Fault && error.kind !== 'bug' ? 'refused' : 'failed', said);
  });
  await wait(20 + chance(200));
}
await show.exclusively(() => snapshot(show));
await service.close();
await close();
process.exit(0);
