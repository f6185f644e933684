// The language model's money: what it has cost and may cost, and the decision to give more. Answered when durable.
import type { FastifyInstance } from 'fastify';
import type { Desk } from '../../src/desk.ts';
import { budgetBody, budgetQuery } from '../schemas.ts';

interface AddBody {
  /** Without one, today's. */
  readonly episode?: string;
  readonly addUsd: number;
  readonly who?: string | null;
}

const ADDRESS = '/api/v1/budget';

export function budgetRoutes(app: FastifyInstance, desk: Desk): void {
  app.get<{ Querystring: { episode?: string } }>(
    ADDRESS,
    { schema: { querystring: budgetQuery } },
    ({ query }) => desk.budget(named(query.episode)),
  );
  app.post<{ Body: AddBody }>(ADDRESS, { schema: { body: budgetBody } }, async ({ body }) => {
    await desk.addBudget(named(body.episode), body.addUsd, body.who ?? null);
    return { ok: true } as const;
  });
}

function named(episode: string | undefined): string | null {
  return episode?.padStart(4, '0') ?? null;
}
