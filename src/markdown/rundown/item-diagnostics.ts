// Reports odd times of one item: no length, an unlikely length, or one that its words and clips do not fill.
import type { Cue } from '../../domain/cue.ts';
import { cueField, cueValue } from '../../domain/cue.ts';
import type { Diagnostic } from '../../domain/diagnostic.ts';
import { durationMs, formatDuration } from '../../domain/duration.ts';
import { oneLine } from '../../domain/one-line.ts';
import { isBreakLike } from '../../domain/segment.ts';
import type { RundownEntry } from '../rundown.ts';
import { cuesPlayed, ownMs, trimmedMs } from '../runtime.ts';
import { headLine, statedDiagnostics } from './stated.ts';

export function itemDiagnostics(entry: RundownEntry, fps: number): readonly Diagnostic[] {
  const { document, countedMs } = entry;
  const slot = slotWithoutClips(entry, fps);
  // An advert or promo is as long as it was sold; its text only describes it.
  const comparedMs = isBreakLike(document.type) || slot.length > 0 ? 0 : countedMs;
  const stated = statedDiagnostics(document, 'duration', comparedMs, fps);
  const isUnclear = stated.some(({ code }) => code === 'DURATION_UNCLEAR');
  return [
    ...(isUnclear ? [] : noLength(entry, fps)),
    ...stated,
    ...oddLength(entry, fps),
    ...slot,
    ...cuesPlayed(document).flatMap((cue) => cutTooShort(entry, cue, fps)),
  ];
}

function atDuration({ document }: RundownEntry): Pick<Diagnostic, 'path' | 'line'> {
  return { path: document.path, line: headLine(document, 'duration') };
}

// ---- length of the item ----

function noLength(entry: RundownEntry, fps: number): readonly Diagnostic[] {
  const { statedMs, lengthFrom, durationMs: ms } = entry;
  if (ms > 0 && lengthFrom !== 'assumed') return [];
  const code = statedMs === null ? 'MISSING_DURATION' : 'ZERO_DURATION';
  const message =
    lengthFrom === 'assumed'
      ? `This break does not say how long it is; ${formatDuration(ms, fps)} are counted for it`
      : 'This item takes no time: no duration, no words and no clips';
  const severity = lengthFrom === 'assumed' ? 'note' : 'warning';
  return [{ ...atDuration(entry), code, severity, message, todo: 'Write its length into duration.' }];
}

const SHORTEST_MS = 10_000;
const LONGEST_MS = 7_200_000;

function oddLength(entry: RundownEntry, fps: number): readonly Diagnostic[] {
  const { document, durationMs: ms } = entry;
  const length = formatDuration(ms, fps);
  if (ms > LONGEST_MS) {
    const message = `This item runs ${length}, more than two hours`;
    const todo = 'Look for a duration with a digit too many.';
    return [{ ...atDuration(entry), code: 'SEGMENT_TOO_LONG', severity: 'warning', message, todo }];
  }
  if (ms === 0 || ms >= SHORTEST_MS || isBreakLike(document.type)) return [];
  const message = `This item runs ${length}, less than ten seconds`;
  const todo = 'Finish its script, or correct its duration.';
  return [{ ...atDuration(entry), code: 'SEGMENT_TOO_SHORT', severity: 'warning', message, todo }];
}

// ---- clips shorter than their slot ----

/** Trims are whole seconds, so a smaller difference means nothing. */
const NOTICEABLE_MS = 1000;

/** Types that play a file: when the file ends, there is nothing more to show. */
const CLIPS: ReadonlySet<string> = new Set(['SOT', 'NAT', 'PKG', 'BUMP', 'STING', 'VOX']);

function slotWithoutClips(entry: RundownEntry, fps: number): readonly Diagnostic[] {
  const { runtime, countedMs, statedMs } = entry;
  const clips = runtime.cues;
  const clipsAlone =
    runtime.words === 0 &&
    clips.length > 0 &&
    clips.every(({ cue, type }) => CLIPS.has(type) && ownMs(cue, fps) !== null);
  if (!clipsAlone || statedMs === null || statedMs - countedMs < NOTICEABLE_MS) return [];
  const [slot, film] = [statedMs, countedMs].map((ms) => formatDuration(ms, fps));
  const message = `The slot is ${slot}, but its ${clips.length === 1 ? 'clip comes' : 'clips come'} to ${film}`;
  return [shorter(atDuration(entry), message, 'Add a clip or words, or shorten the duration.')];
}

function cutTooShort({ document }: RundownEntry, cue: Cue, fps: number): readonly Diagnostic[] {
  const slotMs = durationMs(cueValue(cue, 'duration'), fps) ?? 0;
  const clipMs = trimmedMs(cue, fps);
  if (clipMs === null || slotMs - clipMs < NOTICEABLE_MS) return [];
  const [slot, clip] = [slotMs, clipMs].map((ms) => formatDuration(ms, fps));
  const name = cue.slug === null ? 'This clip' : `The clip “${oneLine(cue.slug, 60)}”`;
  const at = { path: document.path, line: cueField(cue, 'duration')?.line ?? cue.line };
  return [
    shorter(
      at,
      `${name} is cut to ${clip}, but its slot is ${slot}`,
      'Correct the trims, or the cue’s Duration.',
    ),
  ];
}

function shorter(at: Pick<Diagnostic, 'path' | 'line'>, message: string, todo: string): Diagnostic {
  return { ...at, code: 'CLIP_SHORTER_THAN_SLOT', severity: 'warning', message, todo };
}
