// Access control, the first check on every request. Requests from this machine are admitted; others need the token or a
// session. Wrong tokens are limited to ten a minute from one address, which then has to wait.
import cookie from '@fastify/cookie';
import rateLimit from '@fastify/rate-limit';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { Fault } from '../src/errors.ts';
import { foreignness, isLoopback } from './guard.ts';
import type { Keys } from './keys.ts';
import { sameSecret } from './token.ts';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Reveals nothing about the show: answered without token or session. */
    readonly open?: boolean;
  }
}

export interface DoorOptions {
  /** Address the server listens on. */
  readonly host: string;
  /** For the service's own programs, which read it from a file that only this user can read. */
  readonly token: string | null;
  readonly keys: Keys;
}

export interface Door {
  /** Whether this caller may read or change the show. Rejects with TOO_MANY_TRIES. */
  admits(request: FastifyRequest): Promise<boolean>;
  /** Starts a session and resolves with its secret. Rejects with TOKEN_WRONG, TOO_MANY_TRIES. */
  logIn(request: FastifyRequest, token: string): Promise<string>;
  logOut(request: FastifyRequest): Promise<void>;
}

const TRIES = { max: 10, timeWindow: 60_000 } as const;

/** Guards everything that is added to the app afterwards. */
export async function openDoor(app: FastifyInstance, { host, token, keys }: DoorOptions): Promise<Door> {
  await app.register(cookie);
  await app.register(rateLimit, { global: false });
  const tries = app.createRateLimit({ ...TRIES, keyGenerator: ({ ip }) => ip });

  /** Address → time in ms until which its guesses are refused. */
  const shut = new Map<string, number>();

  async function countTry(request: FastifyRequest): Promise<void> {
    const limit = await tries(request);
    if (limit.isAllowed || !limit.isExceeded) return;
    const nowMs = Date.now();
    for (const [ip, untilMs] of shut) if (untilMs <= nowMs) shut.delete(ip);
    shut.set(request.ip, nowMs + limit.ttl);
    throw tooMany(limit.ttl);
  }

  async function isToken(request: FastifyRequest, candidate: string): Promise<boolean> {
    if (token !== null && sameSecret(candidate, token)) return true;
    // Refused before comparing: otherwise the answer would reveal that the eleventh guess was right.
    const waitMs = (shut.get(request.ip) ?? 0) - Date.now();
    if (waitMs > 0) throw tooMany(waitMs);
    if (keys.token?.isKnown(candidate)) return true;
    // Counted before the slow comparison, so a burst of parallel guesses is not compared at all.
    await countTry(request);
    return (await keys.token?.isRight(candidate)) ?? false;
  }

  const door: Door = {
    async admits(request) {
      if (isHere(request)) return true;
      const secret = request.cookies[cookieName(request)];
      if (secret !== undefined && (await keys.sessions.isOpen(secret))) return true;
      const bearer = /^bearer +(\S.*)$/i.exec(request.headers.authorization ?? '')?.[1];
      return bearer !== undefined && (await isToken(request, bearer));
    },
    async logIn(request, candidate) {
      if (!(await isToken(request, candidate)))
        throw new Fault('refused', 'TOKEN_WRONG', 'That is not the token of this service.');
      return keys.sessions.begin();
    },
    async logOut(request) {
      const secret = request.cookies[cookieName(request)];
      if (secret !== undefined) await keys.sessions.end(secret);
    },
  };

  app.addHook('onRequest', async (request) => {
    const foreign = foreignness(callerOf(request), host);
    if (foreign !== null) throw foreign;
    if (request.is404 || request.routeOptions.config.open === true) return;
    if (await door.admits(request)) return;
    const sentence =
      'From another machine this needs the token: log in, or send it as "Authorization: Bearer …".';
    throw new Fault('refused', 'TOKEN_NEEDED', sentence);
  });
  return door;
}

function tooMany(waitMs: number): Fault {
  const sentence = `Too many wrong tokens from this address; try again in ${Math.ceil(waitMs / 1000)} s.`;
  return new Fault('transient', 'TOO_MANY_TRIES', sentence, { retryAfterMs: waitMs });
}

const FORWARDED =
  /^(?:forwarded|x-forwarded(?:-.+)?|x-real-ip|via|x-client-ip|true-client-ip|cf-connecting-ip)$/;

/** Whether the request comes from this machine. Forwarded requests don't count: a local proxy may serve anyone. */
export function isHere({ socket, headers, raw }: FastifyRequest): boolean {
  // Proxies that add no forwarding header mostly speak HTTP/1.0; browsers and the bot's own programs don't.
  const isOld = raw.httpVersionMajor === 1 && raw.httpVersionMinor === 0;
  return (
    isLoopback(socket.remoteAddress) && !isOld && !Object.keys(headers).some((name) => FORWARDED.test(name))
  );
}

/** Cookies ignore ports, and one machine may serve two shows. */
export function cookieName({ socket }: FastifyRequest): string {
  return `show-build-${socket.localPort ?? 0}`;
}

function callerOf({ headers, method }: FastifyRequest) {
  const fetchSite = headers['sec-fetch-site'];
  return {
    method,
    upgrade: headers.upgrade !== undefined,
    host: headers.host,
    origin: headers.origin,
    fetchSite: typeof fetchSite === 'string' ? fetchSite : undefined,
  };
}
