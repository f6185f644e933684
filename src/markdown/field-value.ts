// Looks up the current value for an edit's field name: `slug` in the head, `cue:CUE123/duration` in a cue. Used to tell
// whether a value is the bot's or a person's: a new spelling of the same value has no new author.
import { cueValue } from '../domain/cue.ts';
import { durationMs } from '../domain/duration.ts';
import type { InfoDocument, SegmentDocument } from './document.ts';

const IN_CUE = /^cue:(.+)\/([a-z]+)$/s;

/** Null if the name does not identify exactly one value. */
export function fieldValue(document: SegmentDocument | InfoDocument, field: string): string | null {
  const inCue = IN_CUE.exec(field);
  if (inCue === null) return field.includes(':') ? null : document.value(field);
  const [, id, name = ''] = inCue;
  const cues = document.kind === 'segment' ? document.cues.filter((cue) => cue.assetId === id) : [];
  const [cue] = cues;
  return cue === undefined || cues.length > 1 ? null : cueValue(cue, name);
}

/** The value if it still is the one that the bot landed last, in whatever spelling; else null. */
export function ownValue(
  {
    owned,
    settings,
  }: { readonly owned: ReadonlyMap<string, string>; readonly settings: { readonly fps: number } },
  field: string,
  value: string | null,
): string | null {
  return value !== null && isSameValue(field, owned.get(field), value, settings.fps) ? value : null;
}

/** True if the last of these three texts gives the value that the field got between the first two, however it is
 *  spelled there and wherever it stands. */
export function givesNewValue(
  field: string,
  [before, after, now]: readonly (SegmentDocument | InfoDocument)[],
  fps: number,
): boolean {
  const [was, made, is] = [before, after, now].map((each) => (each ? fieldValue(each, field) : null));
  if (made == null || is == null || !isSameValue(field, made, is, fps)) return false;
  return was == null || !isSameValue(field, made, was, fps);
}

const IS_DURATION = /(?:^|\/)(?:duration|total_runtime)$/;

/** True if both texts say the same: durations by their length, other values by their words, however they are quoted,
 *  wrapped or spaced. `known` is undefined if there is nothing to compare with. */
export function isSameValue(field: string, known: string | undefined, value: string, fps: number): boolean {
  if (known === undefined) return false;
  if (spaced(known) === spaced(value)) return true;
  const ms = IS_DURATION.test(field) ? durationMs(known, fps) : null;
  return ms !== null && ms === durationMs(value, fps);
}

function spaced(text: string): string {
  return text.trim().replace(/\s+/g, ' ');
}
