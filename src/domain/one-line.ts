// Fits text from a file or a person onto one line of a list, a prompt or a commit message.
import { beginning, visible } from './wording/visible.ts';

/** Turns each run of line ends, control characters and blanks into one blank, removes invisible characters, and
 *  truncates with `…`. */
export function oneLine(text: string, mostCharacters: number): string {
  const line = visible(text.replace(/[\s\p{Cc}\u2028\u2029]+/gu, ' ')).trim();
  return line.length > mostCharacters ? `${beginning(line, mostCharacters - 1)}…` : line;
}
