// Turns events into webhook messages: one for each enhancement that landed or was reverted, and one for each job that
// failed.
import type { WebhookEvent } from '../../src/config.ts';
import type { Desk, DeskEvent } from '../../src/desk.ts';
import type { Json } from '../../src/domain/json.ts';
import { Fault } from '../../src/errors.ts';

export interface WebhookMessage {
  readonly type: 'enhancement.landed' | 'enhancement.reverted' | 'job.failed';
  readonly data: { readonly [key: string]: Json };
}

export const EVENT_OF: Readonly<Record<WebhookMessage['type'], WebhookEvent>> = {
  'enhancement.landed': 'landed',
  'enhancement.reverted': 'reverted',
  'job.failed': 'failed',
};

type Asked = Pick<Desk, 'show' | 'job'>;

export async function messagesOf(
  { kind, episode, detail }: DeskEvent,
  desk: Asked,
): Promise<readonly WebhookMessage[]> {
  if (kind === 'landed' || kind === 'reverted') {
    const ids = Array.isArray(detail) ? detail.filter((id) => typeof id === 'string') : [];
    return Promise.all(
      ids.map(async (id) => ({
        type: `enhancement.${kind}` as const,
        data: await changed(desk, id, episode),
      })),
    );
  }
  const failed = kind === 'job' ? failedId(detail) : null;
  return failed === null ? [] : [{ type: 'job.failed', data: await job(desk, failed, episode) }];
}

function failedId(detail: Json): string | null {
  if (detail === null || typeof detail !== 'object' || !('id' in detail)) return null;
  return detail.state === 'failed' && typeof detail.id === 'string' ? detail.id : null;
}

async function changed(desk: Asked, id: string, episode: string | null): Promise<WebhookMessage['data']> {
  const known = await orGone(desk.show(id));
  if (known === null) return { id, episode };
  const { step, subject, paths, title, commit, landed } = known;
  return {
    id: known.id,
    episode: known.episode,
    step,
    subject,
    paths,
    title,
    commit,
    by: landed?.by ?? null,
  };
}

async function job(desk: Asked, id: string, episode: string | null): Promise<WebhookMessage['data']> {
  const known = await orGone(desk.job(id));
  if (known === null) return { id, episode };
  const { step, subject, attempts, reason } = known;
  const why = reason && { code: reason.code, message: reason.user };
  return { id, episode: known.episode, step, subject, attempts, reason: why };
}

/** null if it no longer exists; the message then carries little more than its id. */
async function orGone<T>(asked: Promise<T>): Promise<T | null> {
  try {
    return await asked;
  } catch (error) {
    if (error instanceof Fault && error.kind !== 'bug') return null;
    throw error;
  }
}
