// Search and people's own SQL queries. Only the form is checked here; the desk decides what is allowed.
import { z } from 'zod';
import type { SearchDesk } from '../../src/desk.ts';
import { episodeIn, whoIn } from '../schemas.ts';
import { FOUND_KINDS, queryShape, savedQueriesShape, searchShape } from '../shapes/search.ts';
import type { Questions } from './question.ts';

/** Generous, for pasted text; the search itself shortens what is too long. */
const textIn = z.string().max(16_384);
const sqlIn = z.string().max(20_000);
const nameIn = z.string().max(400);

export const searchQuestions: Questions<keyof SearchDesk> = {
  search: {
    tag: 'search',
    summary: 'Segments, cues, quotes and assets of all episodes; all given parts must hold',
    input: {
      words: textIn.optional(),
      kind: z.enum(FOUND_KINDS).optional(),
      cueType: textIn.optional(),
      asset: textIn.optional(),
      quote: textIn.optional(),
      person: textIn.optional(),
      episode: episodeIn.optional(),
      limit: z.coerce.number().int().min(1).max(500).optional(),
    },
    output: searchShape,
  },
  query: {
    tag: 'search',
    summary: 'One question in SQL; reads only, at most 10 seconds and 10,000 rows',
    input: { sql: sqlIn, limit: z.number().int().min(1).max(10_000).nullish() },
    output: queryShape,
  },
  savedQueries: { tag: 'search', summary: 'The saved questions', input: {}, output: savedQueriesShape },
  saveQuery: {
    tag: 'search',
    summary: 'Save a question',
    input: { name: nameIn, sql: sqlIn, who: whoIn },
  },
  forgetQuery: {
    tag: 'search',
    summary: 'Forget a saved question',
    input: { name: nameIn, who: z.string().max(100).optional() },
  },
};
