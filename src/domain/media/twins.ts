// Chooses between several files of one thing: raw and finished, with blanks and with hyphens. Returns null if they may
// be two things after all.
import { nameOf } from '../ids.ts';
import type { Candidate } from './candidates.ts';
import { splitName } from './names.ts';

/** `name`: the request, as written. `twins`: candidates whose names differ only in form. */
export function oneOfTwins(twins: readonly Candidate[], name: string): Candidate | null {
  const asWritten = onlyOne(twins.filter(({ file }) => nameOf(file.path) === name));
  if (asWritten !== null || new Set(twins.map(({ file }) => file.kind)).size > 1) return asWritten;
  // If only sources are wanted, `twins` holds no assets.
  const made = twins.filter(({ from }) => from === 'assets');
  const pool = made.length > 0 ? made : twins;
  const { stem, extension } = splitName(name);
  return (
    onlyOne(pool) ??
    onlyOne(pool.filter(({ file }) => splitName(nameOf(file.path)).stem === stem)) ??
    onlyOne(pool.filter((each) => extension !== '' && each.extension === extension)) ??
    oneOfCopies(pool)
  );
}

/** Copies have the same extension, and are in one folder or have the same size. Prefers the one named like a slug. */
function oneOfCopies(pool: readonly Candidate[]): Candidate | null {
  const same = (value: (candidate: Candidate) => unknown) => new Set(pool.map(value)).size === 1;
  const areCopies =
    same(({ file }) => formOf(file.path)) &&
    (same(({ file }) => file.bytes) || same(({ file }) => file.path.slice(0, file.path.lastIndexOf('/'))));
  if (!areCopies) return null;
  return pool.find(({ file }) => !/[\sA-Z]/.test(nameOf(file.path))) ?? pool[0] ?? null;
}

/** The extension as written, in lowercase: `.jpg` and `.jpeg` side by side are two pictures. */
function formOf(path: string): string {
  return path.slice(path.lastIndexOf('.')).toLowerCase();
}

function onlyOne(pool: readonly Candidate[]): Candidate | null {
  return pool.length === 1 ? (pool[0] ?? null) : null;
}
