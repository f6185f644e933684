// Who speaks: by the class of a paragraph, by the name that a line starts with, else the host.
import type { Speaker } from './part.ts';

/** Where nobody is named. */
export const HOST: Speaker = { voice: 'josh', name: null };

/** Classes that say how a paragraph looks, not whose it is. */
const LOOKS: ReadonlySet<string> = new Set(['', 'bullet', 'undefined', 'null']);

/** `class` as written: `asian-scott bullet`. */
export function speakerOfClass(classes: string): Speaker {
  const name = classes.split(/\s+/).find((each) => !LOOKS.has(voiceOf(each)));
  return name === undefined
    ? HOST
    : { voice: voiceOf(name), name: name.replace(/[-_]+/g, ' ').toUpperCase() };
}

const NAME = /^([A-Z][A-Z0-9 .'-]{1,30})(?: ?(\([^()]{1,20}\)))?:(?:\s+|$)/;
// Roles are known without a colon too. Before more capitals the word belongs to the sentence: CALLER ID.
const ROLE =
  /^((?:GUEST|CALLER|INTERVIEW|ANNOUNCER|NARRATOR)(?: \d{1,2}(?!\w))?)(?:\s*:\s*|\s*[–—-](?:\s+|$)|\s+(?![A-Z]{2})|$)/;

export interface Label {
  readonly speaker: Speaker;
  /** `(V.O.)` of `JOSH (V.O.): `; empty where there is none. */
  readonly manner: string;
  /** Characters of the line that the label takes. */
  readonly length: number;
}

/** The name that a line starts with: `GUEST: `, `DR. MITCHELL: `. A name alone is one only where more lines follow. */
export function labelOf(line: string, linesFollow: boolean): Label | null {
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
