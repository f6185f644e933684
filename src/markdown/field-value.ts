// Looks up the current value for an edit's field name: `slug` in the head, `cue:CUE123/duration` in a cue. Used to tell
// whether a value is the bot's or a person's. Null if the name does not identify exactly one value.
import { cueValue } from '../domain/cue.ts';
import type { InfoDocument, SegmentDocument } from './document.ts';

const IN_CUE = /^cue:(.+)\/([a-z]+)$/s;

export function fieldValue(document: SegmentDocument | InfoDocument, field: string): string | null {
  const inCue = IN_CUE.exec(field);
  if (inCue === null) return field.includes(':') ? null : document.value(field);
  const [, id, name = ''] = inCue;
  const cues = document.kind === 'segment' ? document.cues.filter((cue) => cue.assetId === id) : [];
  const [cue] = cues;
  return cue === undefined || cues.length > 1 ? null : cueValue(cue, name);
}
