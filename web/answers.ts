// Answers every request that no route answers: a problem for errors, the client's page for page addresses.
import { STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { isResponseSerializationError } from 'fastify-type-provider-zod';
import { Fault, foreignFault, systemCode } from '../src/errors.ts';
import type { Log } from '../src/log.ts';
import { PROBLEM_TYPE, problemOf, toAnswer } from './faults.ts';
import { COMMON_HEADERS } from './headers.ts';
import { MEDIA } from './media-types.ts';
import { isPage, sendPage } from './static.ts';

export function answers(app: FastifyInstance, clientDir: string | null, log: Pick<Log, 'error'>): void {
  const tell = tellOnce(log);
  app.setErrorHandler<FastifyError>((error, request, reply) => sendProblem(error, request, reply, tell));
  app.setNotFoundHandler((request, reply) => {
    if (isPage(request)) return sendPage(reply, clientDir);
    return sendProblem(absent(request), request, reply, tell);
  });
}

type Tell = (request: FastifyRequest, error: unknown, fault: Fault) => void;

const AGAIN_MS = 60_000;

/** A full disk refuses each question; a line for each would take the last room and hide the others. Bugs are always
 *  told. */
function tellOnce(log: Pick<Log, 'error'>): Tell {
  const told = new Map<string, number>();
  return (request, error, { kind, code }) => {
    const nowMs = performance.now();
    if (kind !== 'bug' && nowMs - (told.get(code) ?? Number.NEGATIVE_INFINITY) < AGAIN_MS) return;
    told.set(code, nowMs);
    log.error(sentenceOf(request, error), { error });
  };
}

/** Answers addresses that can't be parsed, which no hook sees. */
export function refuseAddress(error: FastifyError, request: FastifyRequest, reply: FastifyReply): void {
  reply.headers(COMMON_HEADERS);
  sendProblem(error, request, reply, () => {});
}

/** Answers input that is no HTTP, or has too long headers. There is no request yet, so this writes to the socket. */
export function refuseBytes(error: Error, socket: Socket): void {
  const code = systemCode(error) ?? 'NO_HTTP';
  if (code === 'ECONNRESET' || !socket.writable) {
    socket.destroy();
    return;
  }
  const [status, sentence] = UNREADABLE.get(code) ?? [400, 'What was sent is no question in HTTP.'];
  const fault = foreignFault('usage', code, sentence, { cause: error });
  const body = JSON.stringify(problemOf({ fault, status }, ''));
  const headers = {
    ...COMMON_HEADERS,
    'content-type': PROBLEM_TYPE,
    'content-length': Buffer.byteLength(body),
    connection: 'close',
  };
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  socket.end(`HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}\r\n${lines.join('')}\r\n${body}`);
}

const UNREADABLE: ReadonlyMap<string, readonly [status: number, sentence: string]> = new Map([
  ['HPE_HEADER_OVERFLOW', [431, 'The headers of this question are too long; send fewer, or shorter ones.']],
  ['ERR_HTTP_REQUEST_TIMEOUT', [408, 'The rest of this question did not come in time; ask again.']],
]);

function sendProblem(error: unknown, request: FastifyRequest, reply: FastifyReply, tell: Tell): FastifyReply {
  const answer = toAnswer(error);
  if (answer.status >= 500) tell(request, error, answer.fault);
  const { retryAfterMs } = answer.fault;
  if (retryAfterMs !== null) reply.header('retry-after', Math.ceil(retryAfterMs / 1000));
  if (answer.status === 401) reply.header('www-authenticate', 'Bearer realm="Show-Build"');
  // For an unsatisfiable range, the headers state the file's length.
  if (answer.status === 416 && hasHeaders(error)) reply.headers(error.headers);
  reply.code(answer.status).type(PROBLEM_TYPE).header('cache-control', 'no-store');
  const [path = ''] = request.url.split('?', 1);
  // Serialised here, because the route's response schema does not cover problems.
  return reply.serializer(String).send(JSON.stringify(problemOf(answer, path)));
}

function hasHeaders(error: unknown): error is { readonly headers: Record<string, string> } {
  return error instanceof Error && 'headers' in error && typeof error.headers === 'object';
}

function sentenceOf({ method, routeOptions }: FastifyRequest, error: unknown): string {
  const asked = `${method} ${routeOptions.url ?? 'unknown'}`;
  if (!(error instanceof Error) || !isResponseSerializationError(error)) return `${asked} failed`;
  const where = error.cause.issues.map(({ path, message }) => `${path.join('.')}: ${message}`);
  return `${asked} would have answered what its shape does not allow: ${where.join('; ')}`;
}

function absent(request: FastifyRequest): Fault {
  if (isMedia(request))
    return new Fault('usage', 'NO_MEDIA', 'There is no such file, or none that is shown here.');
  return new Fault('usage', 'NO_PAGE', 'There is nothing at this address.');
}

function isMedia({ url }: FastifyRequest): boolean {
  return url.startsWith(MEDIA);
}
