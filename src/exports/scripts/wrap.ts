// Wraps and pads text to a fixed width, for files that are read in any editor.

/** Width of `script.txt` in characters. */
export const WIDTH = 78;

export interface Indent {
  /** `first` goes before the first line, `rest` before the others. */
  readonly first: string;
  readonly rest: string;
}

/** Keeps line breaks but drops blank lines; cuts a word that is wider than a line. Empty text gives no lines. */
export function wrapped(text: string, { first, rest }: Indent = { first: '', rest: '' }): readonly string[] {
  const found: string[] = [];
  for (const paragraph of text.split('\n')) {
    let line = '';
    let length = 0;
    const indent = () => (found.length === 0 ? first : rest);
    for (const word of paragraph.split(/\s+/).flatMap((each) => pieces(each, WIDTH - rest.length))) {
      const size = [...word].length;
      if (length > 0 && indent().length + length + 1 + size > WIDTH) {
        found.push(indent() + line);
        line = '';
        length = 0;
      }
      line += length === 0 ? word : ` ${word}`;
      length += length === 0 ? size : size + 1;
    }
    if (length > 0) found.push(indent() + line);
  }
  return found;
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
