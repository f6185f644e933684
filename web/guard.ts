// Checks a request's origin: refuses a foreign Host (DNS rebinding to this machine), and writes and WebSockets from
// another site's page. Looks at headers and addresses only; door.ts checks tokens and sessions.
import { isIP } from 'node:net';
import { hostname } from 'node:os';
import { Fault } from '../src/errors.ts';

export interface Caller {
  readonly method: string;
  /** The request opens a WebSocket, which browsers let any page do to any server. */
  readonly upgrade: boolean;
  /** Host header, including the port. */
  readonly host: string | undefined;
  readonly origin: string | undefined;
  /** Sec-Fetch-Site, which browsers set and pages can't forge. */
  readonly fetchSite: string | undefined;
}

const READS: ReadonlySet<string> = new Set(['GET', 'HEAD', 'OPTIONS']);

/** `bound`: address the server listens on. */
export function foreignness(caller: Caller, bound: string): Fault | null {
  if (!isOurHost(caller.host, bound)) {
    const sentence =
      'This address is not one of this server; open it by the address that it printed at its start.';
    return new Fault('refused', 'HOST_FOREIGN', sentence);
  }
  if ((caller.upgrade || !READS.has(caller.method)) && !isOwnPage(caller)) {
    const sentence = 'A page of another site asked for this; only pages of this server may.';
    return new Fault('refused', 'ORIGIN_FOREIGN', sentence);
  }
  return null;
}

export function isLoopback(address: string | undefined): boolean {
  if (address === undefined) return false;
  const plain = address.replace(/^::ffff:/i, '');
  return plain === '::1' || plain === 'localhost' || (isIP(plain) === 4 && plain.startsWith('127.'));
}

function isOurHost(header: string | undefined, bound: string): boolean {
  const name = nameIn(header);
  if (name === null) return false;
  if (isLoopback(name)) return true;
  if (isLoopback(bound)) return false;
  // Rebinding needs a name that an attacker controls; an IP address or this machine's own name is not one.
  return (
    isIP(name) !== 0 || [bound, hostname(), `${hostname()}.local`].some((own) => own.toLowerCase() === name)
  );
}

/** Host name without port and brackets, in lower case; null if the header is malformed. */
function nameIn(header: string | undefined): string | null {
  const match = /^(?:\[([0-9a-f:.]+)\]|([\w.-]+))(?::\d{1,5})?$/i.exec(header ?? '');
  return (match?.[1] ?? match?.[2])?.toLowerCase() ?? null;
}

function isOwnPage({ origin, host, fetchSite, upgrade }: Caller): boolean {
  if (fetchSite !== undefined && fetchSite !== 'same-origin' && fetchSite !== 'none') return false;
  // Browsers always send Origin with a WebSocket. Fetch headers without Origin don't come from this server's page.
  if (origin === undefined) return !(upgrade && fetchSite !== undefined);
  return origin === `http://${host}` || origin === `https://${host}`;
}
