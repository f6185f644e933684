// Reads the in and out points of a clip: their spelling, which are set, and which make no sense.
import { type Cue, cueValue } from '../../../domain/cue.ts';
import { durationMs } from '../../../domain/duration.ts';

/** `unset`: zero or empty, so the clip is not cut there. */
export type TrimReading =
  | { readonly kind: 'unset' }
  | { readonly kind: 'at'; readonly ms: number }
  | { readonly kind: 'unclear' };

const UNSET = /^(?:0{1,2}(?:[:;.]0{1,3}){0,3})?$/;
const SPELLED = /^(?:(\d{1,2}):)?(\d{1,2}):(\d{2})((?:[:;.]\d{1,3})?)$/;

/** `29:14` → `00:29:14`, `2:54:58` → `02:54:58`. Null if it is already in this form, not set, or unclear. */
export function normaliseTrim(text: string): string | null {
  const spelled = UNSET.test(text) ? null : fullForm(text);
  return spelled === text ? null : spelled;
}

export function readTrim(text: string, fps: number): TrimReading {
  if (UNSET.test(text)) return { kind: 'unset' };
  const spelled = fullForm(text);
  const ms = spelled === null ? null : durationMs(spelled, fps);
  return ms === null ? { kind: 'unclear' } : { kind: 'at', ms };
}

function fullForm(text: string): string | null {
  const [, hours = '0', minutes = '', seconds = '', rest = ''] = SPELLED.exec(text) ?? [];
  if (seconds === '' || Number(minutes) > 59 || Number(seconds) > 59) return null;
  return `${hours.padStart(2, '0')}:${minutes.padStart(2, '0')}:${seconds}${rest}`;
}

export interface Trims {
  readonly start: TrimReading;
  readonly end: TrimReading;
  /** True if the clip is cut from a longer film. */
  readonly isCut: boolean;
  /** From in to out; null if the out point is not set, either is unclear, or they contradict each other. */
  readonly lengthMs: number | null;
}

export function trimsOf(cue: Pick<Cue, 'fields'>, fps: number): Trims {
  const start = readTrim(cueValue(cue, 'trimstart') ?? '', fps);
  const end = readTrim(cueValue(cue, 'trimend') ?? '', fps);
  const from = start.kind === 'unclear' ? null : start.kind === 'at' ? start.ms : 0;
  const length = end.kind === 'at' && from !== null ? end.ms - from : 0;
  return {
    start,
    end,
    isCut: start.kind !== 'unset' || end.kind !== 'unset',
    lengthMs: length > 0 ? length : null,
  };
}
