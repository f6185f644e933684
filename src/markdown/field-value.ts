// The value that a field name of an edit stands for: `slug` in the head, `cue:CUE123/duration` in a cue. For telling
// whose value it is; a name that stands for no single value has none.
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
