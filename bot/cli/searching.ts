// search, query: full-text search across all episodes, and SQL queries on the database.
import type { SearchFilter } from '../../src/desk.ts';
import { type OptionRule, usage } from './arguments.ts';
import { answerText, hitsText, savedText } from './output/hits.ts';
import { episodeFrom, one } from './values.ts';
import { atDesk, EPISODE_OPTION, JSON_OPTION, lookOf, print, type Verb, type VerbCall } from './verb.ts';
import { DONE, type ExitCode } from './world.ts';

const LIMIT_OPTION: OptionRule = { name: 'limit', value: 'N', about: 'not more than so many' };

export const searchingVerbs: readonly Verb[] = [
  {
    name: 'search',
    about: 'segments, cues, quotes and media of all episodes; all that is given must hold',
    words: '[words…]',
    fewestWords: 0,
    mostWords: 64,
    options: [
      {
        name: 'cue',
        value: 'TYPE',
        about: 'only cues of this type (SOT, FSQ, …); what their segment says finds them too',
      },
      { name: 'asset', value: 'PART', about: 'what plays or is a file with this in its name, path or id' },
      { name: 'quote', value: 'WORDS', about: 'a quote, by its words or by who said it' },
      {
        name: 'person',
        value: 'NAME',
        about: 'who speaks, is a guest, is quoted, or is named in a script or a cue',
      },
      { ...EPISODE_OPTION, about: 'only in this episode' },
      { ...LIMIT_OPTION, about: 'not more than so many hits (default: 50)' },
      JSON_OPTION,
    ],
    example: 'show-build search holloway --cue SOT',
    run: search,
  },
  {
    name: 'query',
    about: 'a question in SQL, or a saved one by its name; without either, the saved ones',
    words: '[sql|name]',
    fewestWords: 0,
    mostWords: 1,
    options: [{ ...LIMIT_OPTION, about: 'not more than so many rows (default: 10000)' }, JSON_OPTION],
    example: 'show-build query "SOTs without duration"',
    run: query,
  },
];

async function search(asked: VerbCall): Promise<ExitCode> {
  const filter = filterFrom(asked);
  const answer = await atDesk(asked, 'read', (desk) => desk.search(filter));
  print(asked, answer, () => hitsText(answer, lookOf(asked)));
  return DONE;
}

function filterFrom({ given }: VerbCall): SearchFilter {
  const parts = {
    words: given.words.length === 0 ? null : given.words.join(' '),
    cueType: one(given, 'cue'),
    asset: one(given, 'asset'),
    quote: one(given, 'quote'),
    person: one(given, 'person'),
  };
  const texts = Object.entries(parts).filter(([, value]) => value !== null);
  if (texts.length === 0)
    throw usage('Say what to look for: words, --cue, --asset, --quote or --person; "--help" says more.');
  const episode = one(given, 'episode');
  const limit = limitFrom(one(given, 'limit'), MOST_HITS);
  return {
    ...Object.fromEntries(texts),
    ...(episode === null ? {} : { episode: episodeFrom(episode) }),
    ...(limit === null ? {} : { limit }),
  };
}

/** The API's own maximum. */
const MOST_HITS = 500;
const MOST_ROWS = 10_000;

function limitFrom(text: string | null, most: number): number | null {
  if (text === null) return null;
  const limit = /^\d{1,6}$/.test(text) ? Number(text) : 0;
  if (limit >= 1 && limit <= most) return limit;
  throw usage(`"${text}" is no number from 1 to ${most}.`);
}

async function query(asked: VerbCall): Promise<ExitCode> {
  const { given } = asked;
  const limit = limitFrom(one(given, 'limit'), MOST_ROWS);
  const [text] = given.words;
  if (text === undefined) {
    const saved = await atDesk(asked, 'read', (desk) => desk.savedQueries());
    print(asked, saved, () => savedText(saved, lookOf(asked)));
    return DONE;
  }
  const answer = await atDesk(asked, 'read', async (desk) => {
    const saved = (await desk.savedQueries()).find(({ name }) => name === text);
    return desk.query(saved?.sql ?? text, limit);
  });
  print(asked, answer, () => answerText(answer, lookOf(asked)));
  return DONE;
}
