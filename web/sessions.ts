// Login sessions: each is a random secret in a cookie; only its SHA-256 is kept, in `sessions.json` in the state
// folder. A session ends 30 days after its last use; beyond a hundred, the least recently used one is dropped.
import { createHash, randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { z } from 'zod';
import { readPrivate, readShaped, writePrivate } from '../src/private-file.ts';

export interface Sessions {
  /** Starts a session. Returns the secret for its cookie, which is stored nowhere else. */
  begin(): Promise<string>;
  isOpen(secret: string): Promise<boolean>;
  end(secret: string): Promise<void>;
  /** Ends all sessions, because the token has changed. */
  endAll(): Promise<void>;
}

export const SESSION_MS = 30 * 24 * 3_600_000;
const MOST = 100;
/** Minimum time between two writes of a session's last use: viewing a page must not write a file each time. */
const NOTED_EVERY_MS = 3_600_000;

const keptShape = z.array(z.object({ digest: z.string().regex(/^[0-9a-f]{64}$/), seenMs: z.number() }));

/** `folder` null: kept in memory only. */
export function openSessions(folder: string | null, nowMs: () => number): Sessions {
  const path = folder === null ? null : join(folder, 'sessions.json');
  const kept = path === null ? null : readShaped(readPrivate(path), keptShape);
  const seen = new Map((kept ?? []).map(({ digest, seenMs }) => [digest, seenMs]));
  let writing: Promise<void> = Promise.resolve();

  function write(): Promise<void> {
    if (path === null) return Promise.resolve();
    const next = () =>
      writePrivate(path, JSON.stringify([...seen].map(([digest, seenMs]) => ({ digest, seenMs }))));
    // Writes run one after another; an earlier failure was reported to its own caller.
    writing = writing.then(next, next);
    return writing;
  }

  function forget(): void {
    for (const [digest, seenMs] of seen) if (nowMs() - seenMs >= SESSION_MS) seen.delete(digest);
    const oldest = [...seen].sort((a, b) => a[1] - b[1]).slice(0, Math.max(0, seen.size - MOST));
    for (const [digest] of oldest) seen.delete(digest);
  }

  return {
    async begin() {
      const secret = randomBytes(32).toString('base64url');
      seen.set(digestOf(secret), nowMs());
      forget();
      await write();
      return secret;
    },
    async isOpen(secret) {
      const digest = digestOf(secret);
      const seenMs = seen.get(digest);
      if (seenMs === undefined || nowMs() - seenMs >= SESSION_MS) return false;
      if (nowMs() - seenMs >= NOTED_EVERY_MS) {
        seen.set(digest, nowMs());
        await write();
      }
      return true;
    },
    async end(secret) {
      if (seen.delete(digestOf(secret))) await write();
    },
    async endAll() {
      seen.clear();
      await write();
    },
  };
}

function digestOf(secret: string): string {
  return createHash('sha256').update(secret).digest('hex');
}
