// Why an open enhancement has not landed: its closed gates, read now from its record, main and the disk.
import { type Change, pathsOf } from '../../src/domain/change.ts';
import type { EnhancementRecord } from '../../src/domain/enhancement.ts';
import { type ClosedGate, closed } from '../../src/domain/gate.ts';
import type { EpisodeId, TreeId, TreePath } from '../../src/domain/ids.ts';
import { transplant } from '../../src/domain/transplant.ts';
import type { FileEntry } from '../../src/git/repo.ts';
import { hashText } from '../../src/hash.ts';
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
    const onMain = await placed(show, tree, present, (path) => names.path(path, record.asOf));
    return closed(await gatesFor({ enhancement, onMain, stale }));
  };
}

/** The change on main's texts; null if it has no place there. */
async function placed(
  show: Show,
  tree: TreeId,
  record: EnhancementRecord,
  named: (path: TreePath) => TreePath,
): Promise<Change | null> {
  const { repo } = show;
  const { change } = record.enhancement;
  const entries = new Map<TreePath, FileEntry | null>();
  for (const path of pathsOf(change)) entries.set(path, await repo.fileAt(tree, path));
  const on = hashText(JSON.stringify([record.rendering, change.files, [...entries]]));
  return show.placements.of(on, async () => {
    const texts = new Map<TreePath, string | null>();
    for (const [path, entry] of entries)
      texts.set(path, entry === null ? null : decodeText(await repo.readBlob(entry.id)));
    const moved = transplant(change, await baseTexts(repo, record, named), (path) => texts.get(path) ?? null);
    return moved.ok ? moved.change : null;
  });
}
