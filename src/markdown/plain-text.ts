// A text as merging wants it: with one kind of line ending, and the way back to the text as it is.

/** For the end of a text whose last line has no ending. */
export function withoutEnding(added: string, isBelow: boolean): string {
  return `${isBelow ? '\n' : ''}${added.replace(/\n$/, '')}`;
}

/** A text with `\n` for all line endings, one at its end, and without a byte order mark. */
export interface PlainText {
  readonly text: string;
  /** False if the last line of the text as it is has no ending. */
  readonly isEnded: boolean;
  /** The place in the text as it is. */
  rawAt(offset: number): number;
}

export function plainText(raw: string): PlainText {
  const from = raw.startsWith('\uFEFF') ? 1 : 0;
  const gone: number[] = [];
  let text = '';
  let at = from;
  for (const { index } of raw.matchAll(/\r\n?/g)) {
    text += `${raw.slice(at, index)}\n`;
    const isPair = raw[index + 1] === '\n';
    at = index + (isPair ? 2 : 1);
    if (isPair) gone.push(text.length);
  }
  text += raw.slice(at);
  const isEnded = text === '' || text.endsWith('\n');
  return {
    text: isEnded ? text : `${text}\n`,
    isEnded,
    rawAt: (offset) => Math.min(raw.length, offset + from + before(gone, offset)),
  };
}

/** How many of these, which rise, are not above the offset. */
function before(rising: readonly number[], offset: number): number {
  let low = 0;
  let high = rising.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((rising[middle] ?? 0) <= offset) low = middle + 1;
    else high = middle;
  }
  return low;
}
