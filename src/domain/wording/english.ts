// Words, stems and sentences of English scripts: enough to tell what a text is about and whether another is about the
// same. For judging only; nothing produced here is written to a file.

/** Words in order: lowercase letters and digits, without accents and apostrophes (`don’t` → `dont`); hyphens separate
 *  words. */
export function wordsOf(text: string): readonly string[] {
  return (
    folded(text)
      .toLowerCase()
      .match(/[\p{L}\p{N}]+/gu) ?? []
  );
}

function folded(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .replace(/['’ʼ]/g, '')
    .replace(/\b(\p{L})\.(?=\p{L}\b)/gu, '$1');
}

const ENDINGS: readonly (readonly [RegExp, string])[] = [
  [/(ss|us|is)$/, '$1'],
  [/ies$/, 'y'],
  [/(?:ations?|ational)$/, 'at'],
  [/(?:ings?|edly|ed|ers?|ors?|ly|es|s|ments?|e)$/, ''],
];

/** A word without its usual English endings: the same for `mocking`, `mocked` and `mocks`. */
export function stem(word: string): string {
  const found = ENDINGS.find(([ending]) => ending.test(word));
  const cut = found === undefined ? word : word.replace(found[0], found[1]);
  const bare = cut.length < 3 ? word : cut;
  return bare.replace(/([^aeiou])\1$/, '$1').replace(/(?<=...)i$/, 'y');
}

export function stemsOf(text: string): ReadonlySet<string> {
  return new Set(wordsOf(text).map(stem));
}

const STOP_WORDS: ReadonlySet<string> = new Set(
  `a about above after again all also always am an and another any anything are arent around as at away back be because
  been before being below between both but by came can cannot cant come could couldnt did didnt do does doesnt doing done
  dont down during each either else even ever every everybody everyone everything few first for from get gets getting go
  goes going gone got had has have havent having he hed her here heres hers herself hes hey him himself his how i id if ill
  im in into is isnt it itd itll its itself ive just kind know last less let lets like little look lot made make makes many
  may maybe me mean might mine more most much must my myself never new next no nobody none nor not nothing now of off oh ok
  okay on once one ones only or other others our ours ourselves out over own people perhaps put quite rather really right
  said same say says see seem seems shall she shed should shouldnt so some somebody someone something sort still such sure
  take tell than that thats the their theirs them themselves then there theres these they theyd theyll theyre theyve thing
  things think this those though through thus time to today together told tonight too two under until up upon us use used
  very want wants was wasnt way we wed week well went were werent weve what whats when where which while who whole whom whos
  whose why will with within without wont would wouldnt yeah year years yes yet you youd youll your youre yours yourself youve`.split(
    /\s+/,
  ),
);

/** True for words that carry no meaning of their own. */
export function isStopWord(word: string): boolean {
  return STOP_WORDS.has(word);
}

const STOP = /[.!?…]+["'”’)]*(?=\s|$)/g;
// A full stop that does not end a sentence: after an initial, a title or an abbreviation.
const ABBREVIATION = /(?:^|[\s(.])(?:\p{Lu}|Mr|Mrs|Ms|Dr|St|Prof|Sen|Rep|Gov|Gen|Lt|Sgt|vs|No|e\.g|i\.e)\.$/u;
const LONGEST_ABBREVIATION = 8;

/** Sentences in order; a line end separates them as a full stop does. */
export function sentencesOf(text: string): readonly string[] {
  return text.split(/[\r\n]+/).flatMap((line) => {
    const sentences: string[] = [];
    let from = 0;
    for (const { index, 0: stop } of line.matchAll(STOP)) {
      const end = index + stop.length;
      if (ABBREVIATION.test(line.slice(Math.max(from, end - LONGEST_ABBREVIATION), end))) continue;
      sentences.push(line.slice(from, end).trim());
      from = end;
    }
    return [...sentences, line.slice(from).trim()].filter((sentence) => sentence !== '');
  });
}
