// Serves the show's media and text files, and media that it keeps under their hash, with byte ranges so that films can
// be seeked. media-path.ts decides which; none of them can run anything. Reads in threads of their own: a disk that does
// not answer keeps nobody else waiting.
import { Readable } from 'node:stream';
import type { FastifyInstance, FastifyReply, FastifyRequest, HTTPMethods } from 'fastify';
import { z } from 'zod';
import { Fault, systemCode } from '../src/errors.ts';
import { type DiskThreads, diskThreads, type PlainFile } from '../src/tree/disk-threads.ts';
import { isMediaName } from '../src/tree/media.ts';
import { type ByteRange, byteRange } from './byte-range.ts';
import { mediaPlace } from './media-path.ts';
import { contentType, KEPT, MEDIA, mediaServing } from './media-types.ts';

/** `kept`: the place of the media with this hash, whether or not there is any. */
export interface MediaPlaces {
  readonly root: string;
  readonly kept: (sha256: string) => string;
}

export function mediaFiles(app: FastifyInstance, { root, kept }: MediaPlaces): void {
  const disk = diskThreads();
  app.addHook('onClose', () => disk.end());
  app.route<{ Params: { '*': string } }>({
    ...answersWithFile('A file below episodes/ or lib/, also in ranges'),
    url: `${MEDIA}*`,
    handler: async (request, reply) => {
      const { '*': path } = request.params;
      const file = await opened(disk, () => mediaPlace(disk, root, path));
      return sendMedia(disk, { file, name: file.place, cache: CHANGING }, request, reply);
    },
  });
  app.route<{ Params: { sha256: string; name: string } }>({
    ...answersWithFile('A media file that the show keeps, by its SHA-256 and any name that tells its kind'),
    url: `${KEPT}:sha256/:name`,
    handler: async (request, reply) => {
      const { sha256, name } = request.params;
      const isServed = /^[0-9a-f]{64}$/.test(sha256) && isMediaName(name) && mediaServing(name) !== null;
      const file = await opened(disk, async () => (isServed ? kept(sha256) : null));
      return sendMedia(disk, { file, name, cache: UNCHANGING }, request, reply);
    },
  });
}

function answersWithFile(summary: string) {
  const content = { 'application/octet-stream': { schema: z.string().meta({ format: 'binary' }) } };
  return {
    method: ['GET', 'HEAD'] as HTTPMethods[],
    schema: { tags: ['media'], summary, response: { 200: { description: 'The file', content } } },
    // A file is no JSON: sent as it is.
    serializerCompiler: () => String,
  };
}

const CHANGING = 'private, no-cache';
/** The hash stands for these bytes alone. */
const UNCHANGING = 'private, max-age=31536000, immutable';

interface Sending {
  readonly file: PlainFile;
  /** Tells its type. */
  readonly name: string;
  readonly cache: string;
}

async function sendMedia(
  disk: DiskThreads,
  { file, name, cache }: Sending,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  let isStreaming = false;
  try {
    const tag = `W/"${file.bytes.toString(16)}-${Math.trunc(file.mtimeMs).toString(16)}"`;
    reply.headers({
      'cache-control': cache,
      'accept-ranges': 'bytes',
      'last-modified': new Date(file.mtimeMs).toUTCString(),
      etag: tag,
    });
    if (isKnown(request, tag, file)) return reply.code(304).send();
    const range = isFresh(request, tag, file) ? byteRange(request.headers.range, file.bytes) : null;
    if (range === 'unsatisfiable') throw unsatisfiable(file);
    const part = range ?? { start: 0, end: file.bytes - 1 };
    if (range !== null)
      reply.code(206).header('content-range', `bytes ${part.start}-${part.end}/${file.bytes}`);
    reply.headers({
      'content-type': contentType(name),
      'content-length': part.end - part.start + 1,
      'content-disposition': mediaServing(name) === 'shown' ? 'inline' : 'attachment',
    });
    if (request.method === 'HEAD') return reply.send('');
    const body = Readable.from(chunks(disk, file, part), { objectMode: false });
    // Also for a client that is gone before the first chunk.
    body.once('close', () => void Promise.allSettled([disk.close(file)]));
    isStreaming = true;
    return reply.send(body);
  } finally {
    if (!isStreaming) await disk.close(file);
  }
}

/** Rejects with NO_MEDIA for whatever is not served, without revealing whether it exists. */
async function opened(disk: DiskThreads, find: () => Promise<string | null>): Promise<PlainFile> {
  try {
    const place = await find();
    if (place !== null) return await disk.open(place);
  } catch (error) {
    // A name that is unknown or invalid on this disk is simply absent.
    const isNone = error instanceof Fault ? error.code === 'PATH_BLOCKED' : systemCode(error) !== null;
    if (!isNone) throw error;
  }
  throw new Fault('usage', 'NO_MEDIA', 'There is no such file, or none that is shown here.');
}

const CHUNK_BYTES = 256 * 1024;

/** Breaks off if the file has become shorter: the client would wait for the rest forever. */
async function* chunks(
  disk: DiskThreads,
  file: PlainFile,
  { start, end }: ByteRange,
): AsyncGenerator<Uint8Array> {
  for (let at = start; at <= end; at += CHUNK_BYTES) {
    const asked = Math.min(CHUNK_BYTES, end - at + 1);
    const chunk = await disk.read(file, at, asked);
    if (chunk.length < asked) throw new Error('the file became shorter while it was read');
    yield chunk;
  }
}

// ---- conditions ----

function isKnown({ headers }: FastifyRequest, tag: string, { mtimeMs }: PlainFile): boolean {
  const tags = headers['if-none-match'];
  if (tags !== undefined) return tags.trim() === '*' || tags.split(',').some((one) => isTag(one, tag));
  const since = Date.parse(headers['if-modified-since'] ?? '');
  return inSeconds(mtimeMs) <= since;
}

/** Whether the range is of the file that the client has a part of. */
function isFresh({ headers }: FastifyRequest, tag: string, { mtimeMs }: PlainFile): boolean {
  const { 'if-range': part } = headers;
  if (part === undefined) return true;
  const wanted = String(part);
  return wanted.includes('"') ? isTag(wanted, tag) : inSeconds(mtimeMs) <= Date.parse(wanted);
}

function isTag(text: string, tag: string): boolean {
  return text.trim().replace(/^W\//, '') === tag.replace(/^W\//, '');
}

/** Dates in headers have whole seconds. */
function inSeconds(ms: number): number {
  return Math.trunc(ms / 1000) * 1000;
}

function unsatisfiable({ bytes }: PlainFile): Error {
  return Object.assign(new Error('The file has no such range'), {
    statusCode: 416,
    code: 'RANGE_UNSATISFIABLE',
    headers: { 'content-range': `bytes */${bytes}` },
  });
}
