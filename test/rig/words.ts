// Words that no one else types, so that each typed line can be looked for by its word: `zqj00042` is Josh's 42nd. And the
// edits that people make with them.

const WORD = /\bzq[a-z]\d{5}\b/g;

export function wordsIn(text: string): ReadonlySet<string> {
  return new Set(text.match(WORD));
}

/** Gives a person's next word. The names of two persons must not begin with the same letter. */
export function wordsOf(person: string): () => string {
  let count = 0;
  return () => `zq${person.charAt(0).toLowerCase()}${String(++count).padStart(5, '0')}`;
}

/** Whole number below `count`. */
export type Chance = (count: number) => number;

type Typing = (text: string, word: string, chance: Chance) => string;

const typings: Readonly<Record<string, Typing>> = {
  'a new line': (text, word, chance) => {
    const paragraphs = text.split('\n\n');
    // Behind the head and the heading.
    const at = 2 + chance(Math.max(paragraphs.length - 2, 1));
    return [...paragraphs.slice(0, at), `He says ${word}, and looks at it.`, ...paragraphs.slice(at)].join(
      '\n\n',
    );
  },
  'on in a line': (text, word, chance) => {
    const lines = text.split('\n');
    const typed = lines.flatMap((line, i) => (/^He says zq/.test(line) ? [i] : []));
    const at = typed[chance(Math.max(typed.length, 1))];
    if (at === undefined) return withLine(text, word);
    return lines.with(at, `${lines[at]} And ${word}.`).join('\n');
  },
  'a head value': (text, word) =>
    text.replace(/^description: .*$/m, `description: A town has ${word} in it.`),
  'a cue field': (text, word, chance) => {
    const slugs = text.match(/^\[Slug: .*\]\n(?:\[Outcue: .*\]\n)?/gm) ?? [];
    const slug = slugs[chance(Math.max(slugs.length, 1))];
    if (slug === undefined) return withLine(text, word);
    return text.replace(slug, `${slug.split('\n')[0]}\n[Outcue: ${word}]\n`);
  },
  'a new cue': (text, word) => {
    const id = word.slice(2).toUpperCase().padStart(14, 'X');
    const cue = `<!-- Begin Cue -->\n[Type:SOT]\n[AssetID: SOT${id}]\n[Slug: clip-${word.slice(2)}]\n[Outcue: ${word}]\n[MediaURL: clip-${word.slice(2)}.mp4]\n[Duration: 00:00:10:00]\n<!-- End Cue -->`;
    return text.replace('\nThat is all.', `\n${cue}\n\nThat is all.`);
  },
};

function withLine(text: string, word: string): string {
  return `${text}\nHe says ${word}, and looks at it.\n`;
}

const LIKELY = ['a new line', 'a new line', 'a new line', 'on in a line', 'on in a line', 'on in a line'];
const OFTEN = [...LIKELY, 'a head value', 'a cue field', 'a cue field', 'a new cue'];

/** The text with this word in it, somewhere; an edit that found no place for it becomes a line at the end. */
export function typed(text: string, word: string, chance: Chance): string {
  const edit = typings[OFTEN[chance(OFTEN.length)] ?? ''];
  const after = edit?.(text, word, chance) ?? text;
  return wordsIn(after).has(word) ? after : withLine(text, word);
}
