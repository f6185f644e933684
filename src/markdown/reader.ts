// Documents by their text, so that a text that has not changed is not parsed again for every step and every plan.
// Holds a bounded number of them; a document never changes, so sharing one is safe.
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

/** The newest text of each path, the longest unused dropped first. */
function recent<D extends { readonly text: string }>(most: number) {
  const kept = new Map<TreePath, readonly D[]>();
  return (path: TreePath, text: string, parse: () => D): D => {
    const known = kept.get(path) ?? [];
    const found = known.find((document) => document.text === text) ?? parse();
    kept.delete(path);
    // Main's text, and the one with all automatic changes made.
    kept.set(path, [found, ...known.filter((document) => document !== found)].slice(0, VERSIONS));
    for (const oldest of kept.keys()) {
      if (kept.size <= most) break;
      kept.delete(oldest);
    }
    return found;
  };
}

const VERSIONS = 3;
/** An episode's scripts are remembered with its `info.md`, and they are long. */
const MOST_INFOS = 40;
