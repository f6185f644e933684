// Reads a clip together with the cut lines below it; they become one cue completely or not at all. If they don't give
// exactly one IN, one later OUT and at most one title, a person has to decide.
import type { Span } from '../../../domain/cue.ts';
import { durationMs, formatDuration, LONGEST_CLIP_MS, readDuration } from '../../../domain/duration.ts';
import type { SegmentDocument } from '../../document.ts';
import { trimmed } from '../../lines.ts';
import { outside, overlaps } from '../../spans.ts';
import type { NewField } from '../cue-text.ts';
import { attributeWords } from './markup.ts';
import type { ScriptLine } from './script-lines.ts';
import { isAboutFilm, type Member, memberOf, type VideoTime } from './video-lines.ts';

export type VideoReading =
  /** No such lines, so the clip is converted by itself. */
  | { readonly kind: 'none' }
  | { readonly kind: 'unclear'; readonly end: number }
  | {
      readonly kind: 'clip';
      readonly durationMs: number;
      /** The film's title as written; null if only the clip's own name is given. */
      readonly title: string | null;
      readonly notes: readonly string[];
      /** TrimStart to Outcue. */
      readonly fields: readonly NewField[];
      /** End of the last of these lines. */
      readonly end: number;
      readonly drops: readonly string[];
    };

/** Lines after a larger gap belong to something else. */
const MOST_BLANK_LINES = 3;
const MOST_LINES = 40;

/** `below`: index of the first line to read; `limit`: start of the next token. */
export function videoBelow(
  doc: SegmentDocument,
  lines: readonly ScriptLine[],
  below: number,
  limit: number,
  fps: number,
): VideoReading {
  const rows = rowsFrom(doc, lines, below, limit);
  const strong = rows.some(
    ({ member }) => member.kind !== 'note' && member.kind !== 'cue' && member.kind !== 'to',
  );
  const end = rows.at(-1)?.end;
  if (!strong || end === undefined) return { kind: 'none' };
  return clipOf(rows, fps) ?? { kind: 'unclear', end };
}

interface Row {
  readonly member: Member;
  readonly end: number;
  readonly parted: boolean;
  readonly drops: readonly string[];
}

/** The lines that belong to the clip, up to the first that does not. */
function rowsFrom(
  doc: SegmentDocument,
  lines: readonly ScriptLine[],
  below: number,
  limit: number,
): readonly Row[] {
  const rows: Row[] = [];
  let blanks = 0;
  let drops: readonly string[] = [];
  let isParted = false;
  for (let i = below; i < below + MOST_LINES; i++) {
    const line = lines[i];
    if (line === undefined || line.start >= limit || blanks > MOST_BLANK_LINES) break;
    if (line.isOut) {
      isParted = true;
      continue;
    }
    if (line.kind === 'other') break;
    const cut = limit < line.end;
    if (cut && line.tagged) break;
    const said = trimmed(doc.text, { start: line.content.start, end: Math.min(line.content.end, limit) });
    const text = readOutIn(doc, said);
    drops = [...drops, ...tagWords(doc, line)];
    if (text === '' || text === '&nbsp;') blanks += 1;
    else {
      const read = line.block.form === 'plain' ? memberOf(text) : null;
      if (read === null || (isParted && (read.kind === 'cue' || read.kind === 'note'))) break;
      // A cue can't hold comments and struck words, and lines around them would be joined.
      const member: Member = isParted || overlaps(doc.silence, said) ? { kind: 'broken', drops: [] } : read;
      const end = line.tagged ? trimmed(doc.text, line).end : said.end;
      rows.push({ member, end, parted: blanks > 0, drops: [...drops, ...member.drops] });
      blanks = 0;
      drops = [];
    }
    if (cut) break;
  }
  return withoutTail(rows);
}

function readOutIn({ text, silence }: SegmentDocument, said: Span): string {
  return outside(silence, said)
    .map(({ start, end }) => text.slice(start, end))
    .join('')
    .trim();
}

