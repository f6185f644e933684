// Route for the history, with a link to the next page.
import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { ADDRESSES, API } from '../../src/desk/addresses.ts';
import type { Desk } from '../../src/desk.ts';
import { nextLink } from '../paging.ts';
import { commitIn, episodeIn, pathIn, stepIn } from '../schemas.ts';
import { HISTORY_KINDS, historyShape } from '../shapes/past.ts';

/** The desk's default limit. */
const PAGE_ROWS = 50;

const timeIn = z.coerce.number().int().min(0);

const querystring = z.strictObject({
  episode: episodeIn.exactOptional(),
  step: stepIn.exactOptional(),
  who: z.string().min(1).max(100).exactOptional(),
  kind: z.enum(HISTORY_KINDS).exactOptional(),
  verdict: z.enum(['policy', 'person', 'reverted']).exactOptional(),
  path: pathIn.exactOptional(),
  sinceMs: timeIn.exactOptional(),
  untilMs: timeIn.exactOptional(),
  before: commitIn.exactOptional(),
  limit: z.coerce.number().int().min(1).max(100_000).exactOptional(),
});

export function historyRoute(app: FastifyInstance, desk: Desk): void {
  app.withTypeProvider<ZodTypeProvider>().get(
    `${API}${ADDRESSES.history.get}`,
    {
      schema: {
        tags: ['history'],
        summary: 'Edits, landings and reverts, newest first; `before` is the last commit of the page before',
        querystring,
        response: { 200: historyShape },
      },
    },
    async (request, reply) => {
      const entries = await desk.history(request.query);
      const last = entries.at(-1);
      if (last !== undefined && entries.length === (request.query.limit ?? PAGE_ROWS))
        nextLink(request, reply, { before: last.commit });
      return entries;
    },
  );
}
