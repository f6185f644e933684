// Finds the open enhancements of an episode that may land now, under which name, and when the next ones may. Reads
// only: `land` checks everything again before it writes.
import type { ClosedGate } from '../../src/domain/gate.ts';
import type { EnhancementId, EpisodeId } from '../../src/domain/ids.ts';
import { contextOf, isOpen } from '../record/enhancement-state.ts';
import type { Show } from '../show/show.ts';
import { closedGatesOf } from './closed-gates.ts';

export interface DueLandings {
  /** By the name the landing will carry: the reviewer who accepted it, or `policy`. Ids in the order of proposing. */
  readonly ready: ReadonlyMap<string, readonly EnhancementId[]>;
  /** The earliest time at which all gates of another one may be open by themselves; null if there is none. */
  readonly opensAtMs: number | null;
}

const ROOM_MS = 30_000;
const SYNC_MS = 3_000;
const SYNC_LONG_MS = 60_000;
/** With more than this left, such as for a machine that is away, it is looked at less often. */
const SYNC_SOON_MS = 10 * 60_000;

export async function dueLandings(show: Show, episode: EpisodeId): Promise<DueLandings> {
  await show.history.advance();
  const memory = show.decisions.memory();
  const { all } = await show.kept.read(episode);
  const open = [...all.values()].filter((record) => isOpen(record, contextOf(show)));
  if (open.length === 0) return { ready: new Map(), opensAtMs: null };
  open.sort(
    ({ enhancement: a }, { enhancement: b }) =>
      a.proposedMs - b.proposedMs || (a.subject < b.subject ? -1 : 1),
  );
  const closedGates = await closedGatesOf(show, episode);
  const ready = new Map<string, EnhancementId[]>();
  let opensAtMs: number | null = null;
  for (const record of open) {
    const { id } = record.enhancement;
    const shut = await closedGates(record);
    if (shut.length === 0) {
      const by = memory.verdicts.get(id)?.decision.by.name ?? 'policy';
      const own = ready.get(by);
      if (own === undefined) ready.set(by, [id]);
      else own.push(id);
      continue;
    }
    const times = shut.map((gate) => lookedAtAgain(show, gate) ?? gate.opensAtMs);
    if (times.includes(null)) continue;
    const lastMs = Math.max(...times.map((time) => time ?? 0));
    opensAtMs = Math.min(opensAtMs ?? lastMs, lastMs);
  }
  return { ready, opensAtMs };
}

/** Nobody reports that there is room again, or that a file has arrived everywhere. */
function lookedAtAgain(show: Show, { name, opensAtMs }: ClosedGate): number | null {
  const nowMs = show.nowMs();
  if (name === 'disk') return nowMs + ROOM_MS;
  if (name !== 'sync') return null;
  const isSoon = opensAtMs !== null && opensAtMs - nowMs <= SYNC_SOON_MS;
  return nowMs + (isSoon ? SYNC_MS : SYNC_LONG_MS);
}
