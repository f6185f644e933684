// Caches parsed documents by their text, so that steps and plans do not parse unchanged text again. The number kept is
// bounded. Documents are immutable, so sharing one is safe.
import type { TreePath } from '../domain/ids.ts';
import { type InfoDocument, parseInfo, parseSegment, type SegmentDocument } from './document.ts';

export interface DocumentReader {
  segment(path: TreePath, text: string): SegmentDocument;
  info(path: TreePath, text: string): InfoDocument;
}

export function documentReader(mostDocuments: number): DocumentReader {
  const segments = recent<SegmentDocument>(mostDocuments);
  const infos = recent<InfoDocument>(Math.min(mostDocuments, MOST_INFOS));
  return {
    segment: (path, text) => segments(path, text, () => parseSegment(path, text)),
    info: (path, text) => infos(path, text, () => parseInfo(path, text)),
  };
}

/** Keeps the newest few texts of each path and evicts the least recently used path first. */
function recent<D extends { readonly text: string }>(most: number) {
  const kept = new Map<TreePath, readonly D[]>();
  return (path: TreePath, text: string, parse: () => D): D => {
    const known = kept.get(path) ?? [];
    const found = known.find((document) => document.text === text) ?? parse();
    kept.delete(path);
    // Several versions per path, such as main's text and the text with all automatic changes applied.
    kept.set(path, [found, ...known.filter((document) => document !== found)].slice(0, VERSIONS));
    for (const oldest of kept.keys()) {
      if (kept.size <= most) break;
      kept.delete(oldest);
    }
    return found;
  };
}

const VERSIONS = 3;
/** An `info.md` also holds the memoised scripts of its episode, which are long. */
const MOST_INFOS = 40;
