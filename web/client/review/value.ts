// Extracts the value from a front matter or cue line, so people edit words without syntax, and puts a new value back
// with the necessary quoting. Other text has no such value. Pure.

export interface Framed {
  readonly value: string;
  /** Returns the whole line with another value. */
  framing(value: string): string;
}

const HEAD = /^(\s*[\w-]+:[ \t]*)([^\n]*)(\n?)$/;
const CUE = /^(\s*\[[^\]:\n]{1,40}:[ \t]*)([^\n]*?)([ \t]*\]\s*)$/;

export function framed(kind: 'head' | 'cue' | 'prose' | 'file', text: string): Framed | null {
  if (kind === 'head') return headLine(text);
  if (kind !== 'cue') return null;
  const [, start, value, end] = CUE.exec(text) ?? [];
  if (start === undefined || value === undefined || end === undefined) return null;
  return { value, framing: (next) => `${start}${oneLine(next)}${end}` };
}

function headLine(text: string): Framed | null {
  const [, start, raw, end] = HEAD.exec(text) ?? [];
  if (start === undefined || raw === undefined || end === undefined) return null;
  const scalar = scalarOf(raw.trimEnd());
  if (scalar === null) return null;
  const lead = /\s$/.test(start) ? start : `${start} `;
  return { value: scalar.value, framing: (next) => `${lead}${scalar.spell(oneLine(next))}${end}` };
}

interface Scalar {
  readonly value: string;
  spell(value: string): string;
}

/** null if it is not a single line of words or has a comment: then the raw line is shown. */
function scalarOf(raw: string): Scalar | null {
  if (/^"(?:[^"\\]|\\["\\])*"$/.test(raw)) return { value: JSON.parse(raw) as string, spell: JSON.stringify };
  if (/^'(?:[^']|'')*'$/.test(raw))
    return {
      value: raw.slice(1, -1).replaceAll("''", "'"),
      spell: (value) => `'${value.replaceAll("'", "''")}'`,
    };
  if (!isPlain(raw)) return null;
  return { value: raw, spell: (value) => (isPlain(value) ? value : JSON.stringify(value)) };
}

/** Valid in YAML without quotes. */
function isPlain(text: string): boolean {
  return !/^[-?:,[\]{}#&*!|>'"%@`]|:(?:\s|$)|\s#/.test(text);
}

function oneLine(text: string): string {
  return text.replaceAll(/\s*\n\s*/g, ' ').trim();
}
