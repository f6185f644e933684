// Text as it was meant: what programs put in the place of quotes, brackets and line ends is taken back. For showing
// only; nothing made here goes back into a file.
import { withoutEntities } from '../spoken.ts';

const ESCAPES: ReadonlyMap<string, string> = new Map([
  ['n', '\n'],
  ['r', '\n'],
  ['t', '\t'],
]);

/** HTML entities, then `\"`, `\'`, `\]`, `\n` and `\\`. What was escaped twice (`&amp;quot;`) is taken back twice. */
export function cleanText(text: string): string {
  const decoded = withoutEntities(withoutEntities(text));
  return decoded.replace(/\\(["'\]\\nrt])/g, (_, mark: string) => ESCAPES.get(mark) ?? mark);
}
