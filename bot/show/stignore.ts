// Keeps the program's own files on this machine where Syncthing carries the tree: their names stand in .stignore before
// the first of them is written. Syncthing reads that file at each scan, so nothing has to be told.
import { lstatSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Fault, systemCode } from '../../src/errors.ts';
import { readPlainText } from '../../src/tree/plain.ts';

/** The first pattern that fits counts, so these stand first. `(?d)`: may go with its folder. */
const OURS = ['/.git', '(?d).show-build-*'];
const WHY = '// These stay on this machine: the history and unfinished files of Show-Build.';

/** Adds the lines that are missing, above people's own. Returns a notice if that fails; null also where no Syncthing has
 *  marked the tree as its folder. */
export function keepFromSyncing(root: string): string | null {
  const place = join(root, '.stignore');
  try {
    if (lstatSync(join(root, '.stfolder'), { throwIfNoEntry: false }) === undefined) return null;
    const text = readPlainText(place);
    if (text?.includes('\u{FFFD}')) throw new Fault('refused', 'PATH_BLOCKED', `${place} is no UTF-8 text.`);
    const lines = new Set((text ?? '').split(/\r?\n/).map((line) => line.trim()));
    const missing = OURS.filter((line) => !lines.has(line));
    if (missing.length === 0) return null;
    const fresh = join(root, `.show-build-stignore-${process.pid}`);
    try {
      writeFileSync(fresh, `${[WHY, ...missing].join('\n')}\n${text === null ? '' : `\n${text}`}`);
      if (readPlainText(place) !== text)
        throw new Fault('transient', 'FILE_MOVING', `${place} keeps changing.`);
      renameSync(fresh, place);
    } finally {
      rmSync(fresh, { force: true });
    }
    return null;
  } catch (error) {
    const code = systemCode(error) ?? (error instanceof Fault ? error.code : null);
    if (code === null) throw error;
    return `.stignore can't be written (${code}), so there is no .git file in the tree: it would travel to every machine`;
  }
}
