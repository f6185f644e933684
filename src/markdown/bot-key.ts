// `bot: off` in the head of a file: its person wants no program to touch it.
import type { InfoDocument, SegmentDocument } from './document.ts';

const ON: ReadonlySet<string> = new Set(['on', 'true', 'yes', 'auto']);

/** Any word but a plain yes means off: whoever writes this key at all does not expect to be overruled by a spelling. */
export function isBotOff(document: SegmentDocument | InfoDocument): boolean {
  const written = document.value('bot');
  return written !== null && !ON.has(written.trim().toLowerCase());
}
