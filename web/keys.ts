// Credentials of people on other machines: the token set by the operator and the sessions started with it. Both are
// kept as hashes in the state folder and survive restarts.

import { openSessions, type Sessions } from './sessions.ts';
import { keepToken, keptToken, type PeoplesToken } from './token.ts';

export interface Keys {
  /** null: no token was ever set. */
  readonly token: PeoplesToken | null;
  readonly sessions: Sessions;
}

/** `given`: the operator's current token; null if this start has none. A new token ends all sessions. */
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

/** No token and no kept sessions: for a server that only this machine can reach. */
export function noKeys(nowMs: () => number): Keys {
  return { token: null, sessions: openSessions(null, nowMs) };
}
