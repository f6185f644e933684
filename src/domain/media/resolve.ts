// Finds the file that a MediaURL names, relative to the rundown folder. Returns only files of the episode, and only if
// exactly one is meant; web addresses and placeholder names give none.
import { type EpisodeId, episodeOf, nameOf } from '../ids.ts';
import { pathInEpisode } from './candidates.ts';
import type { MediaFile } from './file.ts';
import { splitName } from './names.ts';

/** null: more than one file; undefined: none. */
type Found = MediaFile | null | undefined;
type Places = ReadonlyMap<string, MediaFile | null>;

/** Folders searched by file name, in this order. */
const FOLDERS: readonly string[] = ['thumbnails', 'images', 'quotes', 'graphics', 'video', 'audio'];
const ANYWHERE = 'assets';
/** Longer than any system allows a path to be. */
const LONGEST_URL = 4096;
const NO_PATH = /^(?:[a-z][a-z0-9+.-]*:\/\/|(?:blob|data|file|about|[a-z]):)|^processing[.…]+$/i;

/** `files`: those of one episode, without hidden ones. */
export function resolverOf(files: readonly MediaFile[]): (url: string) => MediaFile | null {
  const episode = files.map(({ path }) => episodeOf(path)).find((each) => each !== null);
  const places = placesOf(files.filter(({ path }) => episodeOf(path) === episode));
  return (url) => {
    const text = url.trim();
    if (episode === undefined || text.length > LONGEST_URL || NO_PATH.test(text)) return null;
    const ways = [...spellingsOf(text)].map((spelling) => ({ spelling, paths: pathsOf(spelling, episode) }));
    // If any reading of the URL leaves the episode, it names a file outside it.
    if (ways.some(({ paths }) => paths === null)) return null;
    return first(ways, ({ spelling, paths }) => lookUp(spelling, paths ?? [], places)) ?? null;
  };
}

/** Spellings to try, as written first: a file may have a `#` or a `%20` in its name. */
function spellingsOf(url: string): ReadonlySet<string> {
  const cut = withoutTail(url);
  return new Set([url, cut, decoded(url), decoded(cut)].map((each) => each.replaceAll('\\', '/')));
}

/** Strips `?cache=…` and `#…`, unless the name continues after them: `clip #3.mov`. */
function withoutTail(url: string): string {
  const cut = url.replace(/[?#].*$/s, '').trimEnd();
  return splitName(cut).extension === '' && splitName(url).extension !== '' ? url : cut;
}

function decoded(url: string): string {
  return url.replace(/(?:%[0-9a-f]{2})+/gi, (codes) => {
    const bytes = codes.slice(1).split('%');
    return new TextDecoder().decode(Uint8Array.from(bytes, (code) => Number.parseInt(code, 16)));
  });
}

// ---- looking up ----

function lookUp(url: string, paths: readonly string[], places: Places): Found {
  const name = url.slice(url.lastIndexOf('/') + 1);
  if (/^\.*$/.test(name)) return undefined;
  const byPath = first(paths, (path) => either(places, 'path', path));
  if (byPath !== undefined) return byPath;
  if (splitName(name).extension === '') return byStem(name, places);
  const byName = first([...FOLDERS, ANYWHERE], (folder) => either(places, folder, name));
  return byName === undefined ? either(places, 'source', name, composed) : byName;
}

function first<T>(each: readonly T[], find: (one: T) => Found): Found {
  for (const one of each) {
    const found = find(one);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** An exact match takes precedence over similar names. */
function either(places: Places, where: string, name: string, form: (name: string) => string = alike): Found {
  return places.get(slot(where, name)) ?? places.get(slot(`${where} alike`, form(name)));
}

/** Without an extension, the name must belong to exactly one file; a source is found by its exact name only. */
function byStem(stem: string, places: Places): Found {
  const found = places.get(slot('stem', alike(stem)));
  const isSource = found ? places.has(slot('source', nameOf(found.path))) : false;
  if (!found || !isSource) return found;
  return composed(splitName(nameOf(found.path)).stem) === composed(stem) ? found : undefined;
}

// ---- paths ----

const TOPS = /^\/(?=(?:assets|preshow|captures)\/)/;

/** Paths relative to the episode, the likeliest first; null if the URL leaves the episode. */
function pathsOf(url: string, episode: EpisodeId): readonly string[] | null {
  const inTree = /^(?:\/(?:.*?\/)?)?episodes\/(\d{4}\/.*)$/s.exec(url)?.[1];
  if (inTree !== undefined) return listOf(inside(['episodes'], inTree, episode));
  if (url.startsWith('/')) return TOPS.test(url) ? listOf(inside(['episodes', episode], url, episode)) : null;
  const fromRundown = inside(['episodes', episode, 'rundown'], url, episode);
  if (fromRundown === null) return null;
  const fromEpisode = inside(['episodes', episode], url, episode);
  return fromEpisode === null ? [fromRundown] : [fromRundown, fromEpisode];
}

function listOf(path: string | null): readonly string[] | null {
  return path === null ? null : [path];
}

/** The path relative to the episode; null if it is outside. */
function inside(from: readonly string[], url: string, episode: EpisodeId): string | null {
  const parts = [...from];
  for (const part of url.split('/')) {
    if (part === '..' && parts.pop() === undefined) return null;
    if (part !== '..' && part !== '.' && part !== '') parts.push(part);
  }
  const [top, id, ...rest] = parts;
  return top === 'episodes' && id === episode && rest.length > 0 ? rest.join('/') : null;
}

// ---- the index ----

function placesOf(files: readonly MediaFile[]): Places {
  const places = new Map<string, MediaFile | null>();
  const put = (key: string, file: MediaFile): void => {
    places.set(key, places.has(key) ? null : file);
  };
  for (const file of files) {
    for (const key of slotsOf(file)) put(key, file);
  }
  return places;
}

function slotsOf(file: MediaFile): readonly string[] {
  const path = pathInEpisode(file);
  if (path === null) return [];
  const name = nameOf(file.path);
  const [top, folder = '', rest] = path.split('/', 3);
  const isDirect =
    top === 'assets' && rest !== undefined && FOLDERS.includes(folder) && path === `assets/${folder}/${name}`;
  // Transcriber output has the clip's name, so it is found by its path only.
  const isWhisper = /\/whisper\//i.test(path);
  const isSource = (top === 'preshow' || top === 'captures') && !isWhisper;
  return [
    ...slots('path', path),
    ...(isDirect ? slots(folder, name) : []),
    ...(top === 'assets' ? slots(ANYWHERE, name) : []),
    ...(isSource ? slots('source', name, composed) : []),
    ...(isWhisper ? [] : [slot('stem', alike(splitName(name).stem))]),
  ];
}

function slots(where: string, name: string, form: (name: string) => string = alike): readonly string[] {
  return [slot(where, name), slot(`${where} alike`, form(name))];
}

/** `where` never contains a `/`, so no two slots are the same. */
function slot(where: string, name: string): string {
  return `${where}/${name}`;
}

/** Equal for names that differ only in case, in `-`, `_` and blanks, in `jpg` and `jpeg`, and in how accents are
 *  encoded. */
function alike(name: string): string {
  const { stem, extension } = splitName(composed(name));
  const even = stem
    .toLowerCase()
    .replace(/[\s_-]+/g, ' ')
    .replace(/ ?\/ ?/g, '/')
    .trim();
  return extension === '' ? even : `${even}.${extension}`;
}

function composed(name: string): string {
  return name.normalize('NFC');
}
