// The status, episodes, and the language model's budget. Decisions are answered when they are durable.
import { z } from 'zod';
import { episodeIn, whoIn } from '../schemas.ts';
import { episodeDetailShape, episodeRowShape, newEpisodeShape } from '../shapes/episodes.ts';
import { budgetShape, statusShape } from '../shapes/standing.ts';
import type { Questions } from './question.ts';

type Named = 'status' | 'episodes' | 'episode' | 'create' | 'budget' | 'addBudget';

export const showQuestions: Questions<Named> = {
  status: { tag: 'show', summary: 'Where things stand', input: {}, output: statusShape },
  episodes: {
    tag: 'episodes',
    summary: 'All episodes',
    input: {},
    output: z.array(episodeRowShape).readonly(),
  },
  episode: {
    tag: 'episodes',
    summary: 'One episode with its rundown',
    input: { n: episodeIn },
    output: episodeDetailShape,
  },
  create: {
    tag: 'episodes',
    summary: 'Make the next episode’s folder',
    input: { who: whoIn },
    output: newEpisodeShape,
  },
  budget: {
    tag: 'budget',
    summary: 'What the language model has cost, and may cost',
    input: { episode: episodeIn.optional() },
    output: budgetShape,
  },
  addBudget: {
    tag: 'budget',
    summary: 'More money: for an episode for good, without one for today',
    input: { episode: episodeIn.optional(), addUsd: z.number().positive().max(10_000), who: whoIn },
  },
};
