// Reads the lines a host writes below a clip to say what to cut from which film: IN and OUT with their cues, `to`, the
// film's title, notes in capitals. Strict on purpose: "tune in: 8:30 tonight" and "From here we see" are prose.
import { wordsIn } from './markup.ts';
import { BLANK } from './types.ts';

export interface VideoTime {
  readonly role: 'IN' | 'OUT' | null;
  /** As written: `29:14`, `1:00.5`. */
  readonly time: string;
  /** The words heard at that time; empty if none are given. */
  readonly cue: string;
}

/** `drops`: words that disappear when the line becomes fields: keywords, and figures that are respelled. */
export type Member =
  | { readonly kind: 'times'; readonly times: readonly VideoTime[]; readonly drops: readonly string[] }
  | { readonly kind: 'to'; readonly drops: readonly string[] }
  | { readonly kind: 'title'; readonly title: string; readonly drops: readonly string[] }
  | { readonly kind: 'cue'; readonly cue: string; readonly drops: readonly string[] }
  | { readonly kind: 'note'; readonly note: string; readonly drops: readonly string[] }
  /** Starts like a cut line but cannot be read. */
  | { readonly kind: 'broken'; readonly drops: readonly string[] };

// A fraction may follow; a time that goes on in any other way can't be read.
const TIME = '(\\d{0,2}(?::\\d{2}){1,3}(?:[.,;]\\d{1,3})?)(?![A-Za-z\\d:]|[.,;]\\d)';
const MARK = `(?:${BLANK}*[-–—:=.]${BLANK}*|${BLANK}+)`;
const TIMED = new RegExp(`^(?:(IN|OUT)${MARK})?${TIME}${BLANK}*(.*)$`);
/** The end time on the same line. */
const RANGE = new RegExp(`^(?:to|TO|[-–—])${BLANK}*${TIME}${BLANK}*(.*)$`);
const SECOND = new RegExp(`(?<=^|[\\s"”])OUT${MARK}${TIME}${BLANK}*(.*)$`);
const JOINT = /(?:^|\s)(?:to|[-–—])$/i;
const BROKEN = new RegExp(`^(?:IN|OUT)(?:${BLANK}*[-–—:=]${BLANK}*|${BLANK}+)\\d`);
const TITLED = new RegExp(`^FULL VIDEO IS TITLED${BLANK}*:?${BLANK}*(.+)$`);
const FROM = new RegExp(`^(?:FROM(?:${BLANK}*:${BLANK}*|${BLANK}+)|From:${BLANK}*)(.+)$`);
const LONGEST = 500;

/** Null for prose. */
export function memberOf(line: string): Member | null {
  if (line === '' || line.length > LONGEST) return null;
  if (/^to$/i.test(line)) return { kind: 'to', drops: ['to'] };
  const timed = TIMED.exec(line);
  if (timed !== null) return timesOf(timed);
  if (BROKEN.test(line)) return { kind: 'broken', drops: [] };
  const titled = TITLED.exec(line);
  if (titled !== null) return titleOf(titled[1] ?? '', 'full video is titled');
  const from = FROM.exec(line);
  if (from !== null) return titleOf(from[1] ?? '', 'from');
  if (isQuoted(line)) return { kind: 'cue', cue: unquoted(line), drops: [] };
  return isNote(line) ? { kind: 'note', note: line, drops: [] } : null;
}

function timesOf(match: RegExpExecArray): Member | null {
  const [, role, time = '', rest = ''] = match;
  const own = role === 'IN' || role === 'OUT' ? role : null;
  const range = RANGE.exec(rest);
  if (range !== null) {
    const end = { role: own === null ? null : 'OUT', time: range[1] ?? '', cue: cueOf(range[2]) } as const;
    return timesMember([{ role: own, time, cue: '' }, end], rest);
  }
  const second = SECOND.exec(rest);
  if (second !== null) {
    const before = rest.slice(0, second.index).trim();
    const end = { role: 'OUT', time: second[1] ?? '', cue: cueOf(second[2]) } as const;
    const start: VideoTime = { role: own, time, cue: cueOf(before.replace(JOINT, '').trim()) };
    return timesMember([start, end], JOINT.test(before) ? before : '');
  }
  // A time alone is a cut line; a time followed by a sentence is prose.
  if (own === null && rest !== '' && !isQuoted(rest)) return null;
  return timesMember([{ role: own, time, cue: cueOf(rest) }], '');
}

/** `joint`: text that may contain the `to` between two times. */
function timesMember(times: readonly VideoTime[], joint: string): Member {
  const to = /^to\b|\bto$/i.test(joint) ? ['to'] : [];
  return {
    kind: 'times',
    times,
    drops: [...times.flatMap(({ role, time }) => wordsIn(`${role ?? ''} ${time}`)), ...to],
  };
}

function titleOf(written: string, words: string): Member {
  const title = unquoted(written.trim());
  return title === '' ? { kind: 'broken', drops: [] } : { kind: 'title', title, drops: wordsIn(words) };
}

function cueOf(rest: string | undefined): string {
  return unquoted((rest ?? '').replace(/^(?:[-–—:,;]|\.(?!\.))\s*/, '').trim());
}

function isQuoted(text: string): boolean {
  return /^["“'‘].+["”'’]$/.test(text);
}

function unquoted(text: string): string {
  return isQuoted(text) ? text.slice(1, -1).trim() : text;
}

/** True for `GRAB THE FULL YOUTUBE UPLOAD`, false for `OK`. */
export function isNote(line: string): boolean {
  return line.length >= 10 && !/\p{Ll}/u.test(line) && (line.match(/\p{Lu}{2,}/gu) ?? []).length >= 2;
}

/** True if the note is about the film; only such a note counts after a blank line. */
export function isAboutFilm(note: string): boolean {
  return /\b(?:VIDEO|CLIP|UPLOAD|YOUTUBE|RUMBLE|TIKTOK|FOOTAGE|FILE|SOURCE|TAPE|GRAB|FULL|CUT|TRIM|DOWNLOAD)\b/.test(
    note,
  );
}
