// Cuts a Markdown body into pieces that can be rendered by themselves, for a text that takes too long as a whole: at
// blank lines outside fences, before a line that does not belong to the lines above it.

const FENCE = /^ {0,3}(`{3,}|~{3,})/;
/** Blank, or indented, or HTML, which may go on beyond a blank line. */
const BELONGS = /^(?:\s|$|<)/;
/** An item belongs to the list before it. */
const ITEM = /^(?:[-*+]|\d{1,9}[.)]) /;

/** In order; joined, they are the text. */
export function piecesOf(text: string): readonly string[] {
  const pieces: string[] = [];
  let piece: string[] = [];
  let fence: string | null = null;
  let isAfterBlank = false;
  for (const line of text.split(/(?<=\n)/)) {
    const goesOn = BELONGS.test(line) || (ITEM.test(line) && ITEM.test(piece[0] ?? ''));
    if (fence === null && isAfterBlank && !goesOn) pieces.push(piece.splice(0).join(''));
    const mark = FENCE.exec(line)?.[1] ?? null;
    if (fence === null) fence = mark;
    else if (mark?.startsWith(fence)) fence = null;
    isAfterBlank = line.trim() === '';
    piece.push(line);
  }
  piece = piece.filter((line) => line !== '');
  return piece.length === 0 ? pieces : [...pieces, piece.join('')];
}
