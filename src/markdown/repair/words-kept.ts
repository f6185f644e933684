// Verifies that no repair loses a word a person typed between the cues. Tags are not words, but the values of their
// attributes are. A wrapped link counts as the address it leads to.
import { isInside } from '../code.ts';
import type { SegmentDocument } from '../document.ts';
import { decoded, realAddress } from './residue/links.ts';

/** True if each word outside cues appears at least as often in the new body, in any place, apart from `drops`. */
export function keepsWords(
  before: SegmentDocument,
  after: SegmentDocument,
  drops: readonly string[],
): boolean {
  const cues = before.cues.map((cue) => cue.span);
  const left = counted(after, () => true);
  for (const word of drops) left.set(word, (left.get(word) ?? 0) + 1);
  const wanted = counted(before, (offset) => !isInside(cues, offset));
  return [...wanted].every(([word, count]) => (left.get(word) ?? 0) >= count);
}

const INLINE = 'span|a|b|i|u|s|em|strong|font|sub|sup|small|mark|rev';
const BLOCK = 'p|div|br|hr|h[1-6]|ul|ol|li|img|table|tr|td|th|blockquote';
const TAG = `<\\/?(?:${INLINE}|${BLOCK})(?=[\\s/>])[^<>]*>`;
const LINK = 'https?:\\/\\/[^\\s"\'<>()[\\]]+';
/** Spaces and punctuation; any other entity counts as a word by its name. */
const MARK = '&(?:nbsp|amp|quot|apos|lt|gt|#\\d{1,7});';
const PIECE = new RegExp(`${TAG}|${LINK}|${MARK}|[\\p{L}\\p{N}]+`, 'giu');
const IS_INLINE = new RegExp(`^<\\/?(?:${INLINE})[\\s/>]`, 'i');

function counted(doc: SegmentDocument, counts: (offset: number) => boolean): Map<string, number> {
  const words = new Map<string, number>();
  for (const word of wordsOf(doc, counts)) words.set(word, (words.get(word) ?? 0) + 1);
  return words;
}

/** Letters separated only by inline tags form one word: `hel</span><span>lo`. */
function* wordsOf({ text, body }: SegmentDocument, counts: (offset: number) => boolean): Generator<string> {
  let word = '';
  let end = -1;
  for (const { 0: piece, index } of text.slice(body.start, body.end).matchAll(PIECE)) {
    if (!counts(body.start + index)) continue;
    const goesOn = word !== '' && index === end;
    const isTag = piece.startsWith('<');
    const isWord = !isTag && !piece.startsWith('&') && !piece.includes('://');
    if (isTag) yield* attributeWords(piece);
    end = index + piece.length;
    if (goesOn && isTag && IS_INLINE.test(piece)) continue;
    if (word !== '' && !(goesOn && isWord)) yield word;
    word = isWord ? (goesOn ? word : '') + piece.toLowerCase() : '';
    if (piece.includes('://') && !isTag) yield* linkWords(piece);
  }
  if (word !== '') yield word;
}

const ATTRIBUTE = /([a-z][\w:-]{0,40})\s{0,9}=\s{0,9}("[^"]*"|'[^']*'|[^\s"'>]+)/gi;
/** Attributes for the look of a tag; their values are not words. */
const LOOKS = /^(?:style|dir|lang|role|align|aria-level|face|color)$/i;

function attributeWords(tag: string): readonly string[] {
  return [...tag.matchAll(ATTRIBUTE)].flatMap(([, name = '', value = '']) => {
    const bare = value.replace(/^["']|["']$/g, '');
    if (LOOKS.test(name) || /^docs-internal-guid/i.test(bare)) return [];
    return bare.includes('://') ? linkWords(bare) : lettersIn(bare);
  });
}

function linkWords(link: string): readonly string[] {
  const address = (realAddress(link) ?? link).replace(/&amp;/gi, '&');
  return lettersIn(decoded(address) ?? address);
}

function lettersIn(text: string): readonly string[] {
  return (text.match(/[\p{L}\p{N}]+/gu) ?? []).map((word) => word.toLowerCase());
}
