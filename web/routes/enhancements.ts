// Routes for enhancements: the list, one of them, its diff, and verdicts on one or many.
import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import type { Desk, Outcome, Selection } from '../../src/desk.ts';
import { Fault } from '../../src/errors.ts';
import { given } from '../given.ts';
import { nextLink, pageOf } from '../paging.ts';
import { decisionBody, decisionsBody, idIn, idParams, paddedEpisode, selectionQuery } from '../schemas.ts';
import { detailShape, diffShape, outcomeShape, outcomesShape, rowsShape } from '../shapes/rows.ts';

const ROOT = '/api/v1/enhancements';
const TAGS = ['enhancements'];

const listQuery = selectionQuery.extend({
  /** Id of the last row of the previous page. */
  after: idIn.optional(),
  limit: z.coerce.number().int().min(1).max(1000).optional(),
});

interface Said {
  readonly who?: string | null | undefined;
  readonly why?: string | null | undefined;
}

interface Verb {
  readonly name: 'accept' | 'reject' | 'revert';
  readonly summary: string;
  decide(desk: Desk, selection: Selection, said: Said): Promise<readonly Outcome[]>;
}

const VERBS: readonly Verb[] = [
  {
    name: 'accept',
    summary: 'Accept, and land where nothing stands in the way',
    decide: (desk, selection, { who }) => desk.accept(selection, who ?? null),
  },
  {
    name: 'reject',
    summary: 'Reject, for good',
    decide: (desk, selection, { who, why }) => desk.reject(selection, why ?? null, who ?? null),
  },
  {
    name: 'revert',
    summary: 'Take back what has landed',
    decide: (desk, selection, { who }) => desk.revert(selection, who ?? null),
  },
];

export function enhancementRoutes(app: FastifyInstance, desk: Desk): void {
  const api = app.withTypeProvider<ZodTypeProvider>();
  api.get(
    ROOT,
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
      const { rows, next } = pageOf(all, given({ after, limit }));
      reply.header('total-count', all.length);
      if (next !== null) nextLink(request, reply, { after: next });
      return rows;
    },
  );
  api.get(
    `${ROOT}/:id`,
    {
      schema: { tags: TAGS, summary: 'All of one', params: idParams, response: { 200: detailShape } },
    },
    ({ params }) => desk.show(params.id),
  );
  api.get(
    `${ROOT}/:id/diff`,
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
  for (const verb of VERBS) decisionRoutes(app, desk, verb);
  api.post(
    `${ROOT}/:id/redo`,
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

function decisionRoutes(app: FastifyInstance, desk: Desk, { name, summary, decide }: Verb): void {
  const api = app.withTypeProvider<ZodTypeProvider>();
  api.post(
    `${ROOT}/:id/${name}`,
    {
      schema: {
        tags: TAGS,
        summary,
        params: idParams,
        body: decisionBody,
        response: { 200: outcomeShape },
      },
    },
    async ({ params, body }) => {
      const seen = body?.revision;
      const revisions = seen ? { revisions: { [params.id]: seen } } : {};
      const [outcome] = await decide(desk, { ids: [params.id], ...revisions }, body ?? {});
      if (outcome === undefined)
        throw new Fault('usage', 'NO_ENHANCEMENT', `There is no enhancement ${params.id}.`);
      return granted(outcome);
    },
  );
  api.post(
    `${ROOT}/${name}`,
    {
      schema: {
        tags: TAGS,
        summary: `${summary}: a whole selection`,
        body: decisionsBody,
        response: { 200: outcomesShape },
      },
    },
    ({ body }) => decide(desk, paddedEpisode(given(body.selection)), body),
  );
}

/** For a single enhancement a refusal becomes the response; in a selection each has its own outcome. */
function granted(outcome: Outcome): Outcome {
  if (outcome.result !== 'refused') return outcome;
  const why = outcome.reasons[0];
  throw new Fault('refused', why?.code ?? 'REFUSED', why?.user ?? 'This can not be done as things stand.', {
    tech: why?.tech ?? outcome.id,
  });
}

function selectionOf({ ids, ...rest }: z.output<typeof selectionQuery>): Selection {
  const named = ids?.split(',').filter((id) => id !== '') ?? [];
  return paddedEpisode({ ...given(rest), ...(named.length > 0 ? { ids: named } : {}) });
}
