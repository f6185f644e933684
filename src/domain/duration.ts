// Parses durations as people and programs write them, as whole milliseconds, and formats them in the four-part form
// `HH:MM:SS:FF`. Refuses ambiguous spellings, with the reason.

/** Why a spelling was refused; a person has to clarify it. */
export type DurationProblem = 'empty' | 'pending' | 'bare-number' | 'over-59' | 'not-a-time';

export type DurationReading =
  | {
      readonly ms: number;
      /** The fourth part was at or above the frame rate, so it can only be hundredths of a second. */
      readonly hundredths: boolean;
    }
  | { readonly ms: null; readonly problem: DurationProblem };

const PARTS = /^(\d{1,2}):(\d{1,2}):(\d{1,2})(?:[:;](\d{1,2})|[.,](\d{1,3}))?$/;
const SHORT = /^(\d{0,2}):(\d{2})(?:\.(\d{1,3}))?$/;
const SECONDS = /^\(?(\d{1,5}) ?s(?:ec)?\)?$/i;
const CANONICAL = /^\d{2}:\d{2}:\d{2}:\d{2}$/;

/** A longer clip is a mistake: minutes and seconds were taken for hours, or the other way round. */
export const LONGEST_CLIP_MS = 3_600_000;

export function readDuration(text: string, fps: number): DurationReading {
  const trimmed = text.trim();
  if (trimmed === '') return { ms: null, problem: 'empty' };
  if (/^(calculating|processing|pending|queued)/i.test(trimmed)) return { ms: null, problem: 'pending' };
  const parts = PARTS.exec(trimmed);
  if (parts !== null) return fromParts(parts, fps);
  const short = SHORT.exec(trimmed);
  if (short !== null) return clock(0, number(short[1]), number(short[2]), fraction(short[3]));
  const seconds = SECONDS.exec(trimmed);
  if (seconds !== null) return { ms: number(seconds[1]) * 1000, hundredths: false };
  return bare(trimmed);
}

/** Milliseconds; null if the spelling is unclear or missing. */
export function durationMs(text: string | null, fps: number): number | null {
  return text === null ? null : readDuration(text, fps).ms;
}

/** `HH:MM:SS:FF`, to the nearest frame. */
export function formatDuration(ms: number, fps: number): string {
  const frames = Math.round((Math.max(0, ms) * fps) / 1000);
  const seconds = Math.floor(frames / fps);
  const parts = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60, frames % fps];
  return parts.map((part) => String(part).padStart(2, '0')).join(':');
}

/** The duration as it will be read back after being written to the nearest frame. */
export function toWholeFrames(ms: number, fps: number): number {
  return Math.round((Math.round((ms * fps) / 1000) * 1000) / fps);
}

/** The same duration in the four-part form; null if it already has that form, is unclear, or falls between two
 *  frames. */
export function normaliseDuration(text: string, fps: number): string | null {
  const reading = readDuration(text, fps);
  if (reading.ms === null || reading.hundredths || CANONICAL.test(text)) return null;
  const spelled = formatDuration(reading.ms, fps);
  return durationMs(spelled, fps) === reading.ms ? spelled : null;
}

function fromParts(parts: RegExpExecArray, fps: number): DurationReading {
  const [, hours, minutes, seconds, frames, decimals] = parts;
  if (frames === undefined) return clock(number(hours), number(minutes), number(seconds), fraction(decimals));
  const fourth = number(frames);
  const hundredths = fourth >= fps;
  const restMs = hundredths ? fourth * 10 : Math.round((fourth * 1000) / fps);
  const reading = clock(number(hours), number(minutes), number(seconds), restMs);
  return reading.ms === null ? reading : { ms: reading.ms, hundredths };
}

function clock(hours: number, minutes: number, seconds: number, restMs: number): DurationReading {
  if (minutes > 59 || seconds > 59) return { ms: null, problem: 'over-59' };
  return { ms: (hours * 3600 + minutes * 60 + seconds) * 1000 + restMs, hundredths: false };
}

/** `30` can only be seconds; `75` could be 75 seconds or 1 min 15 s. */
function bare(text: string): DurationReading {
  if (/^\d{1,2}$/.test(text) && Number(text) < 60) return { ms: Number(text) * 1000, hundredths: false };
  return { ms: null, problem: /^\d+$/.test(text) ? 'bare-number' : 'not-a-time' };
}

function number(digits: string | undefined): number {
  return digits === undefined || digits === '' ? 0 : Number(digits);
}

function fraction(digits: string | undefined): number {
  return number(digits?.padEnd(3, '0'));
}
