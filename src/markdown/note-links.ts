// Finds the links of a note to other notes of the show, and which files they mean. Leaves out code.
import type { TreePath } from '../domain/ids.ts';
import { isInside } from './code.ts';
import type { SilentSpan } from './silent.ts';

/** A link to a note. `start` and `end` are those of the file's name in it. */
export interface NoteLink {
  readonly start: number;
  readonly end: number;
  /** The folders that it names, and the note without `.md`: `['0102', 'rundown', '10 Old']`. */
  readonly steps: readonly string[];
}

const WIKI = /\[\[([^[\]|#\n]{1,400})(?=[\]|#])/g;
const ADDRESS = /\]\(([^()<>\s]{1,600}\.md)(?=[)#])/gi;
const ANGLED = /\]\(<([^()<>\n]{1,600}\.md)(?=[>#])/gi;

/** In file order, those in code left out; those in comments follow a renamed file as well. */
export function linksIn(text: string, silent: readonly SilentSpan[]): readonly NoteLink[] {
  const code = silent.filter(({ kind }) => kind === 'fence' || kind === 'code');
  const found = (pattern: RegExp, read: (target: string) => string) =>
    [...text.matchAll(pattern)].flatMap((match): NoteLink[] => {
      const [whole, target = ''] = match;
      const end = match.index + whole.length;
      const name = target.slice(target.lastIndexOf('/') + 1);
      const steps = target.split('/').map(read);
      steps.push(stemOf(steps.pop() ?? ''));
      const isNote = name !== '' && !isInside(code, end - target.length);
      return isNote ? [{ start: end - name.length, end, steps: steps.filter((step) => !UP.has(step)) }] : [];
    });
  const all = [...found(WIKI, (target) => target), ...found(ADDRESS, decoded), ...found(ANGLED, decoded)];
  return all.sort((a, b) => a.start - b.start);
}

const UP: ReadonlySet<string> = new Set(['', '.', '..']);

/** True if the path ends in these steps, in whatever case. */
export function leadsTo(steps: readonly string[], path: TreePath): boolean {
  const to = stemOf(path).toLowerCase();
  const by = steps.join('/').toLowerCase();
  return to === by || to.endsWith(`/${by}`);
}

function decoded(address: string): string {
  try {
    return decodeURIComponent(address);
  } catch (error) {
    // A lone `%` is not valid encoding, so the address is compared as written.
    if (error instanceof URIError) return address;
    throw error;
  }
}

/** Without `.md`. */
export function stemOf(name: string): string {
  return name.replace(/\.md$/i, '');
}
