// Finds the marks inside a Quote field: entities, backslashes and quotation marks, each with its position and meaning.
// Ignores the words, because quotes are evidence.

export interface Mark {
  readonly start: number;
  readonly end: number;
  readonly raw: string;
  /** The character it stands for: `"`, `“`, `”`, `'` or `&`. */
  readonly means: string;
}

export interface QuoteMarks {
  /** around: one pair at the ends · none: no mark at either end · unclear: a mark at one end only, or no valid pair */
  readonly outer: 'around' | 'none' | 'unclear';
  /** The two marks at the ends, if they are a pair. */
  readonly ends: readonly Mark[];
  /** Double quotation marks inside, alternately opening and closing; null if they do not pair up. */
  readonly inner: readonly Mark[] | null;
  /** Everything else written as an entity or with a backslash. */
  readonly coded: readonly Mark[];
}

// `&lt;` and `&gt;` stay as they are, because as brackets they could turn a person's words into a tag or a marker.
const MARK =
  /\\\\|\\?&(?:amp;){0,20}(?:quot|#34|#39|apos);|&(?:amp;){1,20}(?!#?[a-z0-9]{1,10};)|\\["']|["“”]/gi;

export function quoteMarks(value: string): QuoteMarks {
  const marks = [...value.matchAll(MARK)].flatMap((match): Mark[] => {
    const raw = match[0];
    const means = meaning(raw);
    return means === null ? [] : [{ start: match.index, end: match.index + raw.length, raw, means }];
  });
  const double = marks.filter(({ means }) => /["“”]/.test(means));
  const coded = marks.filter(({ means }) => !/["“”]/.test(means));
  const first = double[0]?.start === 0 ? double[0] : undefined;
  const final = double.at(-1)?.end === value.length ? double.at(-1) : undefined;
  if (first === undefined && final === undefined)
    return { outer: 'none', ends: [], inner: paired(double, value, 0, value.length), coded };
  if (first === undefined || final === undefined || first === final)
    return { outer: 'unclear', ends: [], inner: null, coded };
  const inner = paired(double.slice(1, -1), value, first.end, final.start);
  return inner === null
    ? { outer: 'unclear', ends: [], inner, coded }
    : { outer: 'around', ends: [first, final], inner, coded };
}

function meaning(raw: string): string | null {
  if (/^["“”]$/.test(raw)) return raw;
  if (/quot;$|#34;$|"$/i.test(raw)) return '"';
  if (/#39;$|apos;$|'$/i.test(raw)) return "'";
  return raw === '\\\\' ? null : '&';
}

/** Null unless they alternately open and close: `6" of rope` and `"A" and "B"` are not enclosed by a pair. */
function paired(marks: readonly Mark[], value: string, from: number, to: number): readonly Mark[] | null {
  const fits = marks.every((mark, i) => {
    const before = mark.start <= from ? ' ' : value.charAt(mark.start - 1);
    const after = mark.end >= to ? ' ' : value.charAt(mark.end);
    return i % 2 === 0
      ? mark.means !== '”' && !/[\p{L}\p{N}]/u.test(before) && !/\s/.test(after)
      : mark.means !== '“' && !/\s/.test(before) && !/[\p{L}\p{N}]/u.test(after);
  });
  return fits && marks.length % 2 === 0 ? marks : null;
}

/** The words of a Quote as shown on screen: decoded, without the enclosing quotation marks. */
export function readQuote(value: string): string {
  const [first, last] = quoteMarks(value).ends;
  const within = first === undefined || last === undefined ? value : value.slice(first.end, last.start);
  return within.replace(ENTITY, decodedEntity).replace(ESCAPE, decodedEscape).trim();
}

const ENTITY = /&(?:amp;){0,20}(?:(quot|#34|#39|apos|lt|gt);|(?<=amp;))/gi;
const ENTITIES: Readonly<Record<string, string>> = {
  quot: '"',
  '#34': '"',
  '#39': "'",
  apos: "'",
  lt: '<',
  gt: '>',
};

function decodedEntity(_all: string, name: string | undefined): string {
  return name === undefined ? '&' : (ENTITIES[name.toLowerCase()] ?? '');
}

const ESCAPE = /\\(["'\\nrt])/g;
const ESCAPED: Readonly<Record<string, string>> = { n: '\n', r: '', t: ' ' };

function decodedEscape(_all: string, char: string): string {
  return ESCAPED[char] ?? char;
}
