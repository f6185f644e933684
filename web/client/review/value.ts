// The value within a line of the head or of a cue block, so that somebody who rewords it sees words and no syntax: taken out,
// and put back with the quoting that it needs. Text that is no such line has no value of its own; pure.

export interface Framed {
  readonly value: string;
  /** The whole line with another value. */
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

/** null: something else than one line of words, or with a comment: better seen as it stands. */
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

/** Means itself in YAML, without quotes. */
function isPlain(text: string): boolean {
  return !/^[-?:,[\]{}#&*!|>'"%@`]|:(?:\s|$)|\s#/.test(text);
}

function oneLine(text: string): string {
  return text.replaceAll(/\s*\n\s*/g, ' ').trim();
}
