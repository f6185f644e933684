// Builds the address that opens a note of the show in Obsidian. None for files that are no notes, and for names that
// Obsidian would not find: it makes a new, empty note of a name that it does not know.
import { isExportPath } from './export-file.ts';
import type { TreePath } from './ids.ts';

export interface ObsidianVault {
  /** null: the desk has no links. */
  readonly vault: string | null;
  /** The show's folder in the vault, without slashes at its ends; empty if it is the vault itself. */
  readonly folder: string;
}

/** Obsidian splits the name at the first `#`, takes such blanks for plain ones, and does not see hidden folders. */
const UNKNOWN = /[#\u00A0\u202F]|(?:^|\/)\./;

/** `heading`: as written in the note; null for its beginning. */
export function obsidianAddress(
  { vault, folder }: ObsidianVault,
  path: TreePath,
  heading: string | null,
): string | null {
  if (vault === null || !path.endsWith('.md') || isExportPath(path) || UNKNOWN.test(path)) return null;
  const whole = folder === '' ? path : `${folder}/${path}`;
  const bare = whole.slice(0, -'.md'.length);
  // A name such as `info.md.md`, or one that ends with a blank, is found in full only.
  const file = /(?:\.md|\s)$/i.test(bare) ? whole : bare;
  const place = heading === null ? '' : linkedHeading(heading);
  const target = place === '' ? file : `${file}#${place}`;
  return `obsidian://open?vault=${encoded(vault)}&file=${encoded(target)}`;
}

/** Without the signs that end a link or a heading's name; Obsidian ignores them when it looks for the heading. */
function linkedHeading(heading: string): string {
  return heading
    .replace(/[:#|^\\\r\n]|%%|\[\[|\]\]/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();
}

/** Obsidian keeps names in composed form, whatever the disk has. */
function encoded(text: string): string {
  return encodeURIComponent(text.normalize('NFC'));
}
