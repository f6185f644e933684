// Routes for holds, pauses and automatic landing. Answered when the decision is durable.
import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import type { Desk } from '../../src/desk.ts';
import { autoBody, holdsBody, padded, pauseBody } from '../schemas.ts';
import { doneShape } from '../shapes/rows.ts';

const DONE = { ok: true } as const;
const TAGS = ['flow'];
const response = { 200: doneShape };

export function switchRoutes(app: FastifyInstance, desk: Desk): void {
  const api = app.withTypeProvider<ZodTypeProvider>();
  api.post(
    '/api/v1/holds',
    { schema: { tags: TAGS, summary: 'Hold or release an episode', body: holdsBody, response } },
    async ({ body }) => {
      const { action, forMs, why, who } = body;
      if (action === 'hold') await desk.hold(padded(body.episode), forMs ?? null, why ?? null, who ?? null);
      else await desk.release(padded(body.episode), who ?? null);
      return DONE;
    },
  );
  api.post(
    '/api/v1/pause',
    { schema: { tags: TAGS, summary: 'Pause one step, or everything', body: pauseBody, response } },
    async ({ body }) => {
      await desk.pause(body?.step ?? null, body?.why ?? null, body?.who ?? null);
      return DONE;
    },
  );
  api.post(
    '/api/v1/resume',
    { schema: { tags: TAGS, summary: 'Resume one step, or everything', body: pauseBody, response } },
    async ({ body }) => {
      await desk.resume(body?.step ?? null, body?.who ?? null);
      return DONE;
    },
  );
  api.post(
    '/api/v1/auto',
    { schema: { tags: TAGS, summary: 'Switch automatic landing on or off', body: autoBody, response } },
    async ({ body }) => {
      await desk.auto(body.on, body.who ?? null);
      return DONE;
    },
  );
}
