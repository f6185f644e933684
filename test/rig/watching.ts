// Looks into the nodes' folders several times a second, so that a text that stood there for a moment is known too, and a
// copy that was soon gone.
import { lstatSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { copyOf } from './blob.ts';
import type { Journal } from './journal.ts';

export interface WatchedNode {
  readonly name: string;
  readonly folder: string;
}

const EVERY_MS = 200;
const STRAY = /^\.git$|^\.show-build-/;

interface Known {
  readonly stamp: string;
  readonly text: string;
}

/** Looks once and, until the returned function is called, again and again. `server`: the node that may have the program's
 *  own files. */
export function watchFolders(
  nodes: readonly WatchedNode[],
  server: string,
  journal: Journal,
): { readonly look: () => void; readonly close: () => void } {
  const known = new Map<string, Known>();
  const look = () => {
    for (const node of nodes) lookInto(node, node.name !== server, known, journal);
  };
  look();
  const timer = setInterval(look, EVERY_MS);
  return { look, close: () => clearInterval(timer) };
}

function lookInto(
  { name: node, folder }: WatchedNode,
  isElsewhere: boolean,
  known: Map<string, Known>,
  journal: Journal,
): void {
  const { notes, strays } = filesOf(folder);
  if (isElsewhere) for (const stray of strays) journal.stray(node, stray);
  const gone = new Set([...known.keys()].filter((key) => key.startsWith(`${node}:`)));
  const copies: [path: string, text: string][] = [];
  for (const path of notes) {
    const key = `${node}:${path}`;
    gone.delete(key);
    const found = readIfNew(join(folder, path), known.get(key) ?? null);
    if (found === null) continue;
    const before = known.get(key);
    known.set(key, found);
    if (copyOf(path) !== null) {
      if (before === undefined) copies.push([path, found.text]);
    } else if (before?.text !== found.text) journal.see({ atMs: Date.now(), node, path, text: found.text });
  }
  for (const key of gone) {
    known.delete(key);
    const path = key.slice(node.length + 1);
    if (copyOf(path) === null) journal.see({ atMs: Date.now(), node, path, text: null });
  }
  for (const [path, text] of copies) {
    const of = copyOf(path) ?? path;
    const winner = known.get(`${node}:${of}`)?.text ?? null;
    journal.copy({ atMs: Date.now(), node, path, of, text, winner });
  }
}

/** Null if it is gone, or as it was. */
function readIfNew(place: string, known: Known | null): Known | null {
  try {
    const { mtimeNs, ctimeNs, size, ino } = lstatSync(place, { bigint: true });
    const stamp = `${mtimeNs} ${ctimeNs} ${size} ${ino}`;
    return stamp === known?.stamp ? null : { stamp, text: readFileSync(place, 'utf8') };
  } catch (error) {
    if (isGone(error)) return null;
    throw error;
  }
}

function filesOf(folder: string): { readonly notes: readonly string[]; readonly strays: readonly string[] } {
  const notes: string[] = [];
  const strays: string[] = [];
  const walk = (under: string): void => {
    for (const entry of entriesOf(join(folder, under))) {
      const path = under === '' ? entry.name : `${under}/${entry.name}`;
      if (STRAY.test(entry.name)) strays.push(path);
      else if (entry.isDirectory() && !entry.name.startsWith('.st')) walk(path);
      else if (path.endsWith('.md') && !entry.name.startsWith('.')) notes.push(path);
    }
  };
  walk('');
  return { notes, strays };
}

function entriesOf(place: string) {
  try {
    return readdirSync(place, { withFileTypes: true });
  } catch (error) {
    if (isGone(error)) return [];
    throw error;
  }
}

function isGone(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT';
}

const LOOKS = 20;
const BETWEEN_MS = 5;

/** The text of a file that is there, though its name may be missing for the moment in which it is replaced. */
export function readNote(place: string): string {
  for (let look = 1; ; look++) {
    try {
      return readFileSync(place, 'utf8');
    } catch (error) {
      if (!isGone(error) || look === LOOKS) throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, BETWEEN_MS);
    }
  }
}

/** Path → text of all notes, copies too. */
export function notesIn(folder: string): ReadonlyMap<string, string> {
  return new Map(filesOf(folder).notes.map((path) => [path, readNote(join(folder, path))]));
}
