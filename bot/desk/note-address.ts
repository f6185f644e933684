// Addresses that open notes of main in Obsidian, at the heading above a line. None without a vault in the settings, nor
// for a file that is gone: Obsidian would make a new one.
import type { TreePath } from '../../src/domain/ids.ts';
import { obsidianAddress } from '../../src/domain/obsidian-address.ts';
import { headingAbove } from '../../src/markdown/heading-above.ts';
import { decodeText } from '../../src/tree/blob.ts';
import { requireMain } from '../record/refs.ts';
import type { Show } from '../show/show.ts';

export interface NotePlace {
  /** The text that the line is counted in; null if it is main's. */
  readonly text: string | null;
  /** 1-based. */
  readonly line: number;
}

/** `paths`: names of the note; the first that main has counts. `place`: null for its beginning. */
export async function noteAddress(
  show: Show,
  paths: readonly TreePath[],
  place: NotePlace | null,
): Promise<string | null> {
  const { obsidian } = show.settings();
  const notes = paths.filter((path) => obsidianAddress(obsidian, path, null) !== null);
  if (notes.length === 0) return null;
  const { tree } = await show.repo.readCommit(await requireMain(show));
  for (const path of notes) {
    const entry = await show.repo.fileAt(tree, path);
    if (entry === null) continue;
    const text = place && (place.text ?? decodeText(await show.repo.readBlob(entry.id)));
    const heading = place === null || text === null ? null : headingAbove(text, place.line);
    return obsidianAddress(obsidian, path, heading);
  }
  return null;
}
