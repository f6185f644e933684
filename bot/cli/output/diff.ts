// Prints a unified diff: in colour for people, byte for byte (except for escape sequences) for `git apply`.
import { type DiffLineKind, diffLines } from '../../../src/wording/diff-lines.ts';
import type { Colour, Paint } from './paint.ts';
import { lines } from './text.ts';

const COLOURS: Readonly<Record<DiffLineKind, Colour | null>> = {
  file: 'bold',
  hunk: 'cyan',
  added: 'green',
  removed: 'red',
  same: null,
  note: 'dim',
};

export function diffText(diff: string, isTty: boolean, paint: Paint): string {
  // A patch of a file with CRLF line endings must keep them; on a terminal a CR would overwrite the line.
  if (!isTty) return endedByLine(lines(diff, '\r'));
  const painted = diffLines(lines(diff)).map(({ kind, text }) => {
    const colour = COLOURS[kind];
    return colour === null ? text : paint(colour, text);
  });
  return endedByLine(painted.join('\n'));
}

function endedByLine(text: string): string {
  return text === '' || text.endsWith('\n') ? text : `${text}\n`;
}
