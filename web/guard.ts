// Who may ask: refuses a foreign Host (a page that rebinds its name to this machine), writes from another site's page,
// and whoever is not on this machine and has no token. Decides by headers and addresses only; looks nothing up.
import { createHash, timingSafeEqual } from 'node:crypto';
import { isIP } from 'node:net';
import { hostname } from 'node:os';

export interface Door {
  /** The address that the server is bound to. */
  readonly host: string;
  readonly token: string | null;
}

export interface Caller {
  readonly method: string;
  /** The Host header, port and all. */
  readonly host: string | undefined;
  readonly origin: string | undefined;
  /** Sec-Fetch-Site, which browsers send and pages can't forge. */
  readonly fetchSite: string | undefined;
  readonly authorization: string | undefined;
  readonly address: string | undefined;
}

export interface Refusal {
  readonly status: 401 | 403;
  readonly code: 'HOST_FOREIGN' | 'ORIGIN_FOREIGN' | 'TOKEN_NEEDED';
  readonly message: string;
}

const READS: ReadonlySet<string> = new Set(['GET', 'HEAD', 'OPTIONS']);

export function refusalOf(caller: Caller, door: Door): Refusal | null {
  if (!isOurHost(caller.host, door)) {
    const message =
      'This address is not one of this server; open it by the address that it printed at its start.';
    return { status: 403, code: 'HOST_FOREIGN', message };
  }
  if (!READS.has(caller.method) && !isOwnPage(caller)) {
    const message = 'A page of another site asked for this; only pages of this server may decide anything.';
    return { status: 403, code: 'ORIGIN_FOREIGN', message };
  }
  if (!isLoopback(caller.address) && !bears(caller.authorization, door.token)) {
    const message = 'From another machine this needs the token: send it as "Authorization: Bearer …".';
    return { status: 401, code: 'TOKEN_NEEDED', message };
  }
  return null;
}

export function isLoopback(address: string | undefined): boolean {
  if (address === undefined) return false;
  const plain = address.replace(/^::ffff:/i, '');
  return plain === '::1' || plain === 'localhost' || (isIP(plain) === 4 && plain.startsWith('127.'));
}

function isOurHost(header: string | undefined, { host }: Door): boolean {
  const name = nameIn(header);
  if (name === null) return false;
  if (isLoopback(name)) return true;
  if (isLoopback(host)) return false;
  // Rebinding needs a name that somebody else controls; an address, or this machine's own name, is none.
  return (
    isIP(name) !== 0 || [host, hostname(), `${hostname()}.local`].some((own) => own.toLowerCase() === name)
  );
}

/** The name without port and brackets, in small letters; null for anything that is no such header. */
function nameIn(header: string | undefined): string | null {
  const match = /^(?:\[([0-9a-f:.]+)\]|([\w.-]+))(?::\d{1,5})?$/i.exec(header ?? '');
  return (match?.[1] ?? match?.[2])?.toLowerCase() ?? null;
}

function isOwnPage({ origin, host, fetchSite }: Caller): boolean {
  if (fetchSite !== undefined && fetchSite !== 'same-origin' && fetchSite !== 'none') return false;
  return origin === undefined || origin === `http://${host}` || origin === `https://${host}`;
}

/** `Bearer` for programs; `Basic` with the token as password, because that is what a browser asks people for. */
function bears(authorization: string | undefined, token: string | null): boolean {
  if (token === null) return false;
  const [, scheme = '', value = ''] = /^(\w+) +(.+)$/.exec(authorization ?? '') ?? [];
  if (scheme.toLowerCase() === 'bearer') return sameSecret(value, token);
  if (scheme.toLowerCase() !== 'basic') return false;
  const pair = Buffer.from(value, 'base64').toString('utf8');
  return sameSecret(pair.slice(pair.indexOf(':') + 1), token);
}

function sameSecret(a: string, b: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(a), digest(b));
}
