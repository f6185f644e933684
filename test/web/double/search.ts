// Search over all episodes, and people’s own questions in SQL. In memory, for the tests of the command line and the API.
import type { QueryAnswer, SavedQuery, SearchAnswer, SearchDesk } from '../../../src/desk.ts';
import { Fault } from '../../../src/errors.ts';

const SEGMENT = 'episodes/0101/rundown/10 The Glove on the Railing BLOCK A.md';

export const SEARCH_ANSWER: SearchAnswer = {
  hits: [
    {
      kind: 'segment',
      episode: '0101',
      path: SEGMENT,
      line: 24,
      title: 'The Glove on the Railing',
      slug: 'glove-on-railing',
      cueType: null,
      media: null,
      durationMs: 300_000,
      excerpt: [
        { text: 'That was Mrs. Ottoline ', hit: false },
        { text: 'Grubb', hit: true },
        { text: ', of Ferry Lane, who has not lost a glove since she was seven…', hit: false },
      ],
    },
    {
      kind: 'cue',
      episode: '0101',
      path: SEGMENT,
      line: 29,
      title: 'The Glove on the Railing',
      slug: 'grubb-never-lost-one',
      cueType: 'SOT',
      media: 'grubb-never-lost-one.mp4',
      durationMs: 75_000,
      excerpt: [
        { text: 'grubb', hit: true },
        { text: '-never-lost-one', hit: false },
      ],
    },
    {
      kind: 'quote',
      episode: '0102',
      path: 'episodes/0102/rundown/2A  The Queue at the Post Office.md',
      line: 31,
      title: 'The Queue at the Post Office',
      slug: 'nowhere-else-to-stand',
      cueType: 'FSQ',
      media: null,
      durationMs: null,
      excerpt: [
        { text: '“I knew it was shut.” — Ottoline ', hit: false },
        { text: 'Grubb', hit: true },
      ],
    },
    {
      kind: 'asset',
      episode: '0101',
      path: 'episodes/0101/assets/video/grubb-never-lost-one.mp4',
      line: null,
      title: null,
      slug: null,
      cueType: null,
      media: 'episodes/0101/assets/video/grubb-never-lost-one.mp4',
      durationMs: null,
      excerpt: [
        { text: 'episodes/0101/assets/video/', hit: false },
        { text: 'grubb', hit: true },
        { text: '-never-lost-one.mp4', hit: false },
      ],
    },
  ],
  copies: [],
  cut: true,
  tookMs: 3.2,
  indexed: { done: 2, total: 2 },
};

export const QUERY_ANSWER: QueryAnswer = {
  columns: ['episode', 'title', 'seconds'],
  rows: [
    ['0101', 'The Glove on the Railing', 75],
    ['0102', null, 8.5],
  ],
  cut: false,
  tookMs: 12,
};

const BUILT_IN: SavedQuery = {
  name: 'SOTs without duration',
  sql: "select path, line from cue_blocks where type = 'SOT' and duration_ms is null",
  by: null,
};

export function searchDouble(note: (...call: unknown[]) => void = () => {}): SearchDesk {
  const saved = new Map<string, SavedQuery>([
    ['Gloves', { name: 'Gloves', sql: 'select 1 as gloves', by: 'Minna Thistlewood' }],
  ]);
  return {
    async search(filter) {
      note('search', filter);
      if (Object.keys(filter).length === 0)
        throw new Fault('usage', 'NOTHING_ASKED', 'Say what to look for.');
      return filter.words === 'nothing' ? { ...SEARCH_ANSWER, hits: [], cut: false } : SEARCH_ANSWER;
    },
    async query(sql, limit) {
      note('query', sql, limit);
      if (!sql.startsWith('select'))
        throw new Fault('usage', 'STORE_READ_ONLY', 'Only questions are answered here.');
      return QUERY_ANSWER;
    },
    savedQueries: async () => [BUILT_IN, ...saved.values()],
    async saveQuery(name, sql, who) {
      note('saveQuery', name, sql, who);
      if (name === BUILT_IN.name) throw new Fault('refused', 'QUERY_TAKEN', 'It comes with the program.');
      saved.set(name, { name, sql, by: who });
    },
    async forgetQuery(name, who) {
      note('forgetQuery', name, who);
      if (!saved.delete(name)) throw new Fault('usage', 'NO_QUERY', `No query is saved as “${name}”.`);
    },
  };
}
