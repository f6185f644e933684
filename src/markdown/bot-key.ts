// Reads the head's `bot` key. `bot: off` means no program may touch the file.
import type { InfoDocument, SegmentDocument } from './document.ts';

const ON: ReadonlySet<string> = new Set(['on', 'true', 'yes', 'auto']);

/** Only a plain yes counts as on. A person who adds this key wants the bot off, so a misspelling must not turn it
 *  on. */
export function isBotOff(document: SegmentDocument | InfoDocument): boolean {
  const written = document.value('bot');
  return written !== null && !ON.has(written.trim().toLowerCase());
}
