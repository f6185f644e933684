// Splits a long quote, one cue with several pictures (`…-1x3.png` to `…-3x3.png`), into pages that play one by one.
// Leaves a quote alone if other cues name its parts.
import { type Cue, cueValue } from '../../domain/cue.ts';
import { type TreePath, treePath } from '../../domain/ids.ts';
import type { MediaFile, MediaShelf } from '../../domain/media/shelf.ts';

export interface GraphicPage {
  readonly page: number;
  readonly of: number;
  readonly file: MediaFile | null;
}

const FIRST = /^(.*)-1x([2-9]|1\d)(\.[^./]+)$/s;

/** `named`: the files that the played cues name themselves. */
export function pagesOf(media: MediaShelf, named: readonly (MediaFile | null)[]) {
  const byPath = new Map(media.files.map((file) => [file.path, file]));
  const taken = new Set(named.map((file) => file?.path ?? null));
  return (cue: Cue, file: MediaFile | null): readonly GraphicPage[] => {
    const whole = [{ page: 1, of: 1, file }];
    const match = cue.type === 'FSQ' && file !== null ? FIRST.exec(file.path) : null;
    if (match === null || (cueValue(cue, 'part') ?? '1x1') !== '1x1') return whole;
    const rest = restOf(match);
    if (rest.some((path) => taken.has(path)) || !rest.some((path) => byPath.has(path))) return whole;
    const of = rest.length + 1;
    return [file, ...rest.map((path) => byPath.get(path) ?? null)].map((each, i) => ({
      page: i + 1,
      of,
      file: each,
    }));
  };
}

function restOf([, start = '', count = '', end = '']: RegExpExecArray): readonly TreePath[] {
  const of = Number(count);
  return Array.from({ length: of - 1 }, (_, i) => treePath(`${start}-${i + 2}x${of}${end}`));
}
