// One delivery: a signed POST (Standard Webhooks) that follows no redirect, goes to no address inside and waits at most
// ten seconds. Returns the result; the outbox decides whether and when to try again.
import { request as httpRequest, type IncomingMessage } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { Webhook } from 'standardwebhooks';
import { systemCode } from '../../src/errors.ts';
import { allowedInside, InsideError, isInsideByName, lookupOutside, whyInside } from './inside.ts';

export interface Delivery {
  /** The same at every try, so that the receiver can detect repeats. */
  readonly id: string;
  readonly url: string;
  readonly body: string;
}

export type DeliveryResult =
  | { readonly kind: 'delivered' }
  /** `gone`: the receiver does not want it (HTTP 410), or it may not be sent there, so it is not tried again. */
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

/** `allowedHosts`: SHOW_BUILD_WEBHOOK_HOSTS. */
export function delivering(webhook: Webhook, allowedHosts: string | null): Deliver {
  return async ({ id, url, body }, atMs, signal) => {
    const { hostname } = new URL(url);
    const isAllowed = allowedInside(hostname, allowedHosts);
    if (!isAllowed && isInsideByName(hostname)) return refused(hostname);
    // Whole seconds: the signature and the header must carry the same time.
    const at = new Date(Math.floor(atMs / 1000) * 1000);
    const headers = {
      'content-type': 'application/json',
      'user-agent': 'show-build',
      'webhook-id': id,
      'webhook-timestamp': String(at.getTime() / 1000),
      'webhook-signature': webhook.sign(id, at, body),
    };
    const late = AbortSignal.timeout(ANSWER_MS);
    try {
      const sent = { url, headers, body, isAllowed, signal: AbortSignal.any([signal, late]) };
      const { statusCode: status = 0, headers: answered } = await post(sent);
      if (status >= 200 && status < 300) return { kind: 'delivered' };
      const why =
        status >= 300 && status < 400
          ? `it answered ${status}, and redirects are not followed`
          : `it answered ${status}`;
      const retryAfterMs = retryAfter(answered['retry-after'], atMs);
      return { kind: 'failed', why, retryAfterMs, gone: status === 410 };
    } catch (error) {
      if (error instanceof InsideError) return refused(hostname);
      const why = late.aborted ? `it did not answer within ${ANSWER_MS / 1000} s` : whyNot(error);
      return { kind: 'failed', why, retryAfterMs: null, gone: false };
    }
  };
}

interface Post {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  readonly isAllowed: boolean;
  readonly signal: AbortSignal;
}

/** Not `fetch`, which can't be given a look-up of its own. Reads nothing of the answer but its head. */
function post({ url, headers, body, isAllowed, signal }: Post): Promise<IncomingMessage> {
  const request = new URL(url).protocol === 'https:' ? httpsRequest : httpRequest;
  const lookup = isAllowed ? {} : { lookup: lookupOutside };
  return new Promise((resolve, reject) => {
    const sent = request(url, { method: 'POST', agent: false, headers, signal, ...lookup }, (answer) => {
      resolve(answer);
      answer.destroy();
    });
    sent.on('error', reject);
    sent.end(body);
  });
}

function refused(host: string): DeliveryResult {
  return { kind: 'failed', why: whyInside(host), retryAfterMs: null, gone: true };
}

function retryAfter(said: string | undefined, nowMs: number): number | null {
  if (said === undefined) return null;
  const ms = /^\d+$/.test(said) ? Number(said) * 1000 : Date.parse(said) - nowMs;
  return Number.isFinite(ms) ? Math.min(Math.max(0, ms), LONGEST_RETRY_AFTER_MS) : null;
}

function whyNot(error: unknown): string {
  const code = systemCode(error);
  return `it can not be reached${code === null ? '' : ` (${code})`}`;
}
