// Decisions about landing and working: holds, pauses, and whether anything lands by itself. Answered when durable.
import type { FastifyInstance } from 'fastify';
import type { Desk } from '../../src/desk.ts';
import { autoBody, holdsBody, pauseBody } from '../schemas.ts';

interface HoldBody {
  readonly episode: string;
  readonly action: 'hold' | 'release';
  readonly forMs?: number | null;
  readonly why?: string | null;
  readonly who?: string | null;
}

interface PauseBody {
  readonly step?: string | null;
  readonly why?: string | null;
  readonly who?: string | null;
}

const DONE = { ok: true } as const;

export function switchRoutes(app: FastifyInstance, desk: Desk): void {
  app.post<{ Body: HoldBody }>('/api/v1/holds', { schema: { body: holdsBody } }, async ({ body }) => {
    const { action, forMs = null, why = null, who = null } = body;
    const episode = body.episode.padStart(4, '0');
    if (action === 'hold') await desk.hold(episode, forMs, why, who);
    else await desk.release(episode, who);
    return DONE;
  });
  app.post<{ Body: PauseBody | null }>('/api/v1/pause', { schema: { body: pauseBody } }, async ({ body }) => {
    await desk.pause(body?.step ?? null, body?.why ?? null, body?.who ?? null);
    return DONE;
  });
  app.post<{ Body: PauseBody | null }>(
    '/api/v1/resume',
    { schema: { body: pauseBody } },
    async ({ body }) => {
      await desk.resume(body?.step ?? null, body?.who ?? null);
      return DONE;
    },
  );
  app.post<{ Body: { on: boolean; who?: string | null } }>(
    '/api/v1/auto',
    { schema: { body: autoBody } },
    async ({ body }) => {
      await desk.auto(body.on, body.who ?? null);
      return DONE;
    },
  );
}
