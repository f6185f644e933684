// How names of media files and the words for them are read: `10_Müller’s café (v2) 1080p.mp4` and `mullers-cafe` speak
// of the same thing. Never guesses: what can be read in two ways is kept as it stands.
import type { MediaKind } from './file.ts';
import { startsWithDate, type Word, withoutZeros, wordsIn } from './name-words.ts';

export interface FileName {
  readonly stem: string;
  /** Small letters, without the dot; `jpg` for `jpeg`; empty where there is none that media have. */
  readonly extension: string;
  /** Null without an extension. */
  readonly kind: MediaKind | null;
}

const KINDS: Readonly<Record<MediaKind, string>> = {
  video: 'mp4|mov|avi|mkv|webm|m4v|mpe?g|wmv',
  image: 'png|jpe?g|webp|gif|tiff?|bmp|heic|avif',
  audio: 'mp3|wav|m4a|ogg|flac|aac|aiff?',
};
const EXTENSION = new RegExp(`\\.(?:(${KINDS.video})|(${KINDS.image})|(${KINDS.audio}))$`, 'i');

export function splitName(name: string): FileName {
  const [dotted, video, image] = EXTENSION.exec(name) ?? [];
  if (dotted === undefined) return { stem: name, extension: '', kind: null };
  const extension = dotted.slice(1).toLowerCase();
  return {
    stem: name.slice(0, -dotted.length),
    extension: extension === 'jpeg' ? 'jpg' : extension,
    kind: video ? 'video' : image ? 'image' : 'audio',
  };
}

/** `song.mp3.mp3` → `song`. */
export function stemOf(name: string): string {
  const { stem, extension } = splitName(name);
  return extension !== '' && splitName(stem).extension === extension ? splitName(stem).stem : stem;
}

export interface NameRead {
  readonly stem: string;
  /** Letters and digits alone: equal for names that differ in blanks, hyphens, case, marks and signs only. */
  readonly key: string;
  /** The same without the number in front. */
  readonly bareKey: string;
  /** The number in front that is a place in the rundown: `10` of `10_goat`. Null where there is none. */
  readonly place: string | null;
  /** A number that can hardly be a word: in tens, or with a zero in front. */
  readonly placeIsSure: boolean;
  /** Without the number in front. */
  readonly words: readonly Word[];
}

/** Longer than any file system’s names: not read at all. */
const LONGEST_NAME = 300;

export function readName(stem: string): NameRead {
  const plain = stem.length > LONGEST_NAME ? '' : folded(parted(stem)).trim();
  const { lead, digits } = placeOf(plain);
  const bare = plain.slice(lead.length);
  return {
    stem,
    key: keyOf(plain),
    bareKey: keyOf(bare),
    place: digits === '' ? null : withoutZeros(digits),
    placeIsSure: digits.startsWith('0') || digits.endsWith('0'),
    words: wordsIn(bare),
  };
}

const LETTERS: ReadonlyMap<string, string> = new Map(
  Object.entries({ ß: 'ss', æ: 'ae', œ: 'oe', ø: 'o', ł: 'l', đ: 'd', ð: 'd', þ: 'th', ı: 'i' }),
);

/** Small letters without marks; apostrophes and the `&` within a word are gone: `A&W` → `aw`. */
function folded(text: string): string {
  return text
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[\u0300-\u036f]+/g, '')
    .replace(/[ßæœøłđðþı]/g, (letter) => LETTERS.get(letter) ?? letter)
    .replace(/['’‘ʼ`´]/g, '')
    .replace(/(?<=\p{L})&(?=\p{L})/gu, '');
}

/** `TheDuchess` → `The Duchess`, where nothing else parts the words; `McBride` is one. */
function parted(stem: string): string {
  if (/[\s_-]/.test(stem)) return stem;
  return stem.replace(/(?<=\p{Ll})(?<!Mc)(?=\p{Lu})/gu, ' ').replace(/(?<=\p{Lu})(?=\p{Lu}\p{Ll})/gu, ' ');
}

/** Digits that blanks or hyphens part stay apart: `1 12` is not `11 2`. */
function keyOf(plain: string): string {
  return plain
    .replace(/[^\p{L}\p{M}\p{N}\s_-]+/gu, '')
    .replace(/(?<=\d)[\s_-]+(?=\d)/g, '/')
    .replace(/[\s_-]+/g, '');
}

// ---- the number in front ----

const PLACE = /^[[({]?(\d{2,3})[\])}]?[-_. ]+(?:\d{2,3}[-_. ]+)?(?=([^\d\s_.-]\S*|\d[-_. ]))/;
/** No rundown has more than forty media, in tens: 911 is a word. */
const LAST_PLACE = 400;

// A number before one of these counts something, and is no place.
const COUNTED: ReadonlySet<string> = new Set(
  `second minute hour day week month year night percent dollar buck cent pound mile foot feet degree people person man
  men woman women kid child children girl boy time thing reason way fact question tip step rule million billion thousand
  lie mistake sign cop k`.split(/\s+/),
);

function placeOf(plain: string): { readonly lead: string; readonly digits: string } {
  const [lead = '', digits = '', rest = ''] = PLACE.exec(plain) ?? [];
  const next = /^[a-z]*/.exec(rest)?.[0] ?? '';
  const counts = COUNTED.has(next) || COUNTED.has(next.replace(/s$/, ''));
  const isPlace = !counts && Number(digits) <= LAST_PLACE && !startsWithDate(plain);
  return isPlace ? { lead, digits } : { lead: '', digits: '' };
}

/** Whether the number in front of what was asked for allows for this name. Places are given anew when the rundown
 *  changes; a number that may be a word only goes missing where enough other words are left. */
export function placesAgree(asked: NameRead, name: NameRead): boolean {
  if (asked.place === null || asked.place === name.place) return true;
  if (name.place !== null) return asked.placeIsSure && name.placeIsSure;
  return asked.placeIsSure || asked.words.filter(({ worth }) => worth === 'telling').length >= 2;
}
