// Routes for the history, blame, comparisons, and restoring files. The desk refuses unknown commits, moments and files.
import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import type { PastDesk } from '../../src/desk.ts';
import { given } from '../given.ts';
import { nextLink } from '../paging.ts';
import { episodeIn, paddedEpisode, pathIn, stepIn, whoIn } from '../schemas.ts';
import {
  blameShape,
  commitShape,
  fileAtShape,
  fileDifferencesShape,
  HISTORY_KINDS,
  historyShape,
} from '../shapes/past.ts';
import { outcomeShape } from '../shapes/rows.ts';

const TAGS = ['history'];
/** The desk's default limit. */
const PAGE_ROWS = 50;

const commitIn = z.string().regex(/^[0-9a-fA-F]{4,40}$/, 'no commit is called that');
/** A commit or a moment; the desk resolves it. */
const momentIn = z.string().min(4).max(40);
const timeIn = z.coerce.number().int().min(0);

const historyQuery = z.strictObject({
  episode: episodeIn.optional(),
  step: stepIn.optional(),
  who: z.string().min(1).max(100).optional(),
  kind: z.enum(HISTORY_KINDS).optional(),
  verdict: z.enum(['policy', 'person', 'reverted']).optional(),
  path: pathIn.optional(),
  sinceMs: timeIn.optional(),
  untilMs: timeIn.optional(),
  before: commitIn.optional(),
  limit: z.coerce.number().int().min(1).max(100_000).optional(),
});
const commitParams = z.strictObject({ commit: commitIn });
const compareQuery = z.strictObject({ from: momentIn, to: momentIn, path: pathIn.optional() });
const fileQuery = z.strictObject({ path: pathIn, commit: commitIn.optional() });
const restoreBody = z.strictObject({ path: pathIn, commit: commitIn, who: whoIn });

export function pastRoutes(app: FastifyInstance, desk: PastDesk): void {
  const api = app.withTypeProvider<ZodTypeProvider>();
  api.get(
    '/api/v1/history',
    {
      schema: {
        tags: TAGS,
        summary: 'Edits, landings and reverts, newest first; `before` is the last commit of the page before',
        querystring: historyQuery,
        response: { 200: historyShape },
      },
    },
    async (request, reply) => {
      const entries = await desk.history(paddedEpisode(given(request.query)));
      const last = entries.at(-1);
      if (last !== undefined && entries.length === (request.query.limit ?? PAGE_ROWS))
        nextLink(request, reply, { before: last.commit });
      return entries;
    },
  );
  api.get(
    '/api/v1/commits/:commit',
    {
      schema: {
        tags: TAGS,
        summary: 'One commit, with what it changed',
        params: commitParams,
        response: { 200: commitShape },
      },
    },
    ({ params }) => desk.commit(params.commit),
  );
  api.get(
    '/api/v1/compare',
    {
      schema: {
        tags: TAGS,
        summary: 'What differs between two commits, or two moments',
        querystring: compareQuery,
        response: { 200: fileDifferencesShape },
      },
    },
    ({ query }) => desk.compare(query.from, query.to, query.path ?? null),
  );
  api.get(
    '/api/v1/blame',
    {
      schema: {
        tags: TAGS,
        summary: 'Who wrote each line of a file',
        querystring: fileQuery,
        response: { 200: blameShape },
      },
    },
    ({ query }) => desk.blame(query.path, query.commit ?? null),
  );
  api.get(
    '/api/v1/files',
    {
      schema: {
        tags: TAGS,
        summary: 'A file as it stands, or stood in a commit',
        querystring: fileQuery,
        response: { 200: fileAtShape },
      },
    },
    ({ query }) => desk.fileAt(query.path, query.commit ?? null),
  );
  api.post(
    '/api/v1/restore',
    {
      schema: {
        tags: TAGS,
        summary: 'Put a file back as it was in a commit, as this person’s edit',
        body: restoreBody,
        response: { 200: outcomeShape },
      },
    },
    ({ body }) => desk.restore(body.path, body.commit, body.who ?? null),
  );
}
