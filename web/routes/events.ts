// WebSocket of events for pages and programs; door.ts has already checked the caller. Only sends; ignores what it
// receives.
import websocket from '@fastify/websocket';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { Fault } from '../../src/errors.ts';
import type { Door } from '../door.ts';
import type { Heard } from '../events.ts';
import type { EventConnections } from '../lines.ts';

/** Proxies and phones drop a connection that is silent for half a minute. */
const BEAT_MS = 25_000;
const LONGEST_MESSAGE_BYTES = 1024;
/** A page that takes longer to start reloads everything anyway. */
const LONGEST_AGO_MS = 60_000;

const eventsQuery = z.strictObject({
  after: z.coerce.number().int().min(0).optional(),
  epoch: z.string().max(64).optional(),
  lastMs: z.coerce.number().int().min(0).max(LONGEST_AGO_MS).optional(),
});

/** Call before any route is added, so that every route can handle an upgrade request. */
export async function openSockets(app: FastifyInstance, lines: EventConnections): Promise<void> {
  await app.register(websocket, {
    options: { maxPayload: LONGEST_MESSAGE_BYTES },
    // A page closed in the middle of a message is not an error.
    errorHandler: (_error, socket) => socket.terminate(),
    preClose(done) {
      lines.close();
      this.websocketServer.close();
      done();
    },
  });
  const beat = setInterval(() => {
    lines.beat();
    void lines.look();
  }, BEAT_MS);
  beat.unref();
  app.addHook('onClose', async () => clearInterval(beat));
}

export function eventRoutes(app: FastifyInstance, door: Door, lines: EventConnections): void {
  app.route<{ Querystring: z.output<typeof eventsQuery> }>({
    method: 'GET',
    url: '/api/v1/events',
    exposeHeadRoute: false,
    schema: {
      tags: ['events'],
      summary: 'A WebSocket that tells what happens, from where the page left off',
      description:
        'Messages are `{kind: "hello" | "reset", seq, epoch}` and `{seq, epoch, atMs, kind, episode, detail}`. With `after` and `epoch` (or `lastMs`: so long ago at most) what was missed is told first; where it is not known any more, `reset`.',
      querystring: eventsQuery,
      response: { 101: z.unknown().describe('The line is open') },
    },
    preHandler: async () => {
      if (!lines.isFull()) return;
      const sentence = 'Too many pages follow this show already; close some, or try again.';
      throw new Fault('transient', 'TOO_MANY_LINES', sentence, { retryAfterMs: BEAT_MS });
    },
    handler: () => {
      throw new Fault('usage', 'UPGRADE_NEEDED', 'This address speaks WebSocket only.');
    },
    wsHandler: (socket, request) => lines.add(socket, heardOf(request.query), () => door.admits(request)),
  });
}

function heardOf({ after, epoch, lastMs }: z.output<typeof eventsQuery>): Heard | null {
  if (after !== undefined && epoch !== undefined) return { seq: after, epoch };
  return lastMs === undefined ? null : { lastMs };
}
