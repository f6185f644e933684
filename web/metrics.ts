// Metrics for Prometheus, in a registry per server. The costly status is read at most every five seconds, however many
// scrape.
import type { FastifyInstance } from 'fastify';
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import type { Desk, Status } from '../src/desk.ts';
import type { EventSource } from './events.ts';

export interface MetricsOptions {
  readonly events: EventSource;
  readonly clients: () => number;
  readonly nowMs: () => number;
}

const FRESH_MS = 5000;

/** Call before any route is added, so that all of them are counted. */
export function metricsRoute(
  app: FastifyInstance,
  desk: Pick<Desk, 'status'>,
  { events, clients, nowMs }: MetricsOptions,
): void {
  const registry = new Registry();
  const registers = [registry];
  const status = remembered(() => desk.status(), nowMs);
  new Gauge({
    name: 'show_build_enhancements',
    help: 'Enhancements by state',
    labelNames: ['state'],
    registers,
    async collect() {
      for (const [state, count] of Object.entries((await status()).counts)) this.set({ state }, count);
    },
  });
  new Gauge({
    name: 'show_build_jobs',
    help: 'Jobs by state',
    labelNames: ['state'],
    registers,
    async collect() {
      for (const [state, count] of Object.entries((await status()).jobs)) this.set({ state }, count);
    },
  });
  new Gauge({
    name: 'show_build_events_clients',
    help: 'Pages that follow the events',
    registers,
    collect() {
      this.set(clients());
    },
  });
  const landings = new Counter({
    name: 'show_build_landings_total',
    help: 'Enhancements that landed since the start',
    registers,
  });
  const labelNames = ['method', 'route', 'status'];
  const requests = new Counter({
    name: 'show_build_http_requests_total',
    help: 'Answers',
    labelNames,
    registers,
  });
  const durations = new Histogram({
    name: 'show_build_http_request_duration_seconds',
    help: 'How long answers took',
    labelNames,
    buckets: [0.005, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10, 60],
    registers,
  });
  const stop = events(({ kind, detail }) => {
    if (kind === 'landed') landings.inc(Array.isArray(detail) ? detail.length : 1);
  });
  app.addHook('onClose', async () => stop());
  app.addHook('onResponse', async ({ method, routeOptions }, { statusCode, elapsedTime }) => {
    // Labelled by route, never by address: the number of addresses is unlimited.
    const labels = { method, route: routeOptions.url ?? 'none', status: statusCode };
    requests.inc(labels);
    durations.observe(labels, elapsedTime / 1000);
  });
  let isScraped = false;
  app.get(
    '/metrics',
    { schema: { tags: ['show'], summary: 'For Prometheus', hide: true } },
    async (_request, reply) => {
      // These collectors watch the process from here on, so they start only with the first scrape.
      if (!isScraped) collectDefaultMetrics({ register: registry });
      isScraped = true;
      return reply.type(registry.contentType).send(await registry.metrics());
    },
  );
}

function remembered(ask: () => Promise<Status>, nowMs: () => number): () => Promise<Status> {
  let last: { readonly answer: Promise<Status>; readonly askedMs: number } | null = null;
  return () => {
    if (last !== null && nowMs() - last.askedMs < FRESH_MS) return last.answer;
    const answer = ask();
    last = { answer, askedMs: nowMs() };
    answer.catch(() => {
      last = null;
    });
    return answer;
  };
}
