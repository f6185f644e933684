// Web server of one show: the API and the client's files. Talks only to the desk; door.ts, guard.ts and schemas.ts
// decide what is refused.
import compress from '@fastify/compress';
import etag from '@fastify/etag';
import Fastify, { type FastifyInstance } from 'fastify';
import { serializerCompiler, validatorCompiler } from 'fastify-type-provider-zod';
import type { Desk } from '../src/desk.ts';
import { Fault, systemCode } from '../src/errors.ts';
import type { Log } from '../src/log.ts';
import { answers, refuseAddress, refuseBytes } from './answers.ts';
import { apiDocs } from './docs.ts';
import { openDoor } from './door.ts';
import { type EventSource, openFeed } from './events.ts';
import { isLoopback } from './guard.ts';
import { COMMON_HEADERS } from './headers.ts';
import { type Keys, noKeys } from './keys.ts';
import { openLines } from './lines.ts';
import { type MediaPlaces, mediaFiles } from './media.ts';
import { metricsRoute } from './metrics.ts';
import { askDesk } from './routes/ask-desk.ts';
import { checkRoutes } from './routes/checks.ts';
import { enhancementRoutes } from './routes/enhancements.ts';
import { eventRoutes, openSockets } from './routes/events.ts';
import { healthRoute } from './routes/health.ts';
import { historyRoute } from './routes/history.ts';
import { holdRoute } from './routes/holds.ts';
import { passRoute } from './routes/pass.ts';
import { sessionRoutes } from './routes/session.ts';
import { sheetRoutes } from './routes/sheets.ts';
import { clientFiles } from './static.ts';

export interface ServerOptions {
  /** Address to bind to; 127.0.0.1 by default. */
  readonly host: string;
  /** 0 = any free port. */
  readonly port: number;
  /** Token of this service's own programs, wherever they run. */
  readonly token: string | null;
  /** Credentials of people on other machines; without them only `token` admits callers from elsewhere. */
  readonly keys?: Keys;
  /** The show's name. */
  readonly show: string;
  /** People that a decision can be made for; `key` is theirs in the settings. */
  readonly people?: () => readonly { readonly key: string; readonly name: string }[];
  readonly log: Pick<Log, 'warn' | 'error'>;
  /** Source of the events for pages and metrics. */
  readonly events: EventSource;
  /** Folder of the built client; without it, a page explains how to build it. */
  readonly clientDir?: string | null;
  /** Without it, no media are served. */
  readonly media?: MediaPlaces | null;
  readonly nowMs?: () => number;
}

export interface RunningServer {
  readonly url: string;
  readonly port: number;
  close(): Promise<void>;
}

/** Resolves once the server listens. Rejects with a Fault: PORT_TAKEN, ADDRESS_UNUSABLE, TOKEN_MISSING. */
export async function createServer(desk: Desk, options: ServerOptions): Promise<RunningServer> {
  if (!isLoopback(options.host) && options.token === null && !options.keys?.token) {
    const sentence = `${options.host} can be reached from other machines; set SHOW_BUILD_TOKEN first, or use 127.0.0.1.`;
    throw new Fault('configuration', 'TOKEN_MISSING', sentence);
  }
  const app = await buildServer(desk, options);
  await listen(app, options);
  const bound = app.server.address();
  const port = typeof bound === 'object' && bound !== null ? bound.port : options.port;
  return { url: `http://${urlHost(options.host)}:${port}`, port, close: () => app.close() };
}

const BODY_BYTES = 1 << 20;
/**
 * Bytes from which answers are compressed. Lists shrink to a tenth, which matters to phones elsewhere; on this machine
 * the cost is too small to avoid.
 */
const SMALLEST_BYTES = 2048;

/** The order matters: hooks apply only to what is added after them. */
async function buildServer(desk: Desk, options: ServerOptions): Promise<FastifyInstance> {
  const { host, token, show, events, clientDir = null, media = null, nowMs = Date.now } = options;
  const app = Fastify({
    logger: false,
    bodyLimit: BODY_BYTES,
    // A browser's kept-alive connection must not keep the program from ending.
    forceCloseConnections: true,
    frameworkErrors: refuseAddress,
    clientErrorHandler: refuseBytes,
    // The door checks it and explains what is wrong.
    http: { requireHostHeader: false },
  });
  const feed = openFeed(events, nowMs);
  const lines = openLines(feed);
  app.addHook('onClose', async () => {
    lines.close();
    feed.close();
  });
  app.setValidatorCompiler(validatorCompiler);
  app.setSerializerCompiler(serializerCompiler);
  app.removeContentTypeParser('text/plain');
  app.addHook('onRequest', async (_request, reply) => {
    reply.headers(COMMON_HEADERS);
  });
  answers(app, clientDir, options.log);
  // Registered before the door, so refused clients are disconnected too.
  await openSockets(app, lines);
  const door = await openDoor(app, { host, token, keys: options.keys ?? noKeys(nowMs) });
  metricsRoute(app, desk, { events, clients: lines.size, nowMs });
  await apiDocs(app);
  await clientFiles(app, clientDir);
  healthRoute(app, door, show);
  await app.register(async (api) => {
    await api.register(etag, { weak: true });
    await api.register(compress, {
      threshold: SMALLEST_BYTES,
      encodings: ['gzip'],
      zlibOptions: { level: 4 },
    });
    api.addHook('onRequest', async ({ method }, reply) => {
      // Revalidated every time; an unchanged answer is only a 304.
      if (method === 'GET') reply.header('cache-control', 'private, no-cache');
    });
    sessionRoutes(api, door, { lines, show, people: options.people ?? (() => []) });
    eventRoutes(api, door, lines);
    enhancementRoutes(api, desk);
    holdRoute(api, desk);
    checkRoutes(api, desk);
    passRoute(api, desk);
    historyRoute(api, desk);
    sheetRoutes(api, desk);
    askDesk(api, desk);
  });
  if (media !== null) mediaFiles(app, media);
  return app;
}

async function listen(app: FastifyInstance, { host, port }: ServerOptions): Promise<void> {
  try {
    await app.listen({ host, port });
  } catch (cause) {
    await app.close();
    const code = systemCode(cause);
    if (code === 'EADDRINUSE') {
      const sentence = `Port ${port} on ${host} is taken by another program; stop that, or choose another with --port.`;
      throw new Fault('refused', 'PORT_TAKEN', sentence, { cause });
    }
    if (code === null) throw cause;
    const sentence = `${host}, port ${port}, can't be listened on (${code}); choose others with --host and --port.`;
    throw new Fault('refused', 'ADDRESS_UNUSABLE', sentence, { cause });
  }
}

function urlHost(host: string): string {
  if (host === '0.0.0.0' || host === '::') return '127.0.0.1';
  return host.includes(':') ? `[${host}]` : host;
}
