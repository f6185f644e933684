// Serves the built client. Pages are revalidated each time; files with a hash in their name are cached forever. They
// contain nothing of the show and need no login. Every page address gets the same page; the client decides what to
// show.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import files from '@fastify/static';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { PAGE_POLICY } from './headers.ts';

const config = { open: true };
const schema = { hide: true };
/** Files next to the page: `icon.svg`, `page.css`. */
const BESIDE = '/:file(^[a-z0-9-]+\\.(?:css|svg|png|ico|txt|webmanifest)$)';

/** Adds `reply.sendFile`, limited to the client's files. `clientDir` null: there are none. */
export async function clientFiles(app: FastifyInstance, clientDir: string | null): Promise<void> {
  app.get('/', { config, schema }, (_request, reply) => sendPage(reply, clientDir));
  if (clientDir === null) return;
  await app.register(files, {
    root: clientDir,
    serve: false,
    preCompressed: true,
    dotfiles: 'deny',
    index: false,
    cacheControl: false,
  });
  app.get<{ Params: { '*': string } }>('/assets/*', { config, schema }, (request, reply) =>
    reply
      .headers({
        'content-security-policy': PAGE_POLICY,
        'cache-control': 'public, max-age=31536000, immutable',
        vary: 'accept-encoding',
      })
      .sendFile(request.params['*'], join(clientDir, 'assets')),
  );
  app.get<{ Params: { file: string } }>(BESIDE, { config, schema }, ({ params: { file } }, reply) => {
    // The sandboxed frames that show the show's scripts count as another site.
    if (file.endsWith('.css')) reply.header('cross-origin-resource-policy', 'cross-origin');
    return reply.headers({ 'cache-control': 'no-cache', vary: 'accept-encoding' }).sendFile(file);
  });
}

export function sendPage(reply: FastifyReply, clientDir: string | null): FastifyReply {
  reply.code(200).headers({
    'content-security-policy': PAGE_POLICY,
    'cache-control': 'no-cache',
    vary: 'accept-encoding',
  });
  // Checked each time, because it may be built while the service runs.
  if (clientDir !== null && existsSync(join(clientDir, 'index.html'))) return reply.sendFile('index.html');
  return reply.type('text/html; charset=utf-8').send(NOT_BUILT);
}

/** Whether a browser asks for a page, as opposed to a program asking for something that does not exist. */
export function isPage({ method, url, headers }: FastifyRequest): boolean {
  const [path = ''] = url.split('?', 1);
  return (
    (method === 'GET' || method === 'HEAD') &&
    (headers.accept ?? '').includes('text/html') &&
    !/^\/(?:api|assets|metrics|healthz)(?:\/|$)/.test(path) &&
    !/\.[a-z0-9]{1,12}$/i.test(path)
  );
}

const NOT_BUILT = `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Show-Build</title></head>
<body><h1>Show-Build</h1><p>The service runs, but its page is not built. Run <code>npm run build</code>, and look again.
Until then the command line does all of it: <code>npx show-build --help</code></p></body>
</html>
`;
