// Routes for scripts, lists and reports: as they would read now, and as pages in which nothing from the show runs.
import type { FastifyInstance, FastifyReply } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { ADDRESSES, API } from '../../src/desk/addresses.ts';
import type { Desk } from '../../src/desk.ts';
import { openPages } from '../../src/markdown/page.ts';
import { exportPage, withPictures } from '../export-page.ts';
import { SHEET_POLICY } from '../headers.ts';
import { episodeIn, idParams, pathIn } from '../schemas.ts';
import { exportedShape } from '../shapes/episodes.ts';

const EXPORTED = `${API}${ADDRESSES.exported.get}`;
const exportParams = z.strictObject({ n: episodeIn, name: z.string().min(1).max(80) });
const pageQuery = z.strictObject({ path: pathIn, side: z.enum(['before', 'after']) });
const pageResponse = { description: 'The page', content: { 'text/html': { schema: z.string() } } };

export function sheetRoutes(app: FastifyInstance, desk: Desk): void {
  const api = app.withTypeProvider<ZodTypeProvider>();
  const pages = openPages();
  api.get(
    EXPORTED,
    {
      schema: {
        tags: ['episodes'],
        summary: 'A script, list or report as it would read now',
        params: exportParams,
        response: { 200: exportedShape },
      },
    },
    async ({ params: { n, name } }) => ({ name, text: await desk.exported(n, name) }),
  );
  api.get(
    `${EXPORTED}/page`,
    {
      schema: {
        tags: ['episodes'],
        summary: 'A script, list or report as a page, for a frame or for printing',
        params: exportParams,
        response: { 200: pageResponse },
      },
    },
    async ({ params: { n, name } }, reply) => {
      const page = await exportPage(pages, n, name, await desk.exported(n, name));
      return asSheet(reply).send(page);
    },
  );
  api.get(
    `${API}${ADDRESSES.page.get}`,
    {
      schema: {
        tags: ['review'],
        summary: 'One side of a file as a page',
        params: idParams,
        querystring: pageQuery,
        response: { 200: pageResponse },
      },
    },
    async ({ params: { id }, query: { path, side } }, reply) =>
      asSheet(reply).send(withPictures(path, await desk.page(id, path, side))),
  );
}

function asSheet(reply: FastifyReply): FastifyReply {
  return reply.type('text/html; charset=utf-8').header('content-security-policy', SHEET_POLICY);
}