function tagWords(doc: SegmentDocument, line: ScriptLine): readonly string[] {
  if (!line.tagged) return [];
  const { start, end } = line.content;
  return attributeWords(`${doc.text.slice(line.start, start)} ${doc.text.slice(end, line.end)}`);
}

/** After the last IN or OUT, words in quotation marks or capitals that are set apart belong to the script. */
function withoutTail(rows: readonly Row[]): readonly Row[] {
  const kept = [...rows];
  for (let last = kept.at(-1); last !== undefined; last = kept.at(-1)) {
    const { member, parted } = last;
    const noted = member.kind === 'note' && (!parted || isAboutFilm(member.note));
    const heard = member.kind === 'cue' && !parted && kept.at(-2)?.member.kind === 'times';
    if (noted || heard || !(member.kind === 'note' || member.kind === 'cue')) return kept;
    kept.pop();
  }
  return kept;
}

function clipOf(rows: readonly Row[], fps: number): VideoReading | null {
  const times = timesOf(rows);
  const titles = new Set(rows.flatMap(({ member }) => (member.kind === 'title' ? [member.title] : [])));
  if (times === null || titles.size > 1) return null;
  const [start, end] = [readTime(times.in.time, fps), readTime(times.out.time, fps)];
  if (start === null || end === null || partsOf(times.in.time) !== partsOf(times.out.time)) return null;
  const lengthMs = end.ms - start.ms;
  if (lengthMs <= 0 || lengthMs > LONGEST_CLIP_MS) return null;
  return {
    kind: 'clip',
    durationMs: lengthMs,
    title: [...titles][0] ?? null,
    notes: rows.flatMap(({ member }) => (member.kind === 'note' ? [member.note] : [])),
    fields: [
      ['TrimStart', start.spelled],
      ['TrimEnd', end.spelled],
      ['ClippingMethod', 'single-trim'],
      ['Incue', times.in.cue],
      ['Outcue', times.out.cue],
    ],
    end: rows.at(-1)?.end ?? 0,
    drops: rows.flatMap(({ drops }) => drops),
  };
}

/** One IN and one OUT, each with the words on its line or right below. Null if there are more, fewer or ambiguous
 *  ones. */
function timesOf(rows: readonly Row[]): { readonly in: VideoTime; readonly out: VideoTime } | null {
  const times: VideoTime[] = [];
  for (const { member } of rows) {
    if (member.kind === 'broken') return null;
    if (member.kind === 'times') times.push(...member.times);
    if (member.kind !== 'cue') continue;
    const last = times.at(-1);
    if (last === undefined || last.cue !== '') return null;
    times[times.length - 1] = { ...last, cue: member.cue };
  }
  const [first, second] = times;
  if (first === undefined || second === undefined || times.length > 2) return null;
  if (first.role === 'OUT' || second.role === 'IN') return null;
  return { in: first, out: second };
}

/** `1:00` and `2:00:15` side by side: the second may be minutes, seconds and frames, or hours. */
function partsOf(time: string): number {
  return time.split(':').length;
}

/** `29:14` → `00:29:14`; frames other than zero are kept, and a fraction that falls between two frames. */
function readTime(time: string, fps: number): { readonly ms: number; readonly spelled: string } | null {
  const reading = readDuration(time.replace(',', '.'), fps);
  if (reading.ms === null || reading.hundredths) return null;
  const spelled = formatDuration(reading.ms, fps);
  const whole = spelled.slice(0, -3);
  const fraction = /[.,](\d+)$/.exec(time)?.[1];
  if (fraction !== undefined && durationMs(spelled, fps) !== reading.ms)
    return {
      ms: reading.ms,
      spelled: `${formatDuration(Math.floor(reading.ms / 1000) * 1000, fps).slice(0, -3)}.${fraction}`,
    };
  return { ms: reading.ms, spelled: spelled.endsWith(':00') ? whole : spelled };
}
