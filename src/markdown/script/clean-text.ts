// Undoes the escaping that programs applied to quotes, brackets and line endings. For display only: the result never
// goes back into a file.
import { withoutEntities } from '../spoken.ts';

const ESCAPES: ReadonlyMap<string, string> = new Map([
  ['n', '\n'],
  ['r', '\n'],
  ['t', '\t'],
]);

/** Decodes HTML entities, then `\"`, `\'`, `\]`, `\n`, `\r`, `\t` and `\\`. Entities are decoded twice for doubly
 *  escaped ones such as `&amp;quot;`. */
export function cleanText(text: string): string {
  const decoded = withoutEntities(withoutEntities(text));
  return decoded.replace(/\\(["'\]\\nrt])/g, (_, mark: string) => ESCAPES.get(mark) ?? mark);
}
