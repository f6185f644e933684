// What opens the door to people from other machines: the token that the operator set, and the sessions begun with it.
// Both outlive the program in the state folder, as hashes.

import { openSessions, type Sessions } from './sessions.ts';
import { keepToken, keptToken, type PeoplesToken } from './token.ts';

export interface Keys {
  /** null: nobody has ever set one. */
  readonly token: PeoplesToken | null;
  readonly sessions: Sessions;
}

/** `given`: the token as the operator says it now; null where this start was not told. A new one ends all sessions. */
export async function openKeys(
  folder: string,
  given: string | null,
  nowMs: () => number = Date.now,
): Promise<Keys> {
  const kept = keptToken(folder);
  const sessions = openSessions(folder, nowMs);
  if (given === null || (await kept?.isRight(given)) === true) return { token: kept, sessions };
  const token = await keepToken(folder, given);
  await sessions.endAll();
  return { token, sessions };
}

/** Nobody's: for a server that only this machine reaches. */
export function noKeys(nowMs: () => number): Keys {
  return { token: null, sessions: openSessions(null, nowMs) };
}
