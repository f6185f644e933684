// Notifies the addresses in the settings of what lands, fails or is reverted, with a signature. Without a secret it
// sends nothing and shows a notice. A failure here never blocks anything else.
import { join } from 'node:path';
import type { Settings } from '../../src/config.ts';
import type { Desk, DeskEvent } from '../../src/desk.ts';
import type { Log } from '../../src/log.ts';
import type { Clock } from '../../src/queue/clock.ts';
import { delivering, signing } from './delivery.ts';
import { allowedInside, isInsideByName, whyInside } from './inside.ts';
import { EVENT_OF, messagesOf } from './message.ts';
import { type Outbox, openOutbox } from './outbox.ts';
import { type HappenedSince, openToldBook } from './told.ts';

export interface WebhooksOptions {
  readonly settings: () => Pick<Settings, 'webhooks'>;
  /** SHOW_BUILD_WEBHOOK_SECRET. */
  readonly secret: string | null;
  /** SHOW_BUILD_WEBHOOK_HOSTS. */
  readonly allowedHosts: string | null;
  readonly stateDir: string;
  readonly desk: Pick<Desk, 'show' | 'job'>;
  readonly clock: Clock;
  readonly log: Pick<Log, 'warn' | 'error'>;
  readonly happened: HappenedSince;
}

export interface Webhooks {
  tell(event: DeskEvent): void;
  /** Troubles that a person has to know or fix, one sentence each. */
  notices(): readonly string[];
  /** Resolves when all events so far are queued for delivery. */
  kept(): Promise<void>;
  close(): Promise<void>;
}

type Hooks = Settings['webhooks'];

const HOW =
  'set SHOW_BUILD_WEBHOOK_SECRET to what "echo whsec_$(openssl rand -base64 32)" prints, and start again';

/** Why webhooks can't be signed, as the rest of a sentence; null if they can. */
export function whyUnsigned(secret: string | null): string | null {
  if (secret === null)
    return `webhooks are named in the settings, but there is no secret to sign them with; ${HOW}`;
  return signing(secret) === null
    ? `SHOW_BUILD_WEBHOOK_SECRET is no secret that can sign webhooks; ${HOW}`
    : null;
}

export async function openWebhooks(options: WebhooksOptions): Promise<Webhooks> {
  const { settings, secret, allowedHosts, stateDir, desk, clock, log, happened } = options;
  const troubles = new Map<string, string>();
  const webhook = secret === null ? null : signing(secret);
  const report = (error: unknown) => log.error('webhooks failed', { error });
  const outbox: Outbox | null =
    webhook === null
      ? null
      : await openOutbox({
          path: join(stateDir, 'webhooks.jsonl'),
          deliver: delivering(webhook, allowedHosts),
          clock,
          onGivenUp(url, why) {
            const sentence = `A webhook could not be delivered to ${placeOf(url)}: ${why}`;
            troubles.set(url, sentence);
            log.warn(sentence);
          },
          onDelivered: (url) => troubles.delete(url),
          onTrouble: report,
        });
  const book = openToldBook(stateDir, happened);
  const urls = () => new Set(settings().webhooks.map(({ url }) => url));
  async function keep(event: DeskEvent, atMs: number): Promise<void> {
    const hooks = settings().webhooks;
    if (outbox === null) return;
    await put(outbox, hooks, event, atMs);
    if (hooks.length > 0) await book.note(event);
  }

  async function put(outbox: Outbox, hooks: Hooks, event: DeskEvent, atMs: number): Promise<void> {
    await outbox.keepOnly(urls());
    if (hooks.length === 0) return;
    const timestamp = new Date(atMs).toISOString();
    const letters = (await messagesOf(event, desk)).flatMap(({ type, data }) =>
      hooks
        .filter(({ events }) => events.includes(EVENT_OF[type]))
        .map(({ url }) => ({ url, body: JSON.stringify({ type, timestamp, data }) })),
    );
    if (letters.length > 0) await outbox.put(letters);
  }

  /** Queues what happened since the last run. Events from a time without webhooks are not sent later either. */
  async function catchUp(): Promise<void> {
    const hooks = settings().webhooks;
    if (outbox === null || hooks.length === 0) return book.forget();
    const { events, now } = await book.missed();
    for (const event of events) await put(outbox, hooks, event, clock.nowMs());
    await now();
  }

  // One after the other, so that messages are queued in the order of the events.
  let keeping: Promise<void> = catchUp().catch(report);

  return {
    tell(event) {
      const atMs = clock.nowMs();
      keeping = keeping.then(() => keep(event, atMs)).catch(report);
    },
    notices() {
      const named = urls();
      if (named.size === 0) return [];
      const why = whyUnsigned(secret);
      if (why !== null) return [sentenceOf(why)];
      return [...named].flatMap((url) => insideNotice(url, allowedHosts) ?? troubles.get(url) ?? []);
    },
    kept: () => keeping,
    async close() {
      await keeping;
      await outbox?.close();
    },
  };
}

/** Known before anything happened that would be sent. */
function insideNotice(url: string, allowedHosts: string | null): string | null {
  const { hostname } = new URL(url);
  const isRefused = isInsideByName(hostname) && !allowedInside(hostname, allowedHosts);
  return isRefused ? `No webhooks are sent to ${placeOf(url)}: ${whyInside(hostname)}` : null;
}

/** The host alone: a path or query may hold a secret key, which is all that many receivers check. */
function placeOf(url: string): string {
  return new URL(url).host;
}

function sentenceOf(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
