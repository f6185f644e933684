// Chooses the desk for a verb: the service that holds the state if one runs and answers, else a desk opened here.
import type { Desk } from '../../src/desk.ts';
import { Fault } from '../../src/errors.ts';
import { wholeDesk } from '../care/care-desk.ts';
import { announced } from '../show/announcement.ts';
import { openHere, type Purpose } from './open-here.ts';
import type { ShowPlace } from './place.ts';
import { call, type Remote } from './remote-call.ts';
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
  return { desk: wholeDesk(show), close };
}

const ANSWER_MS = 2000;

/**
 * Null if no service is announced or the announced one is gone. Another program at that address never gets the token.
 */
export async function runningService(state: string): Promise<Remote | null> {
  const found = announced(state);
  if (found === null) return null;
  const question = { method: 'GET', path: '/healthz', timeoutMs: ANSWER_MS } as const;
  try {
    const health = await call<{ program?: unknown; pid?: unknown }>(
      { url: found.url, token: null },
      question,
    );
    return health.program === 'show-build' && health.pid === found.pid ? found : null;
  } catch (error) {
    // It ended without removing its announcement. If it is only busy, the state lock reports that later.
    if (error instanceof Fault) return null;
    throw error;
  }
}
