// Reports problems with cues and the text around them that go beyond form. Only a person knows what was meant, so each
// finding has a line and an instruction, and nothing is changed.
import type { Diagnostic } from '../../domain/diagnostic.ts';
import { isInside } from '../code.ts';
import type { SegmentDocument } from '../document.ts';
import { linesOf } from '../lines.ts';
import { checkCopies } from './check/copies.ts';
import { checkCue } from './check/cue.ts';
import type { CueCode } from './cue-messages.ts';
import { type RepairProblem, told } from './found.ts';
import type { RepairContext } from './offer.ts';

export interface Mended {
  /** True if the file's repairs were dropped because together they would have done harm. */
  readonly withheld: boolean;
  /** Fields that a safe offer completes, as cue offset and field: `120/assetid`. They are not reported again. */
  readonly safely: ReadonlySet<string>;
}

export function checkCues(
  doc: SegmentDocument,
  { fps, siblings }: Pick<RepairContext, 'fps' | 'siblings'>,
  { withheld, safely }: Mended,
): readonly Diagnostic[] {
  const found: readonly RepairProblem[] = [
    ...(withheld ? [{ code: 'CUE_REPAIR_WITHHELD', line: doc.cues[0]?.line ?? 1 } as const] : []),
    ...doc.cues.flatMap((cue) => checkCue(doc, cue, fps, (what) => safely.has(`${cue.span.start}/${what}`))),
    ...checkCopies(doc, siblings),
    ...checkText(doc),
    ...checkWholeShow(doc),
  ];
  return found
    .map((each) => told(doc, each))
    .sort((a, b) => (a.line ?? 0) - (b.line ?? 0) || (a.code < b.code ? -1 : 1));
}

// ---- the text between the cues ----

const IN_TEXT: readonly (readonly [CueCode, RegExp])[] = [
  ['CUE_LOOSE_MEDIA', /^[ \t]{0,9}\[media[ _-]?url[ \t]{0,9}:|<img\b/gi],
  ['TEXT_UNDEFINED', /class=(?:["'][^"'<>]{0,80}\bundefined\b|undefined\b)|>undefined</g],
  ['REV_UNRESOLVED', /<rev(?:-[a-z]{1,20})?(?:[\s/>]|$)/gi],
  [
    'UNWELCOME_HTML',
    /<(?:script|iframe|object|embed|style|link|meta|base|form)\b|<[a-z][^<>]{0,400}\son[a-z]{3,20}[ \t]{0,9}=|(?:href|src)=["']?javascript:/gi,
  ],
];
/** Also checked inside cues. */
const ANYWHERE: ReadonlySet<CueCode> = new Set(['TEXT_UNDEFINED', 'UNWELCOME_HTML']);
/** Enough to show that a file is full of them. */
const MOST_FOUND = 100;
const LONGEST_LINE = 20_000;

function checkText(doc: SegmentDocument): readonly RepairProblem[] {
  const cues = doc.cues.map((cue) => cue.span);
  const found: RepairProblem[] = fencedCues(doc);
  let line = doc.lineAt(doc.body.start) - 1;
  for (const { start, end } of linesOf(doc.text, doc.body.start, doc.body.end)) {
    line += 1;
    if (start === end || found.length >= MOST_FOUND) continue;
    const text = doc.text.slice(start, Math.min(end, start + LONGEST_LINE));
    const said = textFindings(text, (at) => isInside(doc.silence, start + at));
    if (said.size === 0) continue;
    const inCue = isInside(cues, start);
    for (const [code, about] of said) if (!inCue || ANYWHERE.has(code)) found.push({ code, line, about });
  }
  return found;
}

/** Each code once, with the words it refers to. */
function textFindings(text: string, isSilent: (at: number) => boolean): ReadonlyMap<CueCode, string> {
  const said = new Map<CueCode, string>();
  for (const [code, pattern] of IN_TEXT) {
    const match = [...text.matchAll(pattern)].find(({ index }) => !isSilent(index));
    if (match !== undefined) said.set(code, text.slice(match.index, match.index + 60).trim());
  }
  return said;
}

function fencedCues(doc: SegmentDocument): RepairProblem[] {
  return doc.silent
    .filter(({ kind }) => kind === 'fence')
    .filter((span) => /^(?:```+|~~~+)[ \t]*cue\b/i.test(doc.text.slice(span.start, span.start + 40)))
    .map((span) => ({ code: 'CUE_FENCED', line: doc.lineAt(span.start) }));
}

const BLOCK_LINE = /^[ \t]{0,9}(?:#{1,6}[ \t]{1,9})?\**BLOCK ([A-Z])\**[ \t]*$/gm;
const TITLE_LINE =
  /^[ \t]{0,9}(?:#{1,6}[ \t]{1,9})?(?!\**BLOCK [A-Z]\**[ \t]*$)[A-Z][A-Z0-9 '’&.,!?/-]{3,60}$/m;

/** Lines such as `BLOCK A` and `BLOCK B` plus titles of items mean that a whole show was typed into one file. */
function checkWholeShow(doc: SegmentDocument): readonly RepairProblem[] {
  const body = doc.text.slice(doc.body.start, doc.body.end);
  if (!body.includes('BLOCK ')) return [];
  const blocks = [...body.matchAll(BLOCK_LINE)].filter(
    ({ index }) => !isInside(doc.silence, doc.body.start + index),
  );
  const letters = new Set(blocks.map((match) => match[1]));
  if (letters.size < 2 || !TITLE_LINE.test(body)) return [];
  return [{ code: 'SHOW_IN_ONE_FILE', line: doc.lineAt(doc.body.start + (blocks[0]?.index ?? 0)) }];
}
