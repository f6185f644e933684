// Why an open enhancement has not landed: its closed gates, read now from its record, main and the disk.
import { pathsOf } from '../../src/domain/change.ts';
import type { EnhancementRecord } from '../../src/domain/enhancement.ts';
import { type ClosedGate, closed } from '../../src/domain/gate.ts';
import type { EpisodeId, TreeId, TreePath } from '../../src/domain/ids.ts';
import { type TextAt, transplant } from '../../src/domain/transplant.ts';
import { decodeText } from '../../src/tree/blob.ts';
import { handsOffOf } from '../propose/hands-off.ts';
import { baseTexts } from '../record/base-texts.ts';
import { underPresentNames } from '../record/present-names.ts';
import { MAIN } from '../record/refs.ts';
import type { Show } from '../show/show.ts';
import { gatesOfEpisode } from './gate-facts.ts';

export type ClosedGates = (record: EnhancementRecord) => Promise<readonly ClosedGate[]>;

/** Reads facts about the whole episode once per call, not once per enhancement. */
export async function closedGatesOf(show: Show, episode: EpisodeId): Promise<ClosedGates> {
  const { all } = await show.kept.read(episode);
  const gatesFor = await gatesOfEpisode(show, episode, await handsOffOf(show, episode, all));
  return async (record) => {
    const main = await show.repo.ref(MAIN);
    if (main === null) return [];
    const { tree } = await show.repo.readCommit(main);
    const { names } = show.decisions.memory();
    const present = underPresentNames(record, names);
    const { enhancement, stale } = present;
    const from = await baseTexts(show.repo, record, (path) => names.path(path, record.asOf));
    const moved = transplant(enhancement.change, from, await textsAt(show, tree, present));
    return closed(gatesFor({ enhancement, onMain: moved.ok ? moved.change : null, stale }));
  };
}

async function textsAt({ repo }: Show, tree: TreeId, { enhancement }: EnhancementRecord): Promise<TextAt> {
  const texts = new Map<TreePath, string | null>();
  for (const path of pathsOf(enhancement.change)) {
    const entry = await repo.fileAt(tree, path);
    texts.set(path, entry === null ? null : decodeText(await repo.readBlob(entry.id)));
  }
  return (path) => texts.get(path) ?? null;
}
