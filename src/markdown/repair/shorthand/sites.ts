// Where shorthand stands in the script, and whether a cue can stand there instead without breaking the Markdown.
import type { Span } from '../../../domain/cue.ts';
import type { SegmentDocument } from '../../document.ts';
import type { Aside } from './aside.ts';
import { markup, startsStructure, withWrapping } from './markup.ts';
import type { Block, ScriptLine } from './script-lines.ts';
import type { Token } from './token.ts';
import { tokensOn } from './tokens.ts';

export interface Site {
  readonly token: Token;
  /** The token with the marks and tags that hold nothing else. */
  readonly whole: Span;
  /** `*** ` at the start of its line, which an older tool put there; null where it is another token's. */
  readonly flag: Span | null;
  /** Which line of the part it ends on. */
  readonly line: number;
  readonly block: Block;
  /** Where the next token starts, in whatever paragraph; else the end of the script. */
  readonly limit: number;
}

/** In order of place, in one part of the script. */
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
    for (const token of tokensOn(doc.text, line, line.content, fps)) {
      if (aside.silent(token.start)) continue;
      const start = Math.max(from, block.start);
      const whole = withWrapping(doc.text, token, { start: Math.min(start, token.start), end: block.end });
      const flag = from <= line.start ? flagOf(doc.text, line.start, whole.start) : null;
      sites.push({ token, whole, flag, line: lineWith(lines, i, whole.end), block });
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

/** Its flag goes along where nothing stands between. */
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
  // Without it the line would begin as something else.
  return startsStructure(text.slice(end, limit)) ? null : { start, end };
}

export interface Walk {
  /** It stands in a plain paragraph, which can be parted here. */
  isClear(site: Site): boolean;
  /** Its share of the paragraph: from what was taken or left before it to the token after. */
  shareOf(site: Site, end: number): Span;
  /** `end`: where what belongs to it ends; `taken`: it goes, and the paragraph begins anew behind it. */
  pass(site: Site, end: number, taken: boolean): void;
}

/** Goes through the tokens of one part of the script, in order. */
export function walk(doc: SegmentDocument, lines: readonly ScriptLine[]): Walk {
  let around = markup();
  let block: Block | null = null;
  let from = 0;
  return {
    isClear({ block: own, whole, line }) {
      if (own !== block) {
        around = markup();
        from = Math.max(from, own.start);
      }
      block = own;
      around.read(doc.text.slice(from, whole.start));
      const below = doc.text.slice(whole.end, lines[line]?.end ?? whole.end).trimStart();
      return own.form === 'plain' && !around.isOpen() && !startsStructure(below);
    },
    shareOf: ({ block: own, limit }, end) => ({
      start: Math.max(from, own.start),
      end: Math.max(end, Math.min(limit, own.end)),
    }),
    pass({ whole }, end, taken) {
      from = taken ? end : whole.end;
      if (taken) around = markup();
    },
  };
}
