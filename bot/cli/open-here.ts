// Opens the show in this process for one command.
import { join } from 'node:path';
import { createLog, type Log } from '../../src/log.ts';
import { type OpenShow, openShow } from '../service/open-show.ts';
import { openSync } from '../service/open-sync.ts';
import { claimState, type ShowPlace } from './place.ts';
import type { World } from './world.ts';

/** read: takes no lock, so other processes may work meanwhile · try: writes caches only, and leaves half-done work as it
 *  is · write */
export type Access = 'read' | 'try' | 'write';

export interface Purpose {
  readonly verb: string;
  readonly access: Access;
  /** Works on the show even if a service on another copy of the tree does. */
  readonly takeOver?: boolean;
}

export async function openHere(
  place: ShowPlace,
  { verb, access, takeOver = false }: Purpose,
  world: World,
  terminal: NodeJS.WritableStream | null = null,
): Promise<OpenShow> {
  const opened = await openShow({
    tree: place.tree,
    state: place.state,
    purpose: verb,
    readOnly: access === 'read',
    asItIs: access === 'try',
    takeOver,
    ...(access === 'write' ? { follow: openSync } : {}),
    log: stateLog(place, world, terminal),
  });
  if (access === 'read') return opened;
  try {
    claimState(place);
  } catch (error) {
    await opened.close();
    throw error;
  }
  return opened;
}

export function logFile({ state }: Pick<ShowPlace, 'state'>): string {
  return join(state, 'log', 'show-build.log');
}

/** Logs to the state folder, and also to a terminal if one is given or SHOW_BUILD_DEBUG=1. */
export function stateLog(
  place: Pick<ShowPlace, 'state'>,
  { env }: Pick<World, 'env'>,
  given: NodeJS.WritableStream | null = null,
  onLost: (error: unknown) => void = () => {},
): Log {
  const isDebug = env.SHOW_BUILD_DEBUG === '1';
  const terminal = given ?? (isDebug ? process.stderr : null);
  const secrets = [
    env.OPENAI_API_KEY,
    env.SYNCTHING_API_KEY,
    env.SHOW_BUILD_TOKEN,
    env.SHOW_BUILD_WEBHOOK_SECRET,
  ];
  return createLog({
    level: isDebug ? 'debug' : 'info',
    destination: { file: logFile(place), onLost, ...(terminal === null ? {} : { terminal }) },
    secrets: secrets.filter((each) => each !== undefined),
  });
}
