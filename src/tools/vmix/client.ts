// Client for vMix's web API: one call is one GET, answered by a sentence. Retries nothing and keeps no connection open;
// every failure is a Fault.
import { request as httpRequest, type IncomingMessage } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { oneLine } from '../../domain/one-line.ts';
import { Fault, systemCode } from '../../errors.ts';
import type { VmixCall } from './calls.ts';

export interface VmixClient {
  /** Resolves when vMix has confirmed the call. Rejects with a Fault (`VMIX_…`), or with the signal's reason. */
  call(call: VmixCall, signal: AbortSignal): Promise<void>;
}

export interface VmixAddress {
  /** Address of the web controller: `http://192.168.1.20:8088`. */
  readonly url: string;
  readonly timeoutMs: number;
}

export function createVmixClient(address: VmixAddress): VmixClient {
  return {
    async call(call, signal) {
      signal.throwIfAborted();
      const late = AbortSignal.timeout(address.timeoutMs);
      const answer = await ask(callUrl(address.url, call), AbortSignal.any([signal, late])).catch(
        (error: unknown) => {
          signal.throwIfAborted();
          throw silent(address, late.aborted ? `no answer in ${address.timeoutMs} ms` : error);
        },
      );
      if (answer.status !== 200) throw refused(call, answer);
      if (!DONE.test(answer.text)) throw strange(address, answer);
    },
  };
}

const DONE = /completed success/i;

function callUrl(url: string, { function: name, input, field, value }: VmixCall): URL {
  const asked = [
    ['Function', name],
    ['Input', input],
    ['SelectedName', field],
    ['Value', value],
  ] as const;
  const query = asked.flatMap(([key, said]) => (said === null ? [] : `${key}=${encoded(said)}`));
  return new URL(`/api?${query.join('&')}`, url);
}

/** Encodes a space as `%20`, since not every parser reads `+` as one. Lone surrogates can't be encoded. */
function encoded(text: string): string {
  return encodeURIComponent(text.replace(/\p{Cs}/gu, '\uFFFD'));
}

interface Answer {
  readonly status: number;
  /** At most the first `SAID_CHARACTERS`. */
  readonly text: string;
}

const SAID_CHARACTERS = 2000;

async function ask(url: URL, signal: AbortSignal): Promise<Answer> {
  const response = await new Promise<IncomingMessage>((resolve, reject) => {
    const request = url.protocol === 'https:' ? httpsRequest : httpRequest;
    // Without connection pooling, because an open connection would keep the program from exiting.
    const asked = request(url, { method: 'GET', agent: false, signal }, resolve);
    asked.on('error', reject);
    asked.end();
  });
  let text = '';
  for await (const chunk of response.setEncoding('utf8')) {
    text += String(chunk);
    if (text.length > SAID_CHARACTERS) break;
  }
  return { status: response.statusCode ?? 0, text: text.slice(0, SAID_CHARACTERS) };
}

// ---- faults ----

function silent({ url }: VmixAddress, cause: unknown): Fault {
  const sentence = `vMix does not answer at ${url}; start it, switch its web controller on, and check vmix.url.`;
  const tech = systemCode(cause) ?? String(cause);
  return new Fault('transient', 'VMIX_SILENT', sentence, { tech: oneLine(tech, 200), cause });
}

function refused({ function: name, input }: VmixCall, { status, text }: Answer): Fault {
  const said = oneLine(text.replace(/<[^<>]*>/g, ' '), 120);
  const sentence = `vMix refuses ${name} for the input “${oneLine(input, 60)}”${said === '' ? '' : ` (${said})`}; check its name in vMix and in the settings.`;
  return new Fault('refused', 'VMIX_REFUSED', sentence, { tech: `status ${status}: ${oneLine(text, 200)}` });
}

function strange({ url }: VmixAddress, { text }: Answer): Fault {
  const sentence = `What answers at ${url} does not speak as vMix does; check vmix.url.`;
  return new Fault('configuration', 'VMIX_STRANGE', sentence, { tech: oneLine(text, 200) });
}
