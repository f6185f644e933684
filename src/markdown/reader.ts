// Caches parsed documents by their text, so that steps and plans do not parse unchanged text again. The number kept is
// bounded. Documents are immutable, so sharing one is safe.
import type { TreePath } from '../domain/ids.ts';
import { type InfoDocument, parseInfo, parseSegment, type SegmentDocument } from './document.ts';

export interface DocumentReader {
  segment(path: TreePath, text: string): SegmentDocument;
  info(path: TreePath, text: string): InfoDocument;
  /** The same array for the same documents, so that results are remembered by it and not by each of thousands. */
  items(documents: readonly SegmentDocument[]): readonly SegmentDocument[];
}

export function documentReader(mostDocuments: number): DocumentReader {
  const segments = recent<SegmentDocument>(mostDocuments, SHORT_CHARACTERS);
  const infos = recent<InfoDocument>(Math.min(mostDocuments, MOST_INFOS), 0);
  return {
    segment: (path, text) => segments(path, text, () => parseSegment(path, text)),
    info: (path, text) => infos(path, text, () => parseInfo(path, text)),
    items: sameArrays(),
  };
}

/** Keeps the newest few texts of each path and evicts the least recently used path first, while there are more paths and
 *  more characters than these. */
function recent<D extends { readonly text: string }>(most: number, mostCharacters: number) {
  const kept = new Map<TreePath, readonly D[]>();
  let characters = 0;
  return (path: TreePath, text: string, parse: () => D): D => {
    const known = kept.get(path) ?? [];
    const found = known.find((document) => document.text === text) ?? parse();
    kept.delete(path);
    // Several versions per path, such as main's text and the text with all automatic changes applied.
    const versions = [found, ...known.filter((document) => document !== found)];
    kept.set(path, versions.slice(0, VERSIONS));
    characters -= charactersOf(versions.slice(VERSIONS));
    characters += known.includes(found) ? 0 : text.length;
    for (const [oldest, versions] of kept) {
      if (kept.size <= most || characters <= mostCharacters) break;
      kept.delete(oldest);
      characters -= charactersOf(versions);
    }
    return found;
  };
}

function charactersOf(documents: readonly { readonly text: string }[]): number {
  return documents.reduce((sum, { text }) => sum + text.length, 0);
}

/** Remembers the newest few arrays for each first document's path. */
function sameArrays(): DocumentReader['items'] {
  const kept = new Map<TreePath, readonly (readonly SegmentDocument[])[]>();
  return (documents) => {
    const [first] = documents;
    if (first === undefined) return documents;
    const known = kept.get(first.path) ?? [];
    const isSame = (other: readonly SegmentDocument[]) =>
      other.length === documents.length && other.every((one, i) => one === documents[i]);
    const found = known.find(isSame) ?? documents;
    kept.delete(first.path);
    kept.set(first.path, [found, ...known.filter((other) => other !== found)].slice(0, ARRAYS));
    const [oldest] = kept.keys();
    if (kept.size > MOST_INFOS && oldest !== undefined) kept.delete(oldest);
    return found;
  };
}

const VERSIONS = 3;
/** Texts between main's and the one with all automatic changes applied, step by step. */
const ARRAYS = 12;
/** Short texts are many: an episode of thousands of segments is kept whole. */
const SHORT_CHARACTERS = 8 * 1024 * 1024;
/** An `info.md` also holds the memoised scripts of its episode, which are long. */
const MOST_INFOS = 40;
