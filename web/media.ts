// Serves the show's media and text files, with byte ranges so that films can be seeked. media-path.ts decides which;
// none of them can run anything.
import { pipeline, Readable, Transform } from 'node:stream';
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
    scope.addHook('onSend', async ({ method }, reply, payload) => {
      const bytes = Number(reply.getHeader('content-length'));
      return method === 'GET' && payload instanceof Readable ? whole(payload, bytes) : payload;
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

/** Breaks off if the file yields fewer bytes than promised: the client would wait for the rest forever. */
function whole(from: Readable, bytes: number): Readable {
  let left = bytes;
  const counted = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      left -= chunk.length;
      done(null, chunk);
    },
    flush(done) {
      done(left > 0 ? new Error('the file became shorter while it was read') : null);
    },
  });
  // The response follows the second stream and reports an error in either one.
  return pipeline(from, counted, () => {});
}
