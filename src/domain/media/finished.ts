// Finds the finished file of a cue at the places that the show keeps for it: `assets/graphics/goat-pen.png`,
// `assets/quotes/fsq_goat-pen.png`, `assets/video/goat-pen.mp4`. Takes exact names only; names that are merely alike are
// the matcher's business.
import { nameOf } from '../ids.ts';
import { withoutPlace } from '../slug.ts';
import { pathInEpisode } from './candidates.ts';
import type { MediaFile, MediaKind, MediaMatch } from './file.ts';
import { stemOf } from './names.ts';

export interface FinishedWanted {
  /** In capitals: `SOT`. */
  readonly type: string;
  readonly slug: string;
  readonly enumerator: string | null;
  /** `2x3` for the second of three cues that share a quote; null for a whole one. */
  readonly part: string | null;
  /** True for a cue with trims: only what transcoding writes is cut. */
  readonly isCut: boolean;
}

interface Places {
  readonly kinds: readonly MediaKind[];
  /** Below `assets/`; today's place first, then those of older tools. */
  readonly folders: readonly string[];
  readonly prefixes: readonly string[];
}

const CLIP: Places = { kinds: ['video'], folders: ['video/vmix', 'video'], prefixes: [''] };
const LIBRARY: Places = {
  kinds: ['video', 'audio'],
  folders: ['video/vmix', 'video', 'audio'],
  prefixes: [''],
};
const PLACES: ReadonlyMap<string, Places> = new Map<string, Places>([
  [
    'FSQ',
    {
      kinds: ['image'],
      folders: ['graphics', 'graphics/quotes', 'quotes', 'generated_quotes', 'images'],
      prefixes: ['', 'fsq_'],
    },
  ],
  ['GFX', { kinds: ['image'], folders: ['graphics', 'images'], prefixes: ['', 'gfx_'] }],
  ['IMG', { kinds: ['image'], folders: ['images', 'graphics'], prefixes: ['', 'img_'] }],
  ['SOT', CLIP],
  ['VO', CLIP],
  ['NAT', CLIP],
  ['PKG', CLIP],
  ['BUMP', LIBRARY],
  ['STING', LIBRARY],
  ['VOX', LIBRARY],
  ['MUS', LIBRARY],
]);

/** `files`: those of one episode, without hidden ones. */
export function finishedOf(files: readonly MediaFile[]): (wanted: FinishedWanted) => MediaMatch {
  const byPlace = new Map<string, MediaFile[]>();
  for (const file of files) {
    const key = keyOf(file);
    const known = byPlace.get(key);
    if (known === undefined) byPlace.set(key, [file]);
    else known.push(file);
  }
  return (wanted) => {
    const places = PLACES.get(wanted.type);
    if (places === undefined || folded(wanted.slug) === '') return { kind: 'none' };
    const fits = (file: MediaFile): boolean =>
      places.kinds.includes(file.kind) && (!wanted.isCut || /\.mp4$/i.test(file.path));
    for (const folder of places.folders) {
      for (const names of namesOf(wanted, places)) {
        const found = names.flatMap((name) => byPlace.get(`${folder}/${folded(name)}`) ?? []).filter(fits);
        const [file, ...more] = found;
        if (file !== undefined) return more.length === 0 ? { kind: 'found', file } : unclear(found);
      }
    }
    return { kind: 'none' };
  };
}

function unclear(candidates: readonly MediaFile[]): MediaMatch {
  return { kind: 'unclear', candidates };
}

function keyOf(file: MediaFile): string {
  const path = pathInEpisode(file) ?? '';
  const folder = /^assets\/(.*)\/[^/]*$/s.exec(path)?.[1] ?? '';
  return `${folder}/${folded(stemOf(nameOf(file.path)))}`;
}

/** Most pages that a long quote has. */
const MOST_PAGES = 19;

/** Best first. Names in one list rank the same: if a picture and its pages exist, one of them is out of date. */
function namesOf(
  { type, slug, enumerator, part }: FinishedWanted,
  { prefixes }: Places,
): readonly (readonly string[])[] {
  const bare = withoutPlace(slug, enumerator);
  const slugs = [slug, ...(bare === null ? [] : [bare])];
  const numbered = enumerator === null ? [] : [`${enumerator}-${bare ?? slug}`];
  const names = [...slugs.flatMap((name) => prefixes.map((prefix) => prefix + name)), ...numbered];
  if (type !== 'FSQ') return names.map((name) => [name]);
  if (part === null || part === '1x1') return names.map((name) => [name, ...firstPages(name)]);
  const nth = part.split('x')[0] ?? '';
  return [
    ...names.flatMap((name) => [[`${name}-${part}`], [`${name}-part${nth}`, `${name}-part-${nth}`]]),
    ...names.map((name) => [name]),
  ];
}

function firstPages(name: string): readonly string[] {
  return Array.from({ length: MOST_PAGES - 1 }, (_, i) => `${name}-1x${i + 2}`);
}

/** Equal for names that differ only in case, accents, punctuation, and in `-`, `_` and blanks. */
function folded(name: string): string {
  return name
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[\s_-]+/g, '-')
    .replace(/[^\p{L}\p{N}-]+/gu, '')
    .replace(/-+/g, '-')
    .replace(/^-|-$/g, '');
}
