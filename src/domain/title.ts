// What a title on air may say: a text with words in braces, `{title}` or `{item.3.title}`, that stand for the episode's
// own. Knows the words; what they say is for whoever fills the title.

const BRACES = /\{([^{}]*)\}/g;

const WORDS = ['show', 'episode', 'title', 'subtitle', 'airdate', 'host', 'guest'];
const NUMBERED: Readonly<Record<string, readonly string[]>> = {
  item: ['title', 'slug', 'block', 'start', 'duration'],
  media: ['number', 'type', 'slug', 'item', 'duration', 'status', 'file'],
  quote: ['text', 'by'],
};

export type TitleWord =
  | { readonly kind: 'episode'; readonly name: string }
  /** `place`: 1 is the first on air. */
  | { readonly kind: 'item' | 'media' | 'quote'; readonly place: number; readonly name: string };

/** Null for what is no such word. */
export function titleWord(text: string): TitleWord | null {
  const [first = '', place = '', name = '', ...more] = text.split('.');
  if (WORDS.includes(text)) return { kind: 'episode', name: text };
  if (first !== 'item' && first !== 'media' && first !== 'quote') return null;
  if (!/^[1-9]\d{0,3}$/.test(place) || more.length > 0 || !NUMBERED[first]?.includes(name)) return null;
  return { kind: first, place: Number(place), name };
}

/** The first text in braces that is no word; null where all are. */
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
