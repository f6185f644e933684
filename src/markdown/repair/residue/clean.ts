// Decides what happens to each tag left by pasting. Tags with a class or data of their own are kept, and so is every
// tag without a partner.
import type { CuePiece } from '../values/whole-cue.ts';
import type { ResidueTag, Tags } from './tags.ts';

export interface Cleaned extends CuePiece {
  /** Completes “This text was pasted with …”. */
  readonly what: string;
}

const TAGS = 'tags of a word processor';

/** Unordered, without overlap. */
export function cleanedTags(text: string, tags: Tags, eol: string): readonly Cleaned[] {
  const becomes = new Map<ResidueTag, string>();
  for (const tag of tags.all) {
    const close = tags.partner.get(tag);
    if (tag.isClosing || close === undefined || !tag.isBare || !isWrapping(tag)) continue;
    const marks = tag.name === 'span' && tag.end < close.start ? emphasis(tag.attributes) : [];
    becomes.set(tag, marks.map((mark) => `<${mark}>`).join(''));
    becomes.set(
      close,
      [...marks]
        .reverse()
        .map((mark) => `</${mark}>`)
        .join(''),
    );
  }
  unnest(text, tags, becomes);
  const named = tags.all.filter((tag) => tag.name === 'p' && tag.isBare && !becomes.has(tag));
  return [
    ...parted(text, becomes, eol),
    ...named
      .filter((tag) => tag.attributes.trim() !== '')
      .map((tag) => ({ span: { start: tag.start + 2, end: tag.end - 1 }, added: '', what: TAGS })),
  ];
}

/** True for tags without meaning of their own. Google Docs wraps all pasted text in a `<b>` of normal weight. */
function isWrapping({ name, attributes }: ResidueTag): boolean {
  const fakeBold = name === 'b' && /font-weight\s{0,9}:\s{0,9}(?:normal|400)/i.test(attributes);
  return name === 'span' || name === 'div' || fakeBold;
}

function emphasis(attributes: string): readonly ('b' | 'i')[] {
  const bold = /font-weight\s{0,9}:\s{0,9}(?:bold|[6-9]00)/i.test(attributes);
  const italic = /font-style\s{0,9}:\s{0,9}italic/i.test(attributes);
  return [...(bold ? (['b'] as const) : []), ...(italic ? (['i'] as const) : [])];
}

/** If a paragraph contains only another paragraph, removes whichever of the two is bare. */
function unnest(text: string, tags: Tags, becomes: Map<ResidueTag, string>): void {
  /** For each removed tag: the nearest enclosing tag that stays. */
  const stays = new Map<ResidueTag, ResidueTag | undefined>();
  const nothing = (from: number, to: number) => isNothing(text, tags.all, from, to, becomes);
  const drop = (tag: ResidueTag, close: ResidueTag | undefined, outer: ResidueTag | undefined): void => {
    for (const each of close === undefined ? [tag] : [tag, close]) becomes.set(each, '');
    stays.set(tag, outer);
  };
  for (const [inner, around] of tags.around) {
    const innerClose = tags.partner.get(inner);
    const aroundClose = tags.partner.get(around);
    const outer = stays.has(around) ? stays.get(around) : around;
    // An enclosing tag was only removed if nothing preceded this one inside it, so checking up to `around` is enough.
    if (outer === undefined || !nothing(around.end, inner.start)) continue;
    if (aroundClose === undefined) {
      if (outer === around && outer.isBare) drop(outer, undefined, undefined);
    } else if (innerClose !== undefined && nothing(innerClose.end, aroundClose.start)) {
      if (inner.isBare) drop(inner, innerClose, outer);
      else if (outer.isBare) drop(outer, tags.partner.get(outer), undefined);
    }
  }
}

/** True if only whitespace is left once the removed tags are gone. */
function isNothing(
  text: string,
  tags: readonly ResidueTag[],
  from: number,
  to: number,
  becomes: ReadonlyMap<ResidueTag, string>,
): boolean {
  let at = from;
  for (let i = firstFrom(tags, from); at < to; i += 1) {
    const tag = tags[i];
    const next = tag === undefined || tag.start >= to ? to : tag.start;
    if (!/^(?:\s|&nbsp;|█)*$/i.test(text.slice(at, next))) return false;
    if (tag === undefined || next === to) return true;
    if (becomes.get(tag) !== '') return false;
    at = tag.end;
  }
  return true;
}

function firstFrom(tags: readonly ResidueTag[], at: number): number {
  let low = 0;
  let high = tags.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((tags[middle]?.start ?? 0) < at) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** A div separates paragraphs, so a div removed between words leaves a blank line. */
function parted(text: string, becomes: ReadonlyMap<ResidueTag, string>, eol: string): readonly Cleaned[] {
  const going = [...becomes].sort(([a], [b]) => a.start - b.start);
  const parts = new Set<ResidueTag>();
  for (let i = 0; i < going.length; ) {
    let next = i + 1;
    while (going[next - 1]?.[0].end === going[next]?.[0].start) next += 1;
    const run = going.slice(i, next);
    const div = run.find(([{ name }]) => name === 'div')?.[0];
    const [first, last] = [run[0]?.[0].start ?? 0, run.at(-1)?.[0].end ?? 0];
    if (div !== undefined && isProse(text, first, last)) parts.add(div);
    i = next;
  }
  return going.map(([tag, added]) => ({ span: tag, added: parts.has(tag) ? eol + eol : added, what: TAGS }));
}

/** True if there are words, or tags around words, on both sides. */
function isProse(text: string, start: number, end: number): boolean {
  const before = text.slice(Math.max(0, start - 300), start);
  const after = text.slice(end, end + 4);
  return (
    /\S$/.test(before) &&
    /^\S/.test(after) &&
    !/<\/?p(?:\s[^<>]*)?>$/i.test(before) &&
    !/^<\/?p[\s>]/i.test(after)
  );
}
