// Routes for the language model's budget: what it has cost and may cost, and decisions to add money, answered when
// durable.
import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import type { Desk } from '../../src/desk.ts';
import { budgetBody, budgetQuery, padded } from '../schemas.ts';
import { doneShape } from '../shapes/rows.ts';
import { budgetShape } from '../shapes/standing.ts';

const ADDRESS = '/api/v1/budget';
const TAGS = ['budget'];

export function budgetRoutes(app: FastifyInstance, desk: Desk): void {
  const api = app.withTypeProvider<ZodTypeProvider>();
  api.get(
    ADDRESS,
    {
      schema: {
        tags: TAGS,
        summary: 'What the language model has cost, and may cost',
        querystring: budgetQuery,
        response: { 200: budgetShape },
      },
    },
    ({ query }) => desk.budget(named(query.episode)),
  );
  api.post(
    ADDRESS,
    {
      schema: {
        tags: TAGS,
        summary: 'More money: for an episode for good, without one for today',
        body: budgetBody,
        response: { 200: doneShape },
      },
    },
    async ({ body }) => {
      await desk.addBudget(named(body.episode), body.addUsd, body.who ?? null);
      return { ok: true } as const;
    },
  );
}

function named(episode: string | undefined): string | null {
  return episode === undefined ? null : padded(episode);
}
