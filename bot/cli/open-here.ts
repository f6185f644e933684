// Opens the show in this program, for as long as one command lasts.
import { join } from 'node:path';
import { createLog, type Log } from '../../src/log.ts';
import { type OpenShow, openShow } from '../open.ts';
import { claimState, type Place } from './place.ts';
import type { World } from './world.ts';

/** `reading` takes no lock: others may work meanwhile. */
export type Purpose = { readonly verb: string; readonly reading: boolean };

export async function openHere(place: Place, { verb, reading }: Purpose, world: World): Promise<OpenShow> {
  const options = { tree: place.tree, state: place.state, purpose: verb, readOnly: reading };
  const opened = await openShow({ ...options, log: stateLog(place, world) });
  if (reading) return opened;
  try {
    claimState(place);
  } catch (error) {
    await opened.close();
    throw error;
  }
  return opened;
}

export function logFile({ state }: Pick<Place, 'state'>): string {
  return join(state, 'log', 'show-build.log');
}

/** Into the state folder; with SHOW_BUILD_DEBUG=1 also before everybody's eyes. */
export function stateLog(place: Pick<Place, 'state'>, { env }: Pick<World, 'env'>): Log {
  const isDebug = env.SHOW_BUILD_DEBUG === '1';
  const secrets = [env.OPENAI_API_KEY, env.SYNCTHING_API_KEY, env.SHOW_BUILD_TOKEN].filter((each) => each !== undefined);
  return createLog({
    level: isDebug ? 'debug' : 'info',
    destination: { file: logFile(place), ...(isDebug ? { terminal: process.stderr } : {}) },
    secrets,
  });
}
