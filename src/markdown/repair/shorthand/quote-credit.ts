// Decides whether a line below a quote says whose words they are. A dash and a name do; a line that may be meant so but
// can't be read for certain is unclear, so that nobody's name is left behind as speech.

export type Credit =
  /** `name` as shown on air, without dash and marks around it. */
  { readonly kind: 'name'; readonly name: string } | { readonly kind: 'unclear' };

const UNCLEAR: Credit = { kind: 'unclear' };

const DASHED = /^(?:[—–―⸺⸻]+|--+)\s*(\S.*)$/s;
const ONLY_DASHES = /^[—–―⸺⸻]+$/;
const LISTED = /^[-+*•~·](\s*)(\S.*)$/s;
const BRACKETED = /^\((.*)\)$/s;
const LABELLED = /^[([]?(?:source|attribution|credit|quoted? (?:by|from)|said by|by|via|from)\s*[:=]\s*\S/i;
const WITH_WORD = /^(?:by|via|said|says|from|per)\s+(\S.*)$/is;
const DIRECTION = /^(?:pause|beat|silence|laughs?|laughter|laughing|applause|music|sighs?|smiles?)\b/i;
/** Far longer than a name; longer lines are not looked into. */
const LONGEST_LINE = 400;

/** `text`: a line below the quote. `parted`: a blank line precedes it. Null for prose. */
export function creditOf(text: string, parted: boolean): Credit | null {
  const line = withoutEmphasis(text.slice(0, LONGEST_LINE));
  const dashed = DASHED.exec(line)?.[1];
  if (dashed !== undefined) return text.length > LONGEST_LINE ? UNCLEAR : nameAfterDash(dashed);
  if (ONLY_DASHES.test(line)) return UNCLEAR;
  if (text.length > LONGEST_LINE) return null;
  const [listed, space, said = ''] = LISTED.exec(line) ?? [];
  if (listed !== undefined) return listedCredit(withoutEmphasis(said), parted || space === '');
  const bracketed = BRACKETED.exec(line)?.[1]?.trim();
  if (LABELLED.test(line)) return UNCLEAR;
  if (bracketed !== undefined) return bracketedCredit(bracketed);
  const name = nameIn(WITH_WORD.exec(line)?.[1] ?? line);
  return parted && name !== null && isBareName(name) ? UNCLEAR : null;
}

/** The name after the closing mark, on the same line; null if these words are no name. */
export function inlineCredit(rest: string): string | null {
  const [, dashed, hyphened] = /^(?:(?:[—–―⸺⸻]+|--+)\s*|(-+)\s+)(\S.*)$/s.exec(rest) ?? [];
  const name = hyphened === undefined ? null : nameIn(hyphened);
  return name !== null && (dashed === undefined || /^[\p{Lu}\d@]/u.test(name)) ? name : null;
}

/** True for a line that may continue a name: the newspaper, the year. */
export function continuesCredit(text: string): boolean {
  const line = withoutEmphasis(text.slice(0, LONGEST_LINE));
  return text.length <= LONGEST_LINE && /^[\p{Lu}\d"“(]/u.test(line) && nameIn(line) !== null;
}

function nameAfterDash(written: string): Credit {
  const name = nameIn(written);
  return name === null ? UNCLEAR : { kind: 'name', name };
}

/** Right below the quote `- Name` is a name; elsewhere it may begin a list. */
function listedCredit(written: string, mayBeList: boolean): Credit | null {
  const name = /^[\p{Lu}\d@"“]/u.test(written) ? nameIn(written) : null;
  if (name === null) return null;
  return mayBeList ? UNCLEAR : { kind: 'name', name };
}

/** `(Ada Lum)` may be a name; `(laughs)` is a direction. */
function bracketedCredit(inner: string): Credit | null {
  const dashed = DASHED.exec(inner)?.[1];
  if (dashed !== undefined) return nameAfterDash(dashed);
  const said = WITH_WORD.exec(inner)?.[1] ?? inner;
  return /^[\p{Lu}@"“*_]/u.test(said) && !DIRECTION.test(said) ? UNCLEAR : null;
}

// ---- names ----

const LONGEST = 100;
const MOST_WORDS = 12;
const TITLED = /^(.{2,80}?)[,\s]+["“]([^"“”]{1,80})["”]$/;

// Not within a word, where the marks keep two words apart.
const EMPHASIS = /(?<![\p{L}\p{N}])(\*{1,3}|_{1,3})(?=\S)([^*_]*\S)\1(?![\p{L}\p{N}])/gu;

/** The name without emphasis and without quotation marks around it; null if it is none. */
function nameIn(written: string): string | null {
  if (written.length > LONGEST_LINE) return null;
  const text = withoutEmphasis(written).replace(EMPHASIS, '$2');
  const quoted = /^["“]([^"“”]+)["”]$/.exec(text)?.[1]?.trim();
  const stopped = /^(.*\p{Ll})\.$/su.exec(quoted ?? text)?.[1];
  if (stopped !== undefined && isBareName(stopped)) return stopped;
  // A sentence in quotation marks is speech.
  if (quoted !== undefined) return isBareName(quoted) ? quoted : null;
  return isName(text) ? text : null;
}

/** `**—Ada Lum**`, `<em>—Ada Lum</em>` */
function withoutEmphasis(written: string): string {
  let text = written.trim();
  for (let bare = ''; bare !== text; ) {
    bare = text;
    text = text
      .replace(/^(\*{1,3}|_{1,3})(?=\S)([^*_]*\S)\1$/, '$2')
      .replace(/^<(em|i|b|strong|u|small|cite)>(.*)<\/\1>$/is, '$2')
      .trim();
  }
  return text;
}

/** True if it is short and no sentence: a final full stop is allowed only after a title or an initial, final quotation
 *  marks only around the title of a work. */
function isName(text: string): boolean {
  const [, name = text, work = ''] = TITLED.exec(text) ?? [];
  if (text.length > LONGEST || text.split(/\s+/).length > MOST_WORDS) return false;
  if (/[!?…,;:"”]$/.test(name) || /[!?…]$/.test(work)) return false;
  return !name.endsWith('.') || /(?:\b\p{Lu}|\b(?:Jr|Sr|Inc|Esq|Co|Ltd|Corp|Dr))\.$/u.test(name);
}

/** True for a bare `Person Name`, which below a closed quotation is its attribution. Each word must fit a name. */
export function isBareName(text: string): boolean {
  const words = text.trim().split(/\s+/);
  const known = words.every((word) =>
    /^(?:\p{Lu}[\p{L}\p{M}'’.-]*,?|of|the|de|van|von|der|la|and|&)$/u.test(word),
  );
  return (
    known && words.length >= 2 && words.length <= 6 && /^\p{Lu}/u.test(text.trim()) && isName(text.trim())
  );
}
