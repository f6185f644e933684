// Descriptions by rules alone: a real summary of a segment or an episode, or null. Never repeats the first sentence,
// and gives no counts that change from day to day, because the text stays for a long time.
import { formFlaw } from './description-choice.ts';
import { isStopWord, sentencesOf, stem, wordsOf } from './english.ts';

export interface SegmentFacts {
  readonly title: string | null;
  readonly type: string;
  readonly text: string;
}

/** Two sentences: the kind of segment, and the most representative sentence of its script. null if no sentence says
 *  what the segment is about and stands by itself; most scripts have none, and a language model has to be asked. */
export function condenseSegment({ title, type, text }: SegmentFacts): string | null {
  const telling = tellingSentence(text, title ?? '');
  if (title === null || wordsOf(title).length < 2 || telling === null) return null;
  return presentable(`${kindOf(type)} on “${title}”. ${telling}`);
}

export interface EpisodeFacts {
  readonly title: string | null;
  readonly subjects: readonly string[];
}

/** Lists the subjects in rundown order; null for fewer than two. */
export function condenseEpisode({ title, subjects }: EpisodeFacts): string | null {
  if (subjects.length < 2) return null;
  const shown = subjects.slice(0, 5).map((subject) => `“${subject}”`);
  const named = subjects.length > 5 ? [...shown, 'more'] : shown;
  const opening = title === null ? 'The episode covers' : `“${title}” covers`;
  return presentable(`${opening} ${joined(named)}. It has ${subjects.length} segments.`);
}

const BY_RULES =
  /^(?:An? [a-z ]{3,20}|The closing segment) on “.*”\. |^(?:The episode|“.*”) covers “.*\. It has \d+ segments\.$/s;

/** True if these rules wrote it. A model's text is not replaced by one of these. */
export function isCondensed(description: string): boolean {
  return BY_RULES.test(description);
}

function presentable(text: string): string | null {
  return formFlaw(text) === null ? text : null;
}

const KINDS: ReadonlyMap<string, string> = new Map([
  ['interview', 'An interview'],
  ['coldopen', 'A cold open'],
  ['cold-open', 'A cold open'],
  ['close', 'The closing segment'],
  ['promo', 'A promo'],
]);

function kindOf(type: string): string {
  return KINDS.get(type) ?? 'A segment';
}

function joined(parts: readonly string[]): string {
  return parts.length < 2 ? parts.join('') : `${parts.slice(0, -1).join(', ')} and ${parts.at(-1)}`;
}

const FEWEST_SENTENCES = 4;
const SHORTEST = 40;
const LONGEST = 240;

/** Words that point at something outside the sentence, at the speaker or at the day of the show. */
const LEANING: ReadonlySet<string> = new Set(
  `he him his she her hers they them their theirs it its this these those here there then such both neither also too
  instead however meanwhile therefore anyway same another other others i me my mine we us our ours you your yours let
  lets please today tonight tomorrow yesterday now ago next last later earlier again`.split(/\s+/),
);
const SPOKEN = /['’](?:re|ve|ll|d|m|t)\b|\b(?:that|what|who)(?:['’]s| is| was)\b/i;
/** The beginning of a sentence that says who did something. An order, an aside or the next step of an argument begins
 *  otherwise. */
const BEGINNING =
  /^(?:(?:The|An?|Every|Each|One|Two|Three|Four|Five|Six|Seven|Eight|Nine|Ten|\d+)\s+(?!(?:first|second|third|former|latter|only|rest|answer|point|question|reason|result|problem|idea|thing|trouble|truth)\b)|\p{Lu}[\p{L}'’]*\.?\s+\p{Lu}\p{L})/u;

/** The sentence, other than the first, with the most of the script's recurring words. */
function tellingSentence(text: string, title: string): string | null {
  const sentences = sentencesOf(text);
  if (sentences.length < FEWEST_SENTENCES) return null;
  const weights = weightsOf(text, title);
  const subject = new Set(
    wordsOf(title)
      .filter((word) => !isStopWord(word))
      .map(stem),
  );
  const scored = sentences
    .slice(1)
    .filter((sentence) => stands(sentence) && sentence !== sentences[0])
    .filter((sentence) => isAbout(sentence, subject))
    .map((sentence) => ({ sentence, ...weighed(sentence, weights) }))
    .filter(({ themes }) => themes >= 2)
    .toSorted((a, b) => b.score - a.score);
  return scored[0]?.sentence ?? null;
}

/** Two of the title's words, or the only one: a sentence with fewer is about something else. */
function isAbout(sentence: string, subject: ReadonlySet<string>): boolean {
  const said = new Set(
    wordsOf(sentence)
      .map(stem)
      .filter((each) => subject.has(each)),
  );
  return said.size > 0 && said.size >= Math.min(2, subject.size);
}

/** True for a plain statement that is understood without the sentences around it. */
function stands(sentence: string): boolean {
  const isStatement = BEGINNING.test(sentence) && /[\p{L}\p{N}]\.$/u.test(sentence);
  const isRightLength = sentence.length >= SHORTEST && sentence.length <= LONGEST;
  const isPlain = !/["“”‘:;()[\]–—…]/.test(sentence) && !SPOKEN.test(sentence);
  return isStatement && isRightLength && isPlain && !wordsOf(sentence).some((word) => LEANING.has(word));
}

/** Stems that occur at least twice or are in the title, with their counts. */
function weightsOf(text: string, title: string): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const word of [...wordsOf(text), ...wordsOf(title), ...wordsOf(title)]) {
    if (!isStopWord(word)) counts.set(stem(word), (counts.get(stem(word)) ?? 0) + 1);
  }
  return new Map([...counts].filter(([, count]) => count >= 2));
}

function weighed(sentence: string, weights: ReadonlyMap<string, number>): { score: number; themes: number } {
  const words = wordsOf(sentence);
  const themes = new Set(words.map(stem).filter((each) => weights.has(each)));
  const sum = [...themes].reduce((total, each) => total + Math.log1p(weights.get(each) ?? 0), 0);
  return { score: sum / Math.sqrt(words.length), themes: themes.size };
}
