// Finds lines of a script that are not speech and not cues either: instructions for cutting a clip, notes to the crew,
// fields without a cue, lines pasted back from a printed script. Used for printing, counting and checking alike, so that
// what is told of is marked on paper too. Removes nothing.
import { labelName } from '../../domain/cue.ts';
import { isNote, memberOf } from '../repair/shorthand/video-lines.ts';
import { printedLine } from './printed.ts';

export type StrayKind = 'cut' | 'note' | 'field' | 'print';

/** One answer for each line; null for speech and blank lines. `lines`: as written; null where something else stands,
 *  such as a cue. */
export function strayLines(lines: readonly (string | null)[]): readonly (StrayKind | null)[] {
  const texts = lines.map((line) => (line === null ? null : bareLine(line)));
  const kinds = texts.map((text) => (text === null || text === '' ? null : ownKind(text)));
  markOpenNotes(texts, kinds);
  markFields(texts, kinds);
  markCuts(texts, kinds);
  return kinds;
}

/** The line without an enclosing `<p>`, list and quote marks, emphasis around all of it, and escapes. */
export function bareLine(line: string): string {
  const content = line.trim();
  const inner = /^<p(?:\s[^<>]{0,300})?>(.*)<\/p>$/i.exec(content)?.[1] ?? content;
  const said = inner.trim().replace(/^(?:>\s?|[-+*•]\s+)+/, '');
  const [, mark = '', text = said] = /^(\*{1,3}|_{1,3})(\S.*)$/.exec(said) ?? [];
  const plain = mark !== '' && text.endsWith(mark) ? text.slice(0, -mark.length) : said;
  return plain.replace(/\\([^\w\s])/g, '$1').trim();
}

// ---- lines that say it themselves ----

const LONGEST = 500;
const TO_SOMEBODY = "(?: (?:TO|FOR|to|for) [\\p{L}][\\p{L}\\p{N} .'’-]{0,30})";
const NOTE_LABEL = new RegExp(`^(?:(?:NOTES?|TO-?DO)${TO_SOMEBODY}?|Notes?${TO_SOMEBODY})\\s{0,3}[:–—]`, 'u');
const OPEN_NOTE = new RegExp(`^\\[\\s{0,3}(?:NOTE|Note)${TO_SOMEBODY}?\\s{0,3}:[^\\]]*$`, 'u');
/** Words of a note about media; others in capitals may be stress. */
const ABOUT_MEDIA = /\b(?:VIDEO|CLIP|UPLOAD|YOUTUBE|RUMBLE|TIKTOK|FOOTAGE|GRAB|TRIM|DOWNLOAD)\b/;

function ownKind(text: string): StrayKind | null {
  if (text.length > LONGEST) return null;
  if (printedLine(text)) return 'print';
  if (NOTE_LABEL.test(text)) return 'note';
  return isNote(text) && ABOUT_MEDIA.test(text) ? 'note' : null;
}

/** Most lines of one `[Note: …]`. */
const MOST_NOTE_LINES = 10;

/** `[Note for Kevin: …` whose bracket closes on a later line of the paragraph. */
function markOpenNotes(texts: readonly (string | null)[], kinds: (StrayKind | null)[]): void {
  for (const [i, text] of texts.entries()) {
    if (text === null || text.length > LONGEST || !OPEN_NOTE.test(text)) continue;
    const paragraph = texts.slice(i, i + MOST_NOTE_LINES);
    const end = paragraph.findIndex((line) => line === null || line === '');
    const close = paragraph.slice(0, end === -1 ? undefined : end).findIndex((line) => line?.endsWith(']'));
    kinds.fill('note', i, i + Math.max(0, close) + 1);
  }
}

// ---- fields without a cue ----

const FIELD = /^\[\s{0,3}([A-Za-z][A-Za-z _-]{1,20})\s{0,3}:.*\]$/;
/** Labels that mean nothing but a field, even alone. */
const TELLING: ReadonlySet<string> = new Set([
  'assetid',
  'slug',
  'trimstart',
  'trimend',
  'gfxtype',
  'notetext',
]);
const LABELS: ReadonlySet<string> = new Set([
  ...TELLING,
  ...['type', 'duration', 'mediaurl', 'sourceurl', 'enumerator', 'quote', 'attribution', 'transcription'],
  ...[
    'clippingmethod',
    'incue',
    'outcue',
    'notefor',
    'convertedfrom',
    'wordcount',
    'part',
    'caption',
    'credit',
  ],
]);

/** A lone MediaURL goes nowhere and is reported as such; a lone `[Duration: …]` may be a direction. */
function markFields(texts: readonly (string | null)[], kinds: (StrayKind | null)[]): void {
  const labels = texts.map((text) => {
    const label = text === null || text.length > LONGEST ? undefined : FIELD.exec(text)?.[1];
    const name = label === undefined ? '' : labelName(label);
    return LABELS.has(name) ? name : null;
  });
  for (const run of runsOf(texts, (i) => labels[i] !== null)) {
    const names = new Set(run.map((i) => labels[i] ?? ''));
    names.delete('mediaurl');
    const isCue = names.has('type') || [...names].some((name) => TELLING.has(name)) || names.size > 1;
    if (isCue) for (const i of run) kinds[i] = 'field';
  }
}

// ---- lines for cutting a clip ----

/** Lines that need no clip above them to be instructions. `FROM THE RIVER` and `IN 2020` may be speech. */
function isCutLine(text: string): boolean {
  const member = memberOf(text);
  if (member?.kind === 'times') return member.times.some(({ role }) => role !== null);
  if (member?.kind === 'broken') return /^(?:IN|OUT)\s{0,3}[-–—:=]/.test(text);
  if (member?.kind !== 'title') return false;
  return /^(?:FULL|FROM\s{0,3}:|FROM\s{1,3}(?:["“'‘]|\S+$))/.test(text);
}

/** From the first such line to the last, with what the last one says of its place. */
function markCuts(texts: readonly (string | null)[], kinds: (StrayKind | null)[]): void {
  const isMember = (i: number): boolean =>
    kinds[i] !== 'field' && kinds[i] !== 'print' && memberOf(texts[i] ?? '') !== null;
  for (const run of runsOf(texts, isMember)) {
    const first = run.findIndex((i) => isCutLine(texts[i] ?? ''));
    if (first === -1) continue;
    const last = run.findLastIndex((i) => isCutLine(texts[i] ?? ''));
    let end = last + 1;
    while (run[end] !== undefined && run[end] === (run[end - 1] ?? 0) + 1) end += 1;
    for (const i of run.slice(first, end)) kinds[i] = 'cut';
  }
}

/** Lines after a larger gap belong to something else. */
const MOST_BLANK_LINES = 3;

/** Indexes of lines that belong together; up to three blank lines may stand between them. */
function runsOf(
  texts: readonly (string | null)[],
  belongs: (i: number) => boolean,
): readonly (readonly number[])[] {
  const runs: number[][] = [];
  let blanks = Number.POSITIVE_INFINITY;
  for (const [i, text] of texts.entries()) {
    if (text === '') blanks += 1;
    else if (text === null || !belongs(i)) blanks = Number.POSITIVE_INFINITY;
    else {
      if (blanks > MOST_BLANK_LINES) runs.push([]);
      runs.at(-1)?.push(i);
      blanks = 0;
    }
  }
  return runs;
}
