// Chooses the desk for a verb: the service that holds the state if one runs and answers, else a desk opened here.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Desk } from '../../src/desk.ts';
import { Fault, isAbsent, systemCode } from '../../src/errors.ts';
import { openDesk } from '../desk/desk.ts';
import { openHere, type Purpose } from './open-here.ts';
import type { ShowPlace } from './place.ts';
import { call, jsonOf, type Remote } from './remote-call.ts';
import { remoteDesk } from './remote-desk.ts';
import type { World } from './world.ts';

export interface OpenedDesk {
  readonly desk: Desk;
  close(): Promise<void>;
}

export async function deskFor(place: ShowPlace, purpose: Purpose, world: World): Promise<OpenedDesk> {
  const service = await runningService(place.state);
  if (service !== null) return { desk: remoteDesk(service.url, service.token), close: async () => {} };
  const { show, close } = await openHere(place, purpose, world);
  return { desk: openDesk(show), close };
}

const ANSWER_MS = 2000;

/**
 * Null if no service is announced or the announced one is gone. Another program at that address never gets the token.
 */
export async function runningService(state: string): Promise<Remote | null> {
  const announced = announcement(state);
  if (announced === null) return null;
  const question = { method: 'GET', path: '/healthz', timeoutMs: ANSWER_MS } as const;
  try {
    const health = await call<{ program?: unknown; pid?: unknown }>(
      { url: announced.url, token: null },
      question,
    );
    return health.program === 'show-build' && health.pid === announced.pid ? announced : null;
  } catch (error) {
    // It ended without removing its announcement. If it is only busy, the state lock reports that later.
    if (error instanceof Fault) return null;
    throw error;
  }
}

interface Announced extends Remote {
  readonly pid: number;
}

function announcement(state: string): Announced | null {
  const { pid, url, token } = (jsonOf(textOf(join(state, 'service.json'))) ?? {}) as Record<string, unknown>;
  if (typeof pid !== 'number' || typeof url !== 'string' || !URL.canParse(url)) return null;
  return { pid, url, token: typeof token === 'string' && token !== '' ? token : null };
}

function textOf(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if (isAbsent(error) || systemCode(error) === 'ENOTDIR') return '';
    throw error;
  }
}
