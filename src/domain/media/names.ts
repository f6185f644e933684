// Parses names of media files and people's words for them, so that they can be compared: `mullers-cafe` means
// `10_Müller’s café (v2) 1080p.mp4`. Never guesses: ambiguous text is kept as it is.
import { LAST_PLACE, startsWithCounted } from '../slug.ts';
import type { MediaKind } from './file.ts';
import { startsWithDate, type Word, withoutZeros, wordsIn } from './name-words.ts';

export interface FileName {
  readonly stem: string;
  /** Lowercase, without the dot; `jpg` for `jpeg`; empty if it is not a media extension. */
  readonly extension: string;
  /** null without an extension. */
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
  /** Only letters and digits: equal for names that differ only in blanks, hyphens, case, accents and punctuation. */
  readonly key: string;
  /** `key` without the leading number. */
  readonly bareKey: string;
  /** Leading number that is a place in the rundown: `10` of `10_goat`; null if there is none. */
  readonly place: string | null;
  /** The leading number is hardly a word: it ends or begins with a zero. */
  readonly placeIsSure: boolean;
  /** Without the leading number. */
  readonly words: readonly Word[];
}

/** Longer than any file system allows; longer names are not parsed. */
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

/** Lowercase without accents; drops apostrophes and an `&` within a word: `A&W` → `aw`. */
function folded(text: string): string {
  return text
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[\u0300-\u036f]+/g, '')
    .replace(/[ßæœøłđðþı]/g, (letter) => LETTERS.get(letter) ?? letter)
    .replace(/['’‘ʼ`´]/g, '')
    .replace(/(?<=\p{L})&(?=\p{L})/gu, '');
}

/** `TheDuchess` → `The Duchess`, if nothing else separates the words; `McBride` stays one. */
function parted(stem: string): string {
  if (/[\s_-]/.test(stem)) return stem;
  return stem.replace(/(?<=\p{Ll})(?<!Mc)(?=\p{Lu})/gu, ' ').replace(/(?<=\p{Lu})(?=\p{Lu}\p{Ll})/gu, ' ');
}

/** Digits separated by blanks or hyphens stay apart: `1 12` is not `11 2`. */
function keyOf(plain: string): string {
  return plain
    .replace(/[^\p{L}\p{M}\p{N}\s_-]+/gu, '')
    .replace(/(?<=\d)[\s_-]+(?=\d)/g, '/')
    .replace(/[\s_-]+/g, '');
}

// ---- the leading number ----

const PLACE = /^[[({]?(\d{2,3})[\])}]?[-_. ]+(?:\d{2,3}[-_. ]+)?(?=([^\d\s_.-]\S*|\d[-_. ]))/;

function placeOf(plain: string): { readonly lead: string; readonly digits: string } {
  const [lead = '', digits = '', rest = ''] = PLACE.exec(plain) ?? [];
  const isPlace = !startsWithCounted(rest) && Number(digits) <= LAST_PLACE && !startsWithDate(plain);
  return isPlace ? { lead, digits } : { lead: '', digits: '' };
}

/** Whether the requested leading number is compatible with this name. Places are renumbered when the rundown changes. A
 *  number that may be a word can be missing only if enough other words are left. */
export function placesAgree(asked: NameRead, name: NameRead): boolean {
  if (asked.place === null || asked.place === name.place) return true;
  if (name.place !== null) return asked.placeIsSure && name.placeIsSure;
  return asked.placeIsSure || asked.words.filter(({ worth }) => worth === 'telling').length >= 2;
}
