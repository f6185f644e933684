// One delivery: a signed POST (Standard Webhooks) that follows no redirect and waits at most ten seconds. Returns the
// result; the outbox decides whether and when to try again.
import { Webhook } from 'standardwebhooks';
import { systemCode } from '../../src/errors.ts';

export interface Delivery {
  /** The same at every try, so that the receiver can detect repeats. */
  readonly id: string;
  readonly url: string;
  readonly body: string;
}

export type DeliveryResult =
  | { readonly kind: 'delivered' }
  /** `gone`: the receiver does not want it (HTTP 410), so it is not tried again. */
  | {
      readonly kind: 'failed';
      readonly why: string;
      readonly retryAfterMs: number | null;
      readonly gone: boolean;
    };

export type Deliver = (delivery: Delivery, atMs: number, signal: AbortSignal) => Promise<DeliveryResult>;

const ANSWER_MS = 10_000;
const LONGEST_RETRY_AFTER_MS = 6 * 3_600_000;

/** null if the secret can't be used for signing. */
export function signing(secret: string): Webhook | null {
  try {
    const key = secret.replace(/^whsec_/, '');
    return Buffer.from(key, 'base64').length >= SHORTEST_KEY_BYTES ? new Webhook(secret) : null;
  } catch {
    return null;
  }
}

/** 192 bits, the minimum in the specification. */
const SHORTEST_KEY_BYTES = 24;

export function delivering(webhook: Webhook): Deliver {
  return async ({ id, url, body }, atMs, signal) => {
    // Whole seconds: the signature and the header must carry the same time.
    const at = new Date(Math.floor(atMs / 1000) * 1000);
    const headers = {
      'content-type': 'application/json',
      'user-agent': 'show-build',
      'webhook-id': id,
      'webhook-timestamp': String(at.getTime() / 1000),
      'webhook-signature': webhook.sign(id, at, body),
    };
    const ends = AbortSignal.any([signal, AbortSignal.timeout(ANSWER_MS)]);
    try {
      const response = await fetch(url, { method: 'POST', headers, body, redirect: 'manual', signal: ends });
      await response.body?.cancel();
      if (response.ok) return { kind: 'delivered' };
      const { status } = response;
      const why =
        status >= 300 && status < 400
          ? `it answered ${status}, and redirects are not followed`
          : `it answered ${status}`;
      return { kind: 'failed', why, retryAfterMs: retryAfter(response, atMs), gone: status === 410 };
    } catch (error) {
      return { kind: 'failed', why: whyNot(error), retryAfterMs: null, gone: false };
    }
  };
}

function retryAfter({ headers }: Response, nowMs: number): number | null {
  const said = headers.get('retry-after');
  if (said === null) return null;
  const ms = /^\d+$/.test(said) ? Number(said) * 1000 : Date.parse(said) - nowMs;
  return Number.isFinite(ms) ? Math.min(Math.max(0, ms), LONGEST_RETRY_AFTER_MS) : null;
}

function whyNot(error: unknown): string {
  if (error instanceof Error && error.name === 'TimeoutError')
    return `it did not answer within ${ANSWER_MS / 1000} s`;
  const code = systemCode(error instanceof Error ? error.cause : null) ?? systemCode(error);
  return `it can not be reached${code === null ? '' : ` (${code})`}`;
}
