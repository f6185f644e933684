// Works out slug, file and times of each shot, or why it has no file. Uses only files that the cue names itself, or that
// lie finished at the place kept for its slug.
import { type Cue, cueType, cueValue } from '../../domain/cue.ts';
import { durationMs } from '../../domain/duration.ts';
import { nameOf } from '../../domain/ids.ts';
import type { MediaFile, MediaShelf } from '../../domain/media/shelf.ts';
import { oneLine } from '../../domain/one-line.ts';
import { sanitiseSlug, withoutPlace } from '../../domain/slug.ts';
import { titleFromName } from '../../domain/wording/slug-choice.ts';

import { cueUrl } from '../../markdown/cue-media.ts';
import { isUnusable } from '../../markdown/repair/values/urls.ts';
import { ownMs } from '../../markdown/runtime.ts';
import type { MediaEntry, MediaStatus } from '../media-entry.ts';
import type { MediaCue } from './cues.ts';
import { NO_FILE, type OwnFile, ownFiles } from './own-files.ts';
import { pagesOf } from './pages.ts';

export type Shot = Omit<MediaEntry, 'number'>;

/** One shot per cue, or one per picture for a quote with several. */
export function shotsOf(played: readonly MediaCue[], media: MediaShelf, fps: number): readonly Shot[] {
  const found = ownFiles(played, media, fps);
  const files = found.map(({ file }) => file);
  const counted = countedMs(played);
  const pages = pagesOf(media, files);
  return played.flatMap((each, i) => {
    const durationMs = ownMs(each.cue, fps) ?? counted.get(each.cue) ?? usualMs(each.cue);
    const shot = { ...shotOf(each, found[i] ?? NO_FILE, media, fps), durationMs };
    return pages(each.cue, shot.file).map(({ page, of, file }, _, { length }): Shot => {
      if (length === 1) return shot;
      const missing =
        file === null ? ({ status: 'MISSING', whyNoFile: 'this page is not made yet' } as const) : {};
      return {
        ...shot,
        ...missing,
        file,
        slug: `${shot.slug.replace(/-1x\d+$/, '')}-${page}x${of}`,
        page: { page, of },
      };
    });
  });
}

function shotOf({ item, cue }: MediaCue, { file, by, why }: OwnFile, media: MediaShelf, fps: number) {
  const type = cue.type ?? '';
  const source = sourceOf(cue, media);
  const isCut = file !== null && (by === 'finished' || (source !== null && source.path !== file.path));
  return {
    item,
    cue,
    type,
    slug: slugOf({ item, cue }, file),
    file,
    status: statusOf(type, file),
    whyNoFile: file === null ? (why ?? whyNoFile(cue, source)) : null,
    inMs: isCut ? null : trim(cue, 'trimstart', fps),
    outMs: isCut ? null : trim(cue, 'trimend', fps),
    page: null,
  };
}

function statusOf(type: string, file: MediaFile | null): MediaStatus {
  if (file !== null) return 'ok';
  return type === 'LIVE' ? 'live' : 'MISSING';
}

function sourceOf(cue: Cue, media: MediaShelf): MediaFile | null {
  const url = cueValue(cue, 'sourceurl');
  return url === null ? null : media.resolve(url);
}

function slugOf({ item, cue }: Pick<MediaCue, 'item' | 'cue'>, file: MediaFile | null): string {
  const own = [cue.slug ?? '', file === null ? '' : stem(nameOf(file.path))];
  const { document } = item;
  const ofItem = document.slug ?? document.title ?? titleFromName(document.path);
  const place = cueValue(cue, 'enumerator');
  const found = own.map((text) => plainSlug(text, place)).find((slug) => slug !== '');
  return found ?? `${plainSlug(ofItem, String(document.order))}-${(cue.type ?? '').toLowerCase()}`;
}

const SLUG_CHARACTERS = 60;

/** A sanitised slug without the number of its place. If nothing is left of it, as in non-Latin scripts, the text as it is. */
function plainSlug(text: string, place: string | null): string {
  const line = oneLine(text, 200);
  const bare = withoutPlace(line, place) ?? line;
  const slug = sanitiseSlug(bare);
  return slug === '' ? oneLine(bare, SLUG_CHARACTERS) : slug.slice(0, SLUG_CHARACTERS).replace(/-$/, '');
}

function stem(name: string): string {
  return name.replace(/\.[^.]*$/, '');
}

/** Length of each cue as the runtime counts it, for cues that state none: a quote takes as long as it is read. */
function countedMs(played: readonly MediaCue[]): ReadonlyMap<Cue, number> {
  const items = new Set(played.map(({ item }) => item));
  return new Map([...items].flatMap(({ runtime }) => runtime.cues.map(({ cue, ms }) => [cue, ms] as const)));
}

function usualMs(cue: Cue): number | null {
  return cueType(cue.type)?.defaultMs || null;
}

/** Zero means "not set". */
function trim(cue: Cue, name: string, fps: number): number | null {
  const ms = durationMs(cueValue(cue, name), fps);
  return ms === 0 ? null : ms;
}

function whyNoFile(cue: Cue, source: MediaFile | null): string | null {
  const url = cueUrl(cue);
  if (url === null && cue.type === 'LIVE') return null;
  if (url === null && source !== null) return `not yet cut from ${oneLine(nameOf(source.path), 80)}`;
  if (url === null) return isDrawn(cue) ? 'its picture is not made yet' : 'the cue has no MediaURL';
  if (/^blob:/i.test(url)) return 'its MediaURL was good in one browser only';
  if (isUnusable(url) && /^processing/i.test(url)) return 'it is still being processed';
  if (/^(?!file:)[a-z][a-z0-9+.-]*:\/\//i.test(url))
    return 'its MediaURL leads to the web, and the list plays files';
  return `there is no file “${oneLine(placeless(url), 80)}”`;
}

/** True if the picture is drawn from the cue's own words. */
function isDrawn(cue: Cue): boolean {
  return cue.type === 'FSQ' || (cue.type === 'GFX' && cueValue(cue, 'gfxtype') !== null);
}

/** Reduces a path on a person's own machine to its file name. */
function placeless(url: string): string {
  const path = url.replace(/\?.*$/s, '');
  return /^(?:[\\/]|[a-z]:|file:)/i.test(path) ? path.replace(/^.*[\\/](?=.)/s, '') : path;
}
