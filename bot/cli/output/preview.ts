// Prints what putting a file back takes out: the later changes, and the difference that it makes.
import type { RestorePreview } from '../../../src/desk.ts';
import { diffText } from './diff.ts';
import type { Look } from './list.ts';
import { logText } from './records.ts';
import { count } from './times.ts';

export function previewText(preview: RestorePreview, isTty: boolean, look: Look): string {
  const { difference, hunks } = preview;
  if (difference === null) return 'It reads so already; nothing would change.\n';
  const effect =
    difference.kind === 'removed'
      ? 'The file was not there then; it would be taken away.\n'
      : difference.kind === 'added'
        ? 'The file is not there now; it would come back.\n'
        : diffText(hunks, isTty, look.paint);
  return `${laterText(preview, 'It would take out', look)}\n${effect}`;
}

/** `does`: begins the sentence, `It took out`. */
export function laterText({ later, more }: RestorePreview, does: string, look: Look): string {
  if (later.length === 0) return `${does} no later change of this file.\n`;
  const rest = more === 0 ? '' : `and ${more} more\n`;
  return `${does} ${count(later.length + more, 'later change')} of this file:\n${logText(later, look)}${rest}`;
}
