// Tells HTML tags from a person's own words in angle brackets: `<small pause>`, `a<b and c>d`.

/** Anything that may be a tag. Captures the slash and the name. */
export const HTML_TAG = /<(\/?)([a-z][a-z0-9]*)[^<>]*>/gi;

const ATTRIBUTE = /[\w:.@-]{1,60}\s{0,9}=\s{0,9}(?:"[^"]*"|'[^']*'|[^\s"'<>]*)/g;
/** Attributes that HTML allows without a value. */
const BARE = new Set(
  'allowfullscreen async autoplay checked compact controls default defer disabled hidden inert loop multiple muted noshade novalidate nowrap open readonly required reversed selected'.split(
    ' ',
  ),
);

/** False if the brackets hold words that are no attributes. `source`: one match of `HTML_TAG`. */
export function isMarkupTag(source: string): boolean {
  const inside = source.replace(/^<\/?[a-z][a-z0-9-]*/i, '').slice(0, -1);
  const words = inside.replace(ATTRIBUTE, ' ').match(/[\p{L}\p{N}]+/gu) ?? [];
  return words.every((word) => BARE.has(word.toLowerCase()));
}

/** True if a bracket touches a letter: a comparison of the kind `a<b and c>d`, not a direction. */
export function isGlued(before: string, after: string): boolean {
  return /[\p{L}\p{N}]$/u.test(before) || /^[\p{L}\p{N}]/u.test(after);
}
