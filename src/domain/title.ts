// On-air title templates: text with words in braces, `{title}` or `{item.3.title}`, that stand for the episode's own
// values. Knows only the words; the caller supplies their values.

const BRACES = /\{([^{}]*)\}/g;

const WORDS = ['show', 'episode', 'title', 'subtitle', 'airdate', 'host', 'guest'];
const NUMBERED: Readonly<Record<string, readonly string[]>> = {
  item: ['title', 'slug', 'block', 'start', 'duration'],
  media: ['number', 'type', 'slug', 'item', 'duration', 'status', 'file'],
  quote: ['text', 'by'],
};

export type TitleWord =
  | { readonly kind: 'episode'; readonly name: string }
  /** `place` is 1-based, in on-air order. */
  | { readonly kind: 'item' | 'media' | 'quote'; readonly place: number; readonly name: string };

/** null if it is not a known word. */
export function titleWord(text: string): TitleWord | null {
  const [first = '', place = '', name = '', ...more] = text.split('.');
  if (WORDS.includes(text)) return { kind: 'episode', name: text };
  if (first !== 'item' && first !== 'media' && first !== 'quote') return null;
  if (!/^[1-9]\d{0,3}$/.test(place) || more.length > 0 || !NUMBERED[first]?.includes(name)) return null;
  return { kind: first, place: Number(place), name };
}

/** The first unknown word in braces; null if all are known. */
export function unknownTitleWord(template: string): string | null {
  return (
    [...template.matchAll(BRACES)].map(([, word = '']) => word).find((word) => titleWord(word) === null) ??
    null
  );
}

export function filledTitle(template: string, says: (word: TitleWord) => string): string {
  return template.replace(BRACES, (whole, text: string) => {
    const word = titleWord(text);
    return word === null ? whole : says(word);
  });
}
