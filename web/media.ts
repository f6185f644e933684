// Media and texts of the show as files, in ranges, so that a film can be looked into. What may be had stands in
// media-path.ts; whatever it is, it runs nothing here.
import files from '@fastify/static';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { isGiven, mediaKind } from './media-path.ts';

export const MEDIA = '/api/v1/media/';

export async function mediaFiles(app: FastifyInstance, root: string): Promise<void> {
  await app.register(async (scope) => {
    scope.addHook('onRoute', ({ schema }) => {
      Object.assign(schema ?? {}, {
        hide: false,
        tags: ['media'],
        summary: 'A file below episodes/ or lib/, also in ranges',
        response: {
          200: {
            description: 'The file',
            content: { 'application/octet-stream': { schema: z.string().meta({ format: 'binary' }) } },
          },
        },
      });
    });
    scope.addHook('onRequest', async (_request, reply) => {
      reply.header('cache-control', 'private, no-cache');
    });
    await scope.register(files, {
      root,
      prefix: MEDIA,
      decorateReply: false,
      dotfiles: 'deny',
      index: false,
      cacheControl: false,
      allowedPath: (path) => isGiven(root, path),
      setHeaders(response, path) {
        response.setHeader('content-disposition', mediaKind(path) === 'shown' ? 'inline' : 'attachment');
      },
    });
  });
}
