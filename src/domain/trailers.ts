// Commit messages: a subject, a body for people, and trailers for programs, always in a last paragraph of their own.
// Reads trailers nowhere else, so that nothing from a title or file name can pass for one.

export interface MessageParts {
  readonly subject: string;
  readonly body?: string;
  readonly trailers?: readonly (readonly [key: string, value: string])[];
}

// Longer than any quoted path: 4,096 bytes, of at most four characters each once quoted.
const MAX_VALUE = 20_000;
const MAX_SUBJECT = 240;

const KEY = /^[A-Za-z][A-Za-z0-9-]*$/;
const LINE = /^([A-Za-z][A-Za-z0-9-]*):(?: (.*))?$/u;
// Lines that Git itself treats as trailers; its keys may begin with a digit.
const LIKE_A_TRAILER = /^[A-Za-z0-9-]+\s*:/;
// Line ends of any kind, control characters, and marks that reorder or hide visible text.
const UNPRINTABLE = /[\p{Cc}\p{Zl}\p{Zp}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]+/gu;
const LONE_SURROGATE = /\p{Cs}/gu;

/** Fits text onto one line of a message; applied to trailer values before writing. */
export function oneLine(text: string, maxLength: number = MAX_VALUE): string {
  const line = text.replace(LONE_SURROGATE, '\ufffd').replace(UNPRINTABLE, ' ').trim();
  if (line.length <= maxLength) return line;
  return `${line
    .slice(0, maxLength - 1)
    .replace(LONE_SURROGATE, '')
    .trimEnd()}…`;
}

/** Builds a whole message, ending in a newline. Throws a RangeError for a key that could not be read back. */
export function message({ subject, body = '', trailers = [] }: MessageParts): string {
  const text = paragraphs(body);
  const last = text.at(-1);
  if (trailers.length === 0 && last?.some((line) => LIKE_A_TRAILER.test(line))) {
    text[text.length - 1] = last.map((line) => ` ${line}`);
  }
  const blocks = [[oneLine(subject, MAX_SUBJECT) || '(no subject)'], ...text];
  if (trailers.length > 0) blocks.push(trailers.map(trailerLine));
  return `${blocks.map((lines) => lines.join('\n')).join('\n\n')}\n`;
}

/** Trailers of the last paragraph, each key's values in order; empty if any line of it is not a trailer. */
export function parseTrailers(text: string): ReadonlyMap<string, readonly string[]> {
  const blocks = text
    .replace(/\r\n?/g, '\n')
    .split(/\n(?:[ \t]*\n)+/)
    .map((block) => block.split('\n').filter((line) => line !== ''))
    .filter((lines) => lines.length > 0);
  // The first paragraph is the subject, whatever it looks like.
  const last = blocks.length > 1 ? blocks.at(-1) : undefined;
  const found = new Map<string, string[]>();
  for (const [key, value] of (last && trailersOf(last)) ?? []) {
    const values = found.get(key);
    if (values === undefined) found.set(key, [value]);
    else values.push(value);
  }
  return found;
}

function trailerLine([key, value]: readonly [string, string]): string {
  if (!KEY.test(key)) throw new RangeError(`not a trailer key: ${JSON.stringify(key)}`);
  return `${key}: ${oneLine(value)}`.trimEnd();
}

function trailersOf(lines: readonly string[]): [string, string][] | null {
  const found: [string, string][] = [];
  for (const line of lines) {
    const [, key, value = ''] = LINE.exec(line) ?? [];
    if (key === undefined) return null;
    found.push([key, value.trim()]);
  }
  return found;
}

function paragraphs(body: string): string[][] {
  const blocks: string[][] = [[]];
  for (const line of body.split(/\r\n|[\r\n\u0085\u2028\u2029]/).map((text) => clean(text))) {
    if (line === '') blocks.push([]);
    else blocks.at(-1)?.push(line);
  }
  return blocks.filter((lines) => lines.length > 0);
}

/** Replaces unprintable characters; keeps leading blanks, because they are part of the body's layout. */
function clean(line: string): string {
  return line.replace(LONE_SURROGATE, '\ufffd').replace(UNPRINTABLE, ' ').trimEnd();
}

const ESCAPES: ReadonlyMap<string, string> = new Map([
  ['"', '"'],
  ['\\', '\\'],
  ['\x07', 'a'],
  ['\b', 'b'],
  ['\t', 't'],
  ['\n', 'n'],
  ['\v', 'v'],
  ['\f', 'f'],
  ['\r', 'r'],
]);
const UNESCAPES: ReadonlyMap<string, string> = new Map([...ESCAPES].map(([char, letter]) => [letter, char]));
const QUOTED_PART = /\\([0-3][0-7]{2}|["\\abtnvfr])|[^"\\]+/gu;
const NEEDS_ESCAPE = new RegExp(`["\\\\]|${UNPRINTABLE.source.replace(/\+$/, '')}`, 'gu');

/** Puts a path in double quotes with C escapes, as Git does under `core.quotePath=false`; always quotes. */
export function quotePath(path: string): string {
  const escaped = path.replace(NEEDS_ESCAPE, (char) => {
    const letter = ESCAPES.get(char);
    return letter === undefined ? octal(char) : `\\${letter}`;
  });
  return `"${escaped}"`;
}

/** Reads a path quoted by us or by Git; null if the text is not a quoted path. */
export function unquotePath(quoted: string): string | null {
  if (quoted.length < 2 || !quoted.startsWith('"') || !quoted.endsWith('"')) return null;
  const inner = quoted.slice(1, -1);
  const bytes: Uint8Array[] = [];
  const encoder = new TextEncoder();
  let read = 0;
  for (const [part, code] of inner.matchAll(QUOTED_PART)) {
    read += part.length;
    if (code === undefined) bytes.push(encoder.encode(part));
    else if (code.length === 3) bytes.push(Uint8Array.of(Number.parseInt(code, 8)));
    else bytes.push(encoder.encode(UNESCAPES.get(code)));
  }
  return read === inner.length ? Buffer.concat(bytes).toString('utf8') : null;
}

function octal(char: string): string {
  return [...new TextEncoder().encode(char)].map((byte) => `\\${byte.toString(8).padStart(3, '0')}`).join('');
}
