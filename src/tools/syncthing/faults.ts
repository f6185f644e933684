// Turns failures of Syncthing's interface into Faults, each with a sentence that says what to do.
import type { FaultCodeOf } from '../../domain/fault-codes.ts';
import { oneLine } from '../../domain/one-line.ts';
import { Fault, systemCode } from '../../errors.ts';
import { placeOf } from './address.ts';

interface Refusal {
  readonly status: number;
  /** At most the beginning of the body. */
  readonly text: string;
}

/** `what`: the request, for engineers. */
export function statusFault(url: string, what: string, { status, text }: Refusal): Fault {
  const place = placeOf(url);
  const more = {
    tech: oneLine(`${what}: status ${status} ${text.slice(0, TOLD_CHARACTERS)}`, TOLD_CHARACTERS),
  };
  if (status === 401 || status === 403) {
    const sentence = `Syncthing at ${place} refuses the key; set SYNCTHING_API_KEY to the one in its settings (Actions, Settings, API Key).`;
    return new Fault('configuration', 'SYNCTHING_KEY', sentence, more);
  }
  if (status >= 300 && status < 400) {
    const sentence = `Syncthing at ${place} wants to be asked elsewhere; if its settings use HTTPS, write syncthing.url with https.`;
    return new Fault('configuration', 'SYNCTHING_CERTIFICATE', sentence, more);
  }
  if (status >= 500) return failed(url, more.tech);
  return strange(url, more.tech);
}

export function failed(url: string, tech: string): Fault {
  const sentence = `Syncthing at ${placeOf(url)} has a trouble of its own; look at its page. It is asked again.`;
  return new Fault('transient', 'SYNCTHING_FAILED', sentence, { tech });
}

export function strange(url: string, tech: string): Fault {
  const sentence = `What answers at ${placeOf(url)} does not speak as Syncthing does; check syncthing.url, and that Syncthing is 1.19 or newer.`;
  return new Fault('configuration', 'SYNCTHING_STRANGE', sentence, { tech: oneLine(tech, TOLD_CHARACTERS) });
}

export function noFolder(url: string, wanted: string): Fault {
  const sentence = `Syncthing at ${placeOf(url)} has no folder ${wanted}; add it there, or name the folder in syncthing.folder.`;
  return new Fault('configuration', 'SYNCTHING_NO_FOLDER', sentence);
}

export function slow(url: string, what: string, timeoutMs: number): Fault {
  const sentence = `Syncthing at ${placeOf(url)} took longer than ${timeoutMs / 1000} s to answer; it is asked again.`;
  return new Fault('transient', 'SYNCTHING_SLOW', sentence, { tech: what });
}

/** For errors of the connection itself. */
export function connectionFault(url: string, what: string, cause: unknown): Fault {
  const code = codeWithin(cause) ?? String(cause);
  const more = { tech: oneLine(`${what}: ${code}`, TOLD_CHARACTERS), cause };
  const place = placeOf(url);
  if (CERTIFICATE.test(code)) {
    const sentence = `The certificate of Syncthing at ${place} is not trusted, or it speaks no https; reach it on this machine, or by http through a tunnel.`;
    return new Fault('configuration', 'SYNCTHING_CERTIFICATE', sentence, more);
  }
  if (NOT_HTTP.test(code)) return strange(url, more.tech);
  const sentence = `Syncthing does not answer at ${place}; start it. It is asked again.`;
  return transient('SYNCTHING_SILENT', sentence, more);
}

const TOLD_CHARACTERS = 200;
const CERTIFICATE = /CERT|SELF_SIGNED|UNABLE_TO_|^EPROTO$|^ERR_(?:TLS|SSL)/;
const NOT_HTTP = /^HPE_/;

function transient(
  code: FaultCodeOf<'transient'>,
  sentence: string,
  more: { readonly tech: string; readonly cause: unknown },
): Fault {
  return new Fault('transient', code, sentence, more);
}

/** Node wraps the errors of several addresses of one host name. */
function codeWithin(error: unknown): string | null {
  const first = error instanceof AggregateError ? (error.errors[0] as unknown) : error;
  return systemCode(error) ?? systemCode(first);
}
