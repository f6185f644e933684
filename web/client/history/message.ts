// Splits a commit message into subject, paragraphs and trailers. Pure.

export interface CommitMessage {
  readonly subject: string;
  readonly paragraphs: readonly string[];
  /** In their order; a key may occur several times. */
  readonly trailers: readonly { readonly key: string; readonly value: string }[];
}

const TRAILER = /^([A-Za-z][A-Za-z-]*): (.*)$/;

export function readMessage(text: string): CommitMessage {
  const [subject = '', ...rest] = text.trim().split(/\n{2,}/);
  const last = trailersIn(rest.at(-1) ?? '');
  return {
    subject,
    paragraphs: last === null ? rest : rest.slice(0, -1),
    trailers: last ?? [],
  };
}

/** Null if the paragraph is not all trailers. */
function trailersIn(paragraph: string): CommitMessage['trailers'] | null {
  const found: { key: string; value: string }[] = [];
  for (const line of paragraph.split('\n')) {
    const match = TRAILER.exec(line);
    const previous = found.at(-1);
    if (match) found.push({ key: match[1] ?? '', value: match[2] ?? '' });
    else if (previous !== undefined && /^\s/.test(line)) previous.value += ` ${line.trim()}`;
    else return null;
  }
  return found.length === 0 ? null : found;
}

/** `Landed-By` becomes `Landed by`. */
export function keyWords(key: string): string {
  const words = key.replaceAll('-', ' ').toLowerCase();
  return words.slice(0, 1).toUpperCase() + words.slice(1);
}
