// Keeps the program's own files on this machine if Syncthing carries the tree: their names stand in its ignore lines
// before the first of them is written. By its interface if it can be asked, else in .stignore, which it reads at each scan.
import { lstatSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Fault, systemCode } from '../../src/errors.ts';
import { viewHere } from '../../src/tools/syncthing/presence.ts';
import type { Sync } from '../../src/tools/syncthing/sync.ts';
import { readPlainText } from '../../src/tree/plain.ts';

const GIT = '/.git';

/** The first pattern that fits counts, so these stand first. `(?d)`: may go with its folder. */
const OURS = [GIT, '(?d).show-build-*'];
const WHY = '// These stay on this machine: the history and unfinished files of Show-Build.';

/** Adds the lines that are missing, above people's own, and reads them back. Returns a notice if that fails; null also if
 *  no Syncthing carries the tree. */
export async function keepFromSyncing(root: string, sync: Sync | null): Promise<string | null> {
  try {
    const isKnown = sync !== null && viewHere(sync) !== null;
    if (isKnown && (await byInterface(sync))) return null;
    if (isKnown || lstatSync(join(root, '.stfolder'), { throwIfNoEntry: false }) !== undefined) byFile(root);
    return null;
  } catch (error) {
    const code = systemCode(error) ?? (error instanceof Fault ? error.code : null);
    if (code === null) throw error;
    const what =
      error instanceof Fault && code === 'SYNCTHING_IGNORES'
        ? error.message.replace(/\.$/, '')
        : `.stignore can't be written (${code})`;
    return `${what}, so no .git file is written into the tree: it would travel to every machine`;
  }
}

/** Lets Syncthing carry `.git` until the next `keepFromSyncing`, so that a deletion of it travels. */
export async function letGitTravel(sync: Sync): Promise<void> {
  const { lines } = await sync.ignores();
  const without = legible(lines).filter((line) => line.trim() !== GIT);
  if (without.length < lines.length) await sync.setIgnores(without);
}

/** False if Syncthing can't be asked now. */
async function byInterface(sync: Sync): Promise<boolean> {
  try {
    const present = await sync.ignores();
    const wanted = withOurs(legible(present.lines), '');
    const { error } = wanted === null ? present : await sync.setIgnores(wanted);
    if (error === null) return true;
    const sentence = `Syncthing can't read the lines of what it is to ignore (${error}) and ignores nothing; mend them in Ignore Patterns of the folder there.`;
    throw new Fault('refused', 'SYNCTHING_IGNORES', sentence);
  } catch (error) {
    if (!(error instanceof Fault) || error.kind === 'bug') throw error;
    if (error.code === 'SYNCTHING_IGNORES' || error.code === 'PATH_BLOCKED') throw error;
    return false;
  }
}

function byFile(root: string): void {
  const place = join(root, '.stignore');
  const text = readPlainText(place);
  const wanted = withOurs(legible(text?.match(/[^\n]*\n|[^\n]+$/g) ?? []), '\n');
  if (wanted === null) return;
  const fresh = join(root, `.show-build-stignore-${process.pid}`);
  try {
    writeFileSync(fresh, wanted.join(''));
    if (readPlainText(place) !== text)
      throw new Fault('transient', 'FILE_MOVING', `${place} keeps changing.`);
    renameSync(fresh, place);
  } finally {
    rmSync(fresh, { force: true });
  }
}

/** Throws a Fault if writing the lines again would change people's own. */
function legible(lines: readonly string[]): readonly string[] {
  if (lines.every((line) => !line.includes('\u{FFFD}'))) return lines;
  throw new Fault('refused', 'PATH_BLOCKED', '.stignore is no UTF-8 text.');
}

/** Null if none is missing. `end` closes each line of ours. */
function withOurs(lines: readonly string[], end: string): readonly string[] | null {
  const present = new Set(lines.map((line) => line.trim()));
  if (OURS.every((line) => present.has(line))) return null;
  const people = lines.filter((line) => ![WHY, ...OURS].includes(line.trim()));
  const first = people.findIndex((line) => line.trim() !== '');
  const above = [WHY, ...OURS].map((line) => `${line}${end}`);
  return first === -1 ? above : [...above, end, ...people.slice(first)];
}
