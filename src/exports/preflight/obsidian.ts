// Words and links in a note for Obsidian: text from files stays text, whatever it looks like, and a link leads to the
// file of this episode, not to one of the same name in another.
import { nameOf, treePath } from '../../domain/ids.ts';

/** Markup of Markdown, HTML and Obsidian: emphasis, tags, links, footnotes, comments, highlights, formulas. */
const MARKUP = /[\\`*<#~$]|\[(?=[[^])|\](?=[(:[\]])|==|%%|(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])/gu;

export function plainText(text: string): string {
  return text.replace(MARKUP, (sign) => [...sign].map((char) => `\\${char}`).join(''));
}

/** Signs that no link can hold. */
const UNLINKABLE = /[#^[\]|\\]|%%/;

/** Seen from the episode's `exports/`: `[[../rundown/10 Opening|10 Opening]]`. */
export function linkTo(path: string): string {
  const name = nameOf(treePath(path)).replace(/\.md$/i, '');
  const [, , ...below] = path.replace(/\.md$/i, '').split('/');
  if (below.length === 0 || UNLINKABLE.test(path)) return plainText(name);
  return `[[../${below.join('/')}|${name}]]`;
}
