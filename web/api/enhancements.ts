// Enhancements: the list, one of them, its diff, and what a reviewer says of one or of many.
import type { FastifyInstance } from 'fastify';
import type { Desk, Outcome, Selection } from '../../src/desk.ts';
import { Fault } from '../../src/errors.ts';
import { decisionBody, decisionsBody, idParams, paddedEpisode, selectionQuery } from '../schemas.ts';

const ROOT = '/api/v1/enhancements';

interface Said {
  readonly who?: string | null;
  readonly why?: string | null;
  readonly remark?: string | null;
}
type Body = Said | null | undefined;
type Deciding = (desk: Desk, selection: Selection, said: Said) => Promise<readonly Outcome[]>;

const DECISIONS: Readonly<Record<'accept' | 'reject' | 'revert', Deciding>> = {
  accept: (desk, selection, { who }) => desk.accept(selection, who ?? null),
  reject: (desk, selection, { who, why }) => desk.reject(selection, why ?? null, who ?? null),
  revert: (desk, selection, { who }) => desk.revert(selection, who ?? null),
};

export function enhancementRoutes(app: FastifyInstance, desk: Desk): void {
  app.get<{ Querystring: ListQuery }>(ROOT, { schema: { querystring: selectionQuery } }, ({ query }) =>
    // Another program asks for what there is; `all=false` leaves out what has ended.
    desk.list({ all: query.state === undefined, ...selectionOf(query) }),
  );
  app.get<ById>(`${ROOT}/:id`, { schema: { params: idParams } }, ({ params }) => desk.show(params.id));
  app.get<ById>(`${ROOT}/:id/diff`, { schema: { params: idParams } }, async ({ params, headers }, reply) => {
    const diff = await desk.diff(params.id);
    if (headers.accept?.startsWith('text/')) return reply.type('text/plain; charset=utf-8').send(diff);
    return { id: params.id, diff };
  });
  for (const [verb, decide] of Object.entries(DECISIONS)) decisionRoutes(app, desk, verb, decide);
  app.post<ById & { Body: Body }>(
    `${ROOT}/:id/redo`,
    { schema: { params: idParams, body: decisionBody } },
    async ({ params, body }) => granted(await desk.redo(params.id, body?.remark ?? null, body?.who ?? null)),
  );
}

interface ById {
  Params: { id: string };
}

function decisionRoutes(app: FastifyInstance, desk: Desk, verb: string, decide: Deciding): void {
  app.post<ById & { Body: Body }>(
    `${ROOT}/:id/${verb}`,
    { schema: { params: idParams, body: decisionBody } },
    async ({ params, body }) => {
      const [outcome] = await decide(desk, { ids: [params.id] }, body ?? {});
      if (outcome === undefined)
        throw new Fault('usage', 'NO_ENHANCEMENT', `There is no enhancement ${params.id}.`);
      return granted(outcome);
    },
  );
  app.post<{ Body: Said & { selection: Selection } }>(
    `${ROOT}/${verb}`,
    { schema: { body: decisionsBody } },
    ({ body }) => decide(desk, paddedEpisode(body.selection), body),
  );
}

/** Of one alone, a refusal is the whole answer; of many, each has its own. */
function granted(outcome: Outcome): Outcome {
  if (outcome.result !== 'refused') return outcome;
  const why = outcome.reasons[0];
  throw new Fault('refused', why?.code ?? 'REFUSED', why?.user ?? 'This can not be done as things stand.', {
    tech: why?.tech ?? outcome.id,
  });
}

interface ListQuery extends Omit<Selection, 'ids'> {
  readonly ids?: string;
}

function selectionOf({ ids, ...rest }: ListQuery): Selection {
  const named = ids?.split(',').filter((id) => id !== '') ?? [];
  return paddedEpisode({ ...rest, ...(named.length > 0 ? { ids: named } : {}) });
}
