// Finds shorthand in the script, and whether a cue can replace it without breaking the Markdown.
import type { Span } from '../../../domain/cue.ts';
import type { SegmentDocument } from '../../document.ts';
import { type Aside, asideOf } from './aside.ts';
import { markup, startsStructure, withWrapping } from './markup.ts';
import { type ScriptLine, type ScriptLineBlock, scriptLines } from './script-lines.ts';
import type { Token } from './token.ts';
import { tokensOn } from './tokens.ts';

export interface Site {
  readonly token: Token;
  /** The token with the marks, tags and punctuation that stand for nothing without it, and the marker of a list item
   *  that holds nothing else. */
  readonly whole: Span;
  /** True if it is all of a list item or task that can be taken out of its list. */
  readonly isItem: boolean;
  /** `*** ` that an older tool put at the start of the line; null if it belongs to another token. */
  readonly flag: Span | null;
  /** Index of the line it ends on. */
  readonly line: number;
  readonly block: ScriptLineBlock;
  /** Start of the next token, in any paragraph; else the end of the script part. */
  readonly limit: number;
}

/** In file order, for one part of the script. */
export function sitesIn(
  doc: SegmentDocument,
  lines: readonly ScriptLine[],
  aside: Aside,
  fps: number,
): readonly Site[] {
  const sites: Omit<Site, 'limit'>[] = [];
  let from = 0;
  for (const [i, line] of lines.entries()) {
    if (line.kind === 'blank') continue;
    const { block } = line;
    const tokens = tokensOn(doc.text, line, line.content, fps);
    for (const [nth, token] of tokens.entries()) {
      if (aside.silent(token.start)) continue;
      const start = Math.max(from, block.start);
      const wrapped = withWrapping(doc.text, token, { start: Math.min(start, token.start), end: block.end });
      const flag = from <= line.start ? flagOf(doc.text, line.start, wrapped.start) : null;
      // Punctuation between two tokens belongs to the first.
      const lead = from <= line.start ? (flag?.end ?? line.start) : wrapped.start;
      const around = { start: lead, end: tokens[nth + 1]?.start ?? line.end };
      const item = tokens.length === 1 && !token.takesQuote ? itemOf(doc.text, lines, i, wrapped) : null;
      const whole = item ?? withPunctuation(doc.text, wrapped, around);
      sites.push({ token, whole, flag, isItem: item !== null, line: lineWith(lines, i, whole.end), block });
      from = whole.end;
    }
  }
  return sites.map((site, i) => {
    const next = sites[i + 1];
    return {
      ...site,
      limit: next === undefined ? (lines.at(-1)?.end ?? site.block.end) : startOf(doc, next),
    };
  });
}

/** Marks that say nothing without words; quotation marks and those of Markdown open or close something. */
const BARE = /^[\s.,;:!?…–—→▶►·-]*$/;

/** `around`: what the line holds between the tokens beside it. Anything but punctuation in it keeps all of it. */
function withPunctuation(text: string, token: Span, around: Span): Span {
  const [before, after] = [text.slice(around.start, token.start), text.slice(token.end, around.end)];
  if (!BARE.test(before) || !BARE.test(after)) return token;
  const lead = before.trimStart().length;
  return { start: token.start - lead, end: token.end + after.trimEnd().length };
}

const ITEM = /^ {0,3}(?:[-+*•]|\d{1,9}[.)])[^\S\r\n]+(?:\[[ xX]\][^\S\r\n]+)?/;

/** The whole item, if the token is all that it holds. Text below that is indented more would become code without it. */
function itemOf(text: string, lines: readonly ScriptLine[], i: number, token: Span): Span | null {
  const line = lines[i];
  if (line === undefined || line.block.form !== 'list') return null;
  const marker = ITEM.exec(text.slice(line.start, token.start))?.[0];
  if (marker === undefined) return null;
  const around = { start: line.start + marker.length, end: line.end };
  const { start, end } = withPunctuation(text, token, around);
  const below = lines.slice(i + 1).find(({ kind }) => kind !== 'blank');
  const indented = below !== undefined && /^(?: {4}| {0,3}\t)/.test(text.slice(below.start, below.end));
  const goesOn =
    lines[i + 1]?.block === line.block && !ITEM.test(text.slice(below?.start ?? 0, below?.end ?? 0));
  return start === around.start && end === line.content.end && !indented && !goesOn
    ? { start: line.start, end }
    : null;
}

/** Every token of the script, in file order. */
export function allTokens(doc: SegmentDocument, fps: number): readonly Token[] {
  return doc.once('tokens', [fps], () => {
    const aside = asideOf(doc);
    return scriptLines(doc, aside)
      .flatMap((lines) => sitesIn(doc, lines, aside, fps))
      .map(({ token }) => token);
  });
}

/** Includes the flag if nothing is between it and the token. */
function startOf(doc: SegmentDocument, { flag, whole }: Pick<Site, 'flag' | 'whole'>): number {
  return flag !== null && doc.text.slice(flag.end, whole.start).trim() === '' ? flag.start : whole.start;
}

function lineWith(lines: readonly ScriptLine[], from: number, offset: number): number {
  let i = from;
  while ((lines[i]?.end ?? offset) < offset) i += 1;
  return i;
}

function flagOf(text: string, start: number, limit: number): Span | null {
  const match = /^[^\S\r\n]{0,3}\*\*\*[^\S\r\n]+/.exec(text.slice(start, Math.min(limit, start + 20)));
  if (match === null) return null;
  const end = start + match[0].length;
  // Without the flag the line would start a different Markdown structure.
  return startsStructure(text.slice(end, limit)) ? null : { start, end };
}

export interface Walk {
  /** True if it is in a plain paragraph that can be split here. */
  isClear(site: Site): boolean;
  /** Its share of the paragraph: from the previous token to the next one. */
  shareOf(site: Site, end: number): Span;
  /** `end`: end of everything that belongs to the site. `taken`: it is converted, and a new paragraph begins after
   *  it. */
  pass(site: Site, end: number, taken: boolean): void;
}

/** Visits the tokens of one part of the script in order. */
export function walk(doc: SegmentDocument, lines: readonly ScriptLine[]): Walk {
  let around = markup();
  let block: ScriptLineBlock | null = null;
  let from = 0;
  return {
    isClear({ block: own, whole, isItem, line }) {
      if (own !== block) {
        around = markup();
        from = Math.max(from, own.start);
      }
      block = own;
      if (isItem) return true;
      around.read(doc.text.slice(from, whole.start));
      const below = doc.text.slice(whole.end, lines[line]?.end ?? whole.end).trimStart();
      return own.form === 'plain' && !around.isOpen() && !startsStructure(below);
    },
    shareOf: ({ block: own, limit, whole, isItem }, end) => ({
      start: isItem ? whole.start : Math.max(from, own.start),
      end: isItem ? end : Math.max(end, Math.min(limit, own.end)),
    }),
    pass({ whole }, end, taken) {
      from = taken ? end : whole.end;
      if (taken) around = markup();
    },
  };
}
