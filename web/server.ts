// The small web server of one show: the API, and the page. It asks and tells the desk and knows nothing else; what it
// refuses stands in guard.ts and schemas.ts.
import Fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import type { Desk } from '../src/desk.ts';
import { Fault, systemCode } from '../src/errors.ts';
import type { Log } from '../src/log.ts';
import { budgetRoutes } from './api/budget.ts';
import { enhancementRoutes } from './api/enhancements.ts';
import { episodeRoutes } from './api/episodes.ts';
import { flowRoutes } from './api/flow.ts';
import { passRoute } from './api/pass.ts';
import { pastRoutes } from './api/past.ts';
import { placeRoutes } from './api/places.ts';
import { reviewRoutes } from './api/review.ts';
import { searchRoutes } from './api/search.ts';
import { switchRoutes } from './api/switches.ts';
import { workRoutes } from './api/work.ts';
import { failureOf, toAnswer } from './faults.ts';
import { isLoopback, refusalOf } from './guard.ts';
import { failurePage } from './page/failure.ts';
import { type EventSource, pageRoutes } from './pages.ts';

export interface ServerOptions {
  /** The address to bind to; 127.0.0.1 unless somebody asked for another. */
  readonly host: string;
  /** 0 = any free one. */
  readonly port: number;
  /** What everybody must bear who is not on this machine. */
  readonly token: string | null;
  /** The show's name. */
  readonly show: string;
  readonly log: Pick<Log, 'warn' | 'error'>;
  /** What a command needs beside its verb to reach this show: `['--tree', '/srv/show']`. */
  readonly place: readonly string[];
  /** What the page follows. */
  readonly events: EventSource;
  readonly nowMs?: () => number;
}

export interface RunningServer {
  readonly url: string;
  readonly port: number;
  close(): Promise<void>;
}

/** Listens when it resolves. Rejects with a Fault: PORT_TAKEN, ADDRESS_UNUSABLE, TOKEN_MISSING. */
export async function createServer(desk: Desk, options: ServerOptions): Promise<RunningServer> {
  if (!isLoopback(options.host) && options.token === null) {
    const sentence = `${options.host} can be reached from other machines; set SHOW_BUILD_TOKEN first, or use 127.0.0.1.`;
    throw new Fault('configuration', 'TOKEN_MISSING', sentence);
  }
  const app = buildServer(desk, options);
  await listen(app, options);
  const bound = app.server.address();
  const port = typeof bound === 'object' && bound !== null ? bound.port : options.port;
  return { url: `http://${urlHost(options.host)}:${port}`, port, close: () => app.close() };
}

const BODY_BYTES = 1 << 20;

function buildServer(desk: Desk, options: ServerOptions): FastifyInstance {
  const app = Fastify({
    logger: false,
    bodyLimit: BODY_BYTES,
    // A browser that keeps its connection must not keep the program from ending.
    forceCloseConnections: true,
    // `null` means "nobody said", and must not become an empty string; numbers in addresses are text at first.
    ajv: { customOptions: { removeAdditional: false, coerceTypes: true, allowUnionTypes: true } },
  });
  app.removeContentTypeParser('text/plain');
  app.addHook('onRequest', async (request, reply) => {
    reply.headers(HEADERS);
    const refusal = refusalOf(callerOf(request), options);
    if (refusal === null) return;
    if (refusal.status === 401) reply.header('www-authenticate', 'Basic realm="Show-Build", charset="UTF-8"');
    const { status, code, message } = refusal;
    await reply.code(status).send({ code, message, kind: 'refused', retryAfterMs: null });
  });
  app.setErrorHandler((error, request, reply) => answerFault(error, request, reply, options.log));
  app.setNotFoundHandler((request, reply) => {
    const fault = new Fault('usage', 'NO_PAGE', 'There is nothing at this address.');
    return answerFault(fault, request, reply, options.log);
  });
  app.get('/healthz', async () => ({
    ok: true,
    program: 'show-build',
    show: options.show,
    pid: process.pid,
  }));
  enhancementRoutes(app, desk);
  placeRoutes(app, desk);
  episodeRoutes(app, desk);
  switchRoutes(app, desk);
  budgetRoutes(app, desk);
  passRoute(app, desk);
  reviewRoutes(app, desk);
  flowRoutes(app, desk);
  pastRoutes(app, desk);
  workRoutes(app, desk);
  searchRoutes(app, desk);
  pageRoutes(app, desk, { ...options, nowMs: options.nowMs ?? Date.now });
  return app;
}

/** No script at all, nothing from elsewhere, in nobody's frame. */
const HEADERS = {
  'content-security-policy':
    "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'referrer-policy': 'no-referrer',
  'cross-origin-resource-policy': 'same-origin',
  'cache-control': 'no-store',
} as const;

function callerOf(request: FastifyRequest) {
  const { headers, method, socket } = request;
  const fetchSite = headers['sec-fetch-site'];
  return {
    method,
    host: headers.host,
    origin: headers.origin,
    fetchSite: typeof fetchSite === 'string' ? fetchSite : undefined,
    authorization: headers.authorization,
    address: socket.remoteAddress,
  };
}

function answerFault(
  error: unknown,
  request: FastifyRequest,
  reply: FastifyReply,
  log: ServerOptions['log'],
) {
  const { fault, status } = toAnswer(error);
  if (status >= 500)
    log.error(`${request.method} ${request.routeOptions.url ?? 'unknown'} failed`, { error });
  if (fault.retryAfterMs !== null) reply.header('retry-after', Math.ceil(fault.retryAfterMs / 1000));
  reply.code(status);
  if (request.url.startsWith('/api/') || request.method !== 'GET') return reply.send(failureOf(fault));
  return reply.type('text/html; charset=utf-8').send(failurePage(fault));
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
