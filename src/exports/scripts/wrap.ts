// Wraps and pads text to a fixed width, for files that are read in any editor.

/** Width of `script.txt` in characters. */
export const WIDTH = 78;

export interface Indent {
  /** `first` goes before the first line, `rest` before the others. */
  readonly first: string;
  readonly rest: string;
}

/** Keeps line breaks, and one blank line between paragraphs; cuts a word that is wider than a line. Empty text gives no
 *  lines. */
export function wrapped(text: string, { first, rest }: Indent = { first: '', rest: '' }): readonly string[] {
  const found: string[] = [];
  let isApart = false;
  const put = (line: string) => {
    if (isApart && found.length > 0) found.push(rest.trimEnd());
    isApart = false;
    found.push((found.length === 0 ? first : rest) + line);
  };
  for (const paragraph of text.split(/\r\n?|\n/)) {
    const lines = linesOf(paragraph, WIDTH - Math.max(first.length, rest.length));
    if (lines.length === 0) isApart = true;
    lines.forEach(put);
  }
  return found;
}

function linesOf(paragraph: string, width: number): readonly string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of paragraph.split(/\s+/).flatMap((each) => pieces(each, width))) {
    if (line !== '' && [...line].length + 1 + [...word].length > width) {
      lines.push(line);
      line = '';
    }
    line += line === '' ? word : ` ${word}`;
  }
  return line === '' ? lines : [...lines, line];
}

function pieces(word: string, width: number): readonly string[] {
  if (word.length <= width) return word === '' ? [] : [word];
  const characters = [...word];
  return Array.from({ length: Math.ceil(characters.length / width) }, (_, i) =>
    characters.slice(i * width, (i + 1) * width).join(''),
  );
}

export function centred(text: string): readonly string[] {
  return wrapped(text).map((line) => ' '.repeat(Math.floor((WIDTH - [...line].length) / 2)) + line);
}

/** Cuts text to a width, or pads it with spaces. */
export function fitted(text: string, width: number): string {
  const characters = [...text];
  if (characters.length > width) return `${characters.slice(0, width - 1).join('')}…`;
  return text + ' '.repeat(width - characters.length);
}
