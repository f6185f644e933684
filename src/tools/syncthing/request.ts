// Sends one HTTP request to Syncthing, limited in time and size. Keeps connections open, since gates ask often.
import { Agent, request as httpRequest, type IncomingMessage } from 'node:http';
import { request as httpsRequest, Agent as TlsAgent } from 'node:https';
import { Fault, systemCode } from '../../errors.ts';
import { isThisMachine, type SyncthingAddress } from './address.ts';
import { connectionFault, slow, strange } from './faults.ts';

export interface SyncthingQuestion {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly body?: unknown;
  readonly timeoutMs: number;
  /** Never resend it on a new connection, which may lead to another process. */
  readonly once?: true;
}

export interface SyncthingAnswer {
  readonly status: number;
  readonly text: string;
}

export interface SyncthingLine {
  /** Resolves with any status. Rejects with a Fault if no complete answer arrives in time. */
  ask(question: SyncthingQuestion): Promise<SyncthingAnswer>;
  /** Aborts pending requests with a Fault `STOPPED`. */
  close(): void;
}

/** Far more than a thousand events with a thousand file names each. */
const MOST_BYTES = 64 * 2 ** 20;

/** One of them holds the question for events. */
const MOST_SOCKETS = 17;

export function openLine({ url, key }: SyncthingAddress): SyncthingLine {
  const open = new Set<AbortController>();
  let isClosed = false;
  const isTls = url.startsWith('https:');
  const agent = isTls
    ? new TlsAgent({
        keepAlive: true,
        maxSockets: MOST_SOCKETS,
        rejectUnauthorized: !isThisMachine(new URL(url).hostname),
      })
    : new Agent({ keepAlive: true, maxSockets: MOST_SOCKETS });
  const send = (question: SyncthingQuestion, signal: AbortSignal) =>
    new Promise<IncomingMessage>((resolve, reject) => {
      const { method, path, body } = question;
      const text = body === undefined ? null : JSON.stringify(body);
      const headers = {
        'x-api-key': key,
        ...(text === null
          ? {}
          : { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) }),
      };
      const request = isTls ? httpsRequest : httpRequest;
      const asked = request(new URL(path, url), { method, headers, agent, signal }, resolve);
      // Syncthing closes idle connections after a while, possibly just as one is reused.
      asked.on('error', (error) =>
        reject(asked.reusedSocket && systemCode(error) === 'ECONNRESET' ? new HungUpError() : error),
      );
      asked.end(text ?? undefined);
    });
  return {
    async ask(question) {
      if (isClosed) throw stopped();
      const breaking = new AbortController();
      let isLate = false;
      const timer = setTimeout(() => {
        isLate = true;
        breaking.abort();
      }, question.timeoutMs);
      open.add(breaking);
      const what = `${question.method} ${question.path.slice(0, 200)}`;
      try {
        const response = await send(question, breaking.signal).catch((error: unknown) => {
          if (error instanceof HungUpError && !question.once) return send(question, breaking.signal);
          throw error;
        });
        return { status: response.statusCode ?? 0, text: await textOf(response, url, what) };
      } catch (error) {
        if (isClosed) throw stopped();
        if (isLate) throw slow(url, what, question.timeoutMs);
        throw error instanceof Fault ? error : connectionFault(url, what, error);
      } finally {
        clearTimeout(timer);
        open.delete(breaking);
      }
    },
    close() {
      isClosed = true;
      for (const breaking of open) breaking.abort();
      agent.destroy();
    },
  };
}

class HungUpError extends Error {}

function stopped(): Fault {
  return new Fault('transient', 'STOPPED', 'The program is stopping, so Syncthing was not asked any more.');
}

async function textOf(response: IncomingMessage, url: string, what: string): Promise<string> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of response) {
    const part = chunk as Buffer;
    bytes += part.length;
    if (bytes > MOST_BYTES) throw strange(url, `${what}: more than ${MOST_BYTES} bytes`);
    chunks.push(part);
  }
  return Buffer.concat(chunks).toString('utf8');
}
