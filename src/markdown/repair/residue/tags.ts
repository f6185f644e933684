// Finds the tags left by pasting, with their partners and whether their attributes only style. Returns positions only.
import type { Span } from '../../../domain/cue.ts';
import { isInside } from '../../code.ts';

export interface ResidueTag extends Span {
  readonly name: string;
  readonly isClosing: boolean;
  /** As written, without the tag name: ` dir="ltr"`. */
  readonly attributes: string;
  /** True if all attributes only style: no class, no data, no id except Google Docs' own. */
  readonly isBare: boolean;
}

export interface Tags {
  /** In file order. */
  readonly all: readonly ResidueTag[];
  readonly partner: ReadonlyMap<ResidueTag, ResidueTag>;
  /** For each opening `<p>`: the one enclosing it. */
  readonly around: ReadonlyMap<ResidueTag, ResidueTag>;
}

const TAG = /<(\/?)(span|div|p|b)((?:\s[^<>]*)?)>/gi;

/** `without`: spans whose tags are left alone, in file order. */
export function findTags(text: string, body: Span, without: readonly Span[]): Tags {
  const all: ResidueTag[] = [];
  for (const match of text.slice(body.start, body.end).matchAll(TAG)) {
    const start = body.start + match.index;
    if (isInside(without, start)) continue;
    const [whole, slash, name = '', attributes = ''] = match;
    all.push({
      start,
      end: start + whole.length,
      name: name.toLowerCase(),
      isClosing: slash === '/',
      attributes,
      isBare: isBare(attributes),
    });
  }
  return { all, ...paired(all) };
}

const ATTRIBUTE = /([a-z][\w:-]{0,40})(?:\s{0,9}=\s{0,9}("[^"]*"|'[^']*'|[^\s"']+))?/gi;
const LOOKS = /^(?:style|dir|lang|role|align|aria-level)$/i;

function isBare(attributes: string): boolean {
  return [...attributes.matchAll(ATTRIBUTE)].every(
    ([, name = '', value = '']) =>
      LOOKS.test(name) || (name.toLowerCase() === 'id' && /^["']?docs-internal-guid/i.test(value)),
  );
}

function paired(all: readonly ResidueTag[]): Pick<Tags, 'partner' | 'around'> {
  const partner = new Map<ResidueTag, ResidueTag>();
  const pair = (open: ResidueTag, close: ResidueTag): unknown => partner.set(open, close).set(close, open);
  const around = pairParagraphs(all, pair);
  pairOthers(all, pair);
  return { partner, around };
}

type Pair = (open: ResidueTag, close: ResidueTag) => unknown;

/** Many `<p>` are never closed, but their contents are still complete. */
function pairParagraphs(all: readonly ResidueTag[], pair: Pair): ReadonlyMap<ResidueTag, ResidueTag> {
  const around = new Map<ResidueTag, ResidueTag>();
  const open: ResidueTag[] = [];
  for (const tag of all) {
    if (tag.name !== 'p') continue;
    const outer = open.at(-1);
    if (!tag.isClosing) open.push(tag);
    else open.pop();
    if (outer === undefined) continue;
    if (tag.isClosing) pair(outer, tag);
    else around.set(tag, outer);
  }
  return around;
}

interface Begun {
  readonly tag: ResidueTag;
  /** Number of unpaired tags before this one. If it grows before the tag closes, it is unclear what belongs to what. */
  readonly astray: number;
}

function pairOthers(all: readonly ResidueTag[], pair: Pair): void {
  const begun: Begun[] = [];
  const open = new Map<string, number>();
  const opened = (name: string, more: number): unknown => open.set(name, (open.get(name) ?? 0) + more);
  let astray = 0;
  for (const tag of all) {
    if (tag.name === 'p') continue;
    if (!tag.isClosing) {
      begun.push({ tag, astray });
      opened(tag.name, 1);
    } else if ((open.get(tag.name) ?? 0) === 0) astray += 1;
    else {
      let last = begun.pop();
      for (; last !== undefined && last.tag.name !== tag.name; last = begun.pop()) {
        astray += 1;
        opened(last.tag.name, -1);
      }
      opened(tag.name, -1);
      if (last?.astray === astray) pair(last.tag, tag);
    }
  }
}
