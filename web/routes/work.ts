// Routes for jobs, actions on them, and figures over time.
import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import type { WorkDesk } from '../../src/desk.ts';
import { JOB_STATES } from '../../src/store/job.ts';
import { given } from '../given.ts';
import { episodeIn, idParams, paddedEpisode, stepIn, whoIn } from '../schemas.ts';
import { analyticsShape, jobDetailShape, jobRowsShape } from '../shapes/work.ts';

const ADDRESS = '/api/v1/jobs';
const TAGS = ['jobs'];
const MOST_JOBS = 1_000;
/** Far more than any step's own priority, and still readable. */
const UTMOST_PRIORITY = 1_000;

const jobsQuery = z.strictObject({
  state: z.enum(JOB_STATES).optional(),
  step: stepIn.optional(),
  episode: episodeIn.optional(),
  limit: z.coerce.number().int().min(1).max(MOST_JOBS).optional(),
});
const whoBody = z.strictObject({ who: whoIn }).nullish();
const priorityBody = z.strictObject({
  priority: z.number().min(-UTMOST_PRIORITY).max(UTMOST_PRIORITY),
  who: whoIn,
});
const spanQuery = z.strictObject({
  sinceMs: z.coerce.number().int().min(0),
  untilMs: z.coerce.number().int().min(0).max(8.64e15),
});

export function workRoutes(app: FastifyInstance, desk: WorkDesk): void {
  const api = app.withTypeProvider<ZodTypeProvider>();
  const one = { tags: TAGS, params: idParams, response: { 200: jobDetailShape } };
  api.get(
    ADDRESS,
    {
      schema: {
        tags: TAGS,
        summary: 'Jobs, the newest first',
        querystring: jobsQuery,
        response: { 200: jobRowsShape },
      },
    },
    ({ query }) => desk.jobs(paddedEpisode(given(query))),
  );
  api.get(`${ADDRESS}/:id`, { schema: { ...one, summary: 'One job with its log' } }, ({ params }) =>
    desk.job(params.id),
  );
  api.post(
    `${ADDRESS}/:id/retry`,
    { schema: { ...one, summary: 'Queue a job again that failed, was blocked or cancelled', body: whoBody } },
    ({ params, body }) => desk.retryJob(params.id, body?.who ?? null),
  );
  api.post(
    `${ADDRESS}/:id/cancel`,
    {
      schema: {
        ...one,
        summary: 'End a job; its question is not asked again until somebody retries it, or its text changes',
        body: whoBody,
      },
    },
    ({ params, body }) => desk.cancelJob(params.id, body?.who ?? null),
  );
  api.post(
    `${ADDRESS}/:id/priority`,
    { schema: { ...one, summary: 'Before or behind others that wait; higher first', body: priorityBody } },
    ({ params, body }) => desk.prioritise(params.id, body.priority, body.who ?? null),
  );
  api.get(
    '/api/v1/analytics',
    {
      schema: {
        tags: TAGS,
        summary: 'What steps have cost and brought, by step and by day (UTC)',
        querystring: spanQuery,
        response: { 200: analyticsShape },
      },
    },
    ({ query }) => desk.analytics(query),
  );
}
