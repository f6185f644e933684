// The credentials with which people on other machines reach the service: the environment's, the kept ones, or new ones.
import { randomBytes } from 'crypto';
import { isLoopback } from '../../web/guard.ts';
import { type Keys, openKeys } from '../../web/keys.ts';
import type { World } from './world.ts';

/** If no token was ever set and other machines can connect, creates one. It is shown once and kept as a hash. */
export async function keysFor(
  stateDir: string,
  host: string,
  { env }: World,
): Promise<{ readonly keys: Keys; readonly newToken: string | null }> {
  const isElsewhere = !isLoopback(host);
  // Compose files pass an unset variable as an empty string. With a public host that is refused like any short token.
  const given = env.SHOW_BUILD_TOKEN === '' && !isElsewhere ? null : (env.SHOW_BUILD_TOKEN ?? null);
  const keys = await openKeys(stateDir, given);
  if (keys.token !== null || !isElsewhere) return { keys, newToken: null };
  const newToken = newSecret();
  return { keys: await openKeys(stateDir, newToken), newToken };
}

export function newSecret(): string {
  return randomBytes(18).toString('base64url');
}
