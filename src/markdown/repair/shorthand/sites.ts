// Finds shorthand in the script, and whether a cue can replace it without breaking the Markdown.
import type { Span } from '../../../domain/cue.ts';
import type { SegmentDocument } from '../../document.ts';
import type { Aside } from './aside.ts';
import { markup, startsStructure, withWrapping } from './markup.ts';
import type { ScriptLine, ScriptLineBlock } from './script-lines.ts';
import type { Token } from './token.ts';
import { tokensOn } from './tokens.ts';

export interface Site {
  readonly token: Token;
  /** The token with the marks and tags that contain nothing else. */
  readonly whole: Span;
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
