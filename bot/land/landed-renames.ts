// Records renames made by landings and reverts as decisions, so that earlier decisions about a file hold under its new
// name. Main holds the rename first; after a crash this catches up.
import { episodeOf } from '../../src/domain/ids.ts';
import { BOT } from '../record/refs.ts';
import type { Show } from '../show/show.ts';

export async function recordLandedRenames(show: Show): Promise<void> {
  const said = new Map<string, number>();
  for (const { saying, by } of show.decisions.all()) {
    // Renames by people are recorded by the snapshot.
    if (saying.kind === 'rename' && by.email === BOT.email) count(said, saying.from, saying.to);
  }
  const made = new Map<string, number>();
  for (const { from, to, enhancement } of show.history.moves()) {
    const episode = episodeOf(from);
    // A displaced landing gave way to a person's text, so its rename does not stand.
    if (episode === null || show.history.landed(enhancement)?.undone?.kind === 'displaced') continue;
    if (count(made, from, to) <= (said.get(key(from, to)) ?? 0)) continue;
    const saying = { kind: 'rename', episode, from, to } as const;
    await show.decisions.add({ atMs: show.nowMs(), by: BOT, why: null, saying });
  }
}

function count(times: Map<string, number>, from: string, to: string): number {
  const now = (times.get(key(from, to)) ?? 0) + 1;
  times.set(key(from, to), now);
  return now;
}

function key(from: string, to: string): string {
  return JSON.stringify([from, to]);
}
