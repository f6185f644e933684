// HTML as values: whatever is put into a template is escaped, unless it is such a value itself. Control characters and
// signs that turn the direction of text are shown, not obeyed: what a reviewer sees must be what stands in the file.

export interface Html {
  readonly html: string;
}

type Part = Html | string | number | null | false | readonly Part[];

export function html(strings: TemplateStringsArray, ...parts: readonly Part[]): Html {
  return {
    html: strings.map((text, i) => text + (i < parts.length ? rendered(parts[i] ?? null) : '')).join(''),
  };
}

function rendered(part: Part): string {
  if (part === null || part === false) return '';
  if (typeof part === 'string') return escaped(part);
  if (typeof part === 'number') return String(part);
  return 'html' in part ? part.html : part.map(rendered).join('');
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

export function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => ENTITIES[sign] ?? '').replace(UNSEEN, picture);
}

/** Controls but tab and line end; marks, embeddings, overrides and isolates of direction; lone surrogates. */
const UNSEEN =
  /[\0-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069\u2028\u2029\ufeff]|\p{Surrogate}/gu;

function picture(sign: string): string {
  const code = sign.charCodeAt(0);
  if (code < 0x20) return String.fromCharCode(0x2400 + code);
  return code === 0x7f ? '\u2421' : '\ufffd';
}
