// Text from a file or a person, fit for a line of a list, a prompt or a commit message.
import { beginning, visible } from './wording/visible.ts';

/** Line ends, control characters and runs of blanks become one blank; what can't be seen goes; what is longer is cut, with `…`. */
export function oneLine(text: string, mostCharacters: number): string {
  const line = visible(text.replace(/[\s\p{Cc}\u2028\u2029]+/gu, ' ')).trim();
  return line.length > mostCharacters ? `${beginning(line, mostCharacters - 1)}…` : line;
}
