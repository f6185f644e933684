// Determines the speaker: from the class of a paragraph, else from a name at the start of a line, else the host.
import type { Speaker } from './part.ts';

/** Used if no speaker is named. */
export const HOST: Speaker = { voice: 'josh', name: null };

/** Classes for the look of a paragraph, not its speaker. */
const LOOKS: ReadonlySet<string> = new Set(['', 'bullet', 'undefined', 'null']);

/** `classes`: attribute value as written, such as `asian-scott bullet`. */
export function speakerOfClass(classes: string): Speaker {
  const name = classes.split(/\s+/).find((each) => !LOOKS.has(voiceOf(each)));
  return name === undefined
    ? HOST
    : { voice: voiceOf(name), name: name.replace(/[-_]+/g, ' ').toUpperCase() };
}

const NAME = /^([A-Z][A-Z0-9 .'-]{1,30})(?: ?(\([^()]{1,20}\)))?:(?:\s+|$)/;
// Roles also count without a colon. Before more capitals the word is part of the sentence: CALLER ID.
const ROLE =
  /^((?:GUEST|CALLER|INTERVIEW|ANNOUNCER|NARRATOR)(?: \d{1,2}(?!\w))?)(?:\s*:\s*|\s*[–—-](?:\s+|$)|\s+(?![A-Z]{2})|$)/;

export interface SpeakerLabel {
  readonly speaker: Speaker;
  /** `(V.O.)` in `JOSH (V.O.): `; empty if there is none. */
  readonly manner: string;
  /** Number of characters the label takes on the line. */
  readonly length: number;
}

/** Name at the start of a line: `GUEST: `, `DR. MITCHELL: `. A name alone counts only if more lines follow. */
export function labelOf(line: string, linesFollow: boolean): SpeakerLabel | null {
  const match = NAME.exec(line) ?? ROLE.exec(line);
  if (match === null || (match[0] === line && !linesFollow)) return null;
  const name = (match[1] ?? '').trim();
  return { speaker: { voice: voiceOfLabel(name), name }, manner: match[2] ?? '', length: match[0].length };
}

function voiceOfLabel(name: string): string {
  if (/^(?:GUEST|CALLER|INTERVIEW)\b/.test(name)) return 'guest';
  return /^(?:ANNOUNCER|NARRATOR)\b/.test(name) ? 'announcer' : voiceOf(name);
}

/** `Asian Scott` → `asian-scott`. */
export function voiceOf(written: string): string {
  return written
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '-')
    .replace(/^-|-$/g, '');
}
