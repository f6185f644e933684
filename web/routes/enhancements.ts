// Routes for enhancements that do more than ask: the list page by page, a diff as text, and decisions about a single
// one, whose refusal becomes the response.
import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { ADDRESSES, API } from '../../src/desk/addresses.ts';
import type { Desk, Outcome, Selection } from '../../src/desk.ts';
import { Fault, refusalFor } from '../../src/errors.ts';
import { nextLink, pageOf } from '../paging.ts';
import { VERDICTS } from '../questions/enhancements.ts';
import { idIn, idParams, revisionIn, selectionQuery, whoIn, wordsIn } from '../schemas.ts';
import { diffShape, outcomeShape, rowsShape } from '../shapes/rows.ts';

const TAGS = ['enhancements'];

const listQuery = selectionQuery.extend({
  /** Id of the last row of the previous page. */
  after: idIn.exactOptional(),
  limit: z.coerce.number().int().min(1).max(1000).exactOptional(),
});

/** `remark` is for `redo`, `why` for `reject`; `revision`: the version the reviewer saw. */
const decisionBody = z
  .strictObject({
    who: whoIn,
    why: wordsIn,
    remark: wordsIn,
    revision: revisionIn.nullish(),
    withLater: z.boolean().exactOptional(),
  })
  .nullish();

export function enhancementRoutes(app: FastifyInstance, desk: Desk): void {
  const api = app.withTypeProvider<ZodTypeProvider>();
  api.get(
    `${API}${ADDRESSES.list.get}`,
    {
      schema: {
        tags: TAGS,
        summary: 'All enhancements, or those of a selection; page by page where there is a limit',
        querystring: listQuery,
        response: { 200: rowsShape },
      },
    },
    // Programs want all by default; `all=false` leaves out those that have ended.
    async (request, reply) => {
      const { after, limit, ...query } = request.query;
      const all = await desk.list({ all: query.state === undefined, ...selectionOf(query) });
      const { rows, next } = pageOf(all, { after, limit });
      reply.header('total-count', all.length);
      if (next !== null) nextLink(request, reply, { after: next });
      return rows;
    },
  );
  diffRoute(app, desk);
  for (const name of ['accept', 'reject', 'revert'] as const) verdictRoute(app, desk, name);
  api.post(
    `${API}${ADDRESSES.redo.post}`,
    {
      schema: {
        tags: TAGS,
        summary: 'Ask the step again, with a remark',
        params: idParams,
        body: decisionBody,
        response: { 200: outcomeShape },
      },
    },
    async ({ params, body }) => granted(await desk.redo(params.id, body?.remark ?? null, body?.who ?? null)),
  );
}

function diffRoute(app: FastifyInstance, desk: Desk): void {
  app.withTypeProvider<ZodTypeProvider>().get(
    `${API}${ADDRESSES.diff.get}`,
    {
      schema: {
        tags: TAGS,
        summary: 'Its unified diff, as plain text for who asks for text',
        params: idParams,
        response: {
          200: {
            description: 'The diff',
            content: {
              'application/json': { schema: diffShape },
              'text/plain': { schema: z.string() },
            },
          },
        },
      },
    },
    async ({ params, headers }, reply) => {
      const diff = await desk.diff(params.id);
      if (headers.accept?.startsWith('text/')) return reply.type('text/plain; charset=utf-8').send(diff);
      return reply.type('application/json; charset=utf-8').send({ id: params.id, diff });
    },
  );
}

function verdictRoute(app: FastifyInstance, desk: Desk, name: keyof typeof VERDICTS): void {
  app.withTypeProvider<ZodTypeProvider>().post(
    `${API}${ADDRESSES.show.get}/${name}`,
    {
      schema: {
        tags: TAGS,
        summary: VERDICTS[name],
        params: idParams,
        body: decisionBody,
        response: { 200: outcomeShape },
      },
    },
    async ({ params: { id }, body }) => {
      const { revision, why = null, who = null, withLater } = body ?? {};
      const selection: Selection = {
        ids: [id],
        ...(revision ? { revisions: { [id]: revision } } : {}),
        ...(withLater === undefined ? {} : { withLater }),
      };
      const [outcome] =
        name === 'reject' ? await desk.reject(selection, why, who) : await desk[name](selection, who);
      if (outcome === undefined) throw new Fault('usage', 'NO_ENHANCEMENT', `There is no enhancement ${id}.`);
      return granted(outcome);
    },
  );
}

/** For a single enhancement a refusal becomes the response; in a selection each has its own outcome. */
function granted(outcome: Outcome): Outcome {
  if (outcome.result !== 'refused') return outcome;
  const [why] = outcome.reasons;
  if (why !== undefined) throw refusalFor(why);
  throw new Fault('refused', 'REFUSED', 'This can not be done as things stand.', { tech: outcome.id });
}

function selectionOf({ ids, ...rest }: z.output<typeof selectionQuery>): Selection {
  const named = ids?.split(',').filter((id) => id !== '') ?? [];
  return { ...rest, ...(named.length > 0 ? { ids: named } : {}) };
}
