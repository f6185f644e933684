// Escapes text and builds links for Obsidian notes. Text from files is never read as markup, and a link includes the
// path, so that it leads to this episode's file and not to one of the same name in another.
import { nameOf, treePath } from '../../domain/ids.ts';

/** Markup of Markdown, HTML and Obsidian: emphasis, tags, links, footnotes, comments, highlights, formulas. */
const MARKUP = /[\\`*<#~$]|\[(?=[[^])|\](?=[(:[\]])|==|%%|(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])/gu;

export function plainText(text: string): string {
  return text.replace(MARKUP, (sign) => [...sign].map((char) => `\\${char}`).join(''));
}

/** Characters that a link can't contain. */
const UNLINKABLE = /[#^[\]|\\]|%%/;

/** Relative to the episode's `exports/`: `[[../rundown/10 Opening|10 Opening]]`. Plain text if it can't be linked. */
export function linkTo(path: string): string {
  const name = nameOf(treePath(path)).replace(/\.md$/i, '');
  const [, , ...below] = path.replace(/\.md$/i, '').split('/');
  if (below.length === 0 || UNLINKABLE.test(path)) return plainText(name);
  return `[[../${below.join('/')}|${name}]]`;
}
