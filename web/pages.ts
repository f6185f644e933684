// Gathers what a page shows from the desk, and hands it to the page.
import type { FastifyInstance, FastifyReply } from 'fastify';
import type { Desk, DeskEvent, EnhancementRow, HistoryEntry, JobRow, Status } from '../src/desk.ts';
import type { Diagnostic } from '../src/domain/diagnostic.ts';
import { Fault } from '../src/errors.ts';
import { keptPage } from './kept-page.ts';
import { enhancementPage } from './page/enhancement.ts';
import { episodePage } from './page/episode.ts';
import { homePage } from './page/home.ts';
import { ICON, STYLE } from './page/style.ts';
import { episodeParams, idParams } from './schemas.ts';

/** Calls the listener at every event, until what it returned is called. */
export type EventSource = (listener: (event: DeskEvent) => void) => () => void;

export interface PageOptions {
  readonly place: readonly string[];
  readonly nowMs: () => number;
  readonly events: EventSource;
}

// What fits on a page that somebody reads; all of it is a click or a command away.
const MOST_OPEN = 150;
const MOST_LANDED = 15;
const RECENT_COMMITS = 200;
const LONGEST_ASKING_MS = 700;
const MOST_IDLE = 20;
const MOST_EPISODES = 12;
const MOST_DIAGNOSTICS = 60;

export function pageRoutes(app: FastifyInstance, desk: Desk, { place, nowMs, events }: PageOptions): void {
  const whyOf = rememberedWhys(desk, nowMs);
  const around = () => ({ place, nowMs: nowMs() });

  const home = keptPage(async () => {
    const [status, all, history, jobs] = await Promise.all([
      desk.status(),
      desk.list({ all: true }),
      desk.history({ limit: RECENT_COMMITS }),
      desk.jobs(),
    ]);
    const allOpen = all.filter(({ state }) => state === 'proposed' || state === 'accepted');
    const open = allOpen.slice(0, MOST_OPEN);
    const [why, diagnostics] = await Promise.all([whyOf(open), diagnosticsOf(desk, status)]);
    if (why.size < open.length) home.outdate();
    const shown = { status, open, openInAll: allOpen.length, landed: landedLately(all, history) };
    return homePage({ ...shown, why, diagnostics, idle: idleJobs(jobs), ...around() });
  }, nowMs);
  app.addHook('onClose', async () => stopListening());
  app.addHook('onResponse', async ({ method }) => {
    if (method !== 'GET') home.outdate();
  });
  const stopListening = events(() => home.outdate());
  app.get('/', async (_request, reply) => page(reply, await home.get()));

  app.get<{ Params: { id: string } }>(
    '/enhancements/:id',
    { schema: { params: idParams } },
    async ({ params }, reply) => {
      const [{ show }, detail] = await Promise.all([desk.status(), desk.show(params.id)]);
      const diff = await diffOrNull(desk, params.id);
      return page(reply, enhancementPage({ show, detail, diff, ...around() }));
    },
  );

  app.get<{ Params: { n: string } }>(
    '/episodes/:n',
    { schema: { params: episodeParams } },
    async ({ params }, reply) => {
      const [{ show }, detail] = await Promise.all([desk.status(), desk.episode(params.n.padStart(4, '0'))]);
      return page(
        reply,
        episodePage({ show, detail, why: await whyOf(detail.enhancements.slice(0, MOST_OPEN)), ...around() }),
      );
    },
  );

  app.get('/style.css', (_request, reply) => reply.type('text/css; charset=utf-8').send(STYLE));
  app.get('/icon.svg', (_request, reply) => reply.type('image/svg+xml').send(ICON));
}

function page(reply: FastifyReply, text: string): FastifyReply {
  return reply.type('text/html; charset=utf-8').send(text);
}

/** Of an enhancement the words never change, so each is asked for once; what takes too long comes with the next page. */
function rememberedWhys(desk: Desk, nowMs: () => number) {
  const known = new Map<string, string>();
  return async (rows: readonly EnhancementRow[]): Promise<ReadonlyMap<string, string>> => {
    const untilMs = nowMs() + LONGEST_ASKING_MS;
    for (const { id } of rows) {
      if (nowMs() > untilMs) break;
      if (!known.has(id)) known.set(id, (await desk.show(id)).why);
    }
    const ids = new Set(rows.map(({ id }) => id));
    return new Map([...known].filter(([id]) => ids.has(id)));
  };
}

/** Those that stand, the last landed first. */
function landedLately(
  rows: readonly EnhancementRow[],
  history: readonly HistoryEntry[],
): readonly EnhancementRow[] {
  const standing = new Map(rows.filter(({ state }) => state === 'landed').map((row) => [row.id, row]));
  const ids = history.flatMap(({ kind, enhancement }) =>
    kind === 'landing' && enhancement !== null ? [enhancement] : [],
  );
  return [...new Set(ids)].flatMap((id) => standing.get(id) ?? []).slice(0, MOST_LANDED);
}

function idleJobs(jobs: readonly JobRow[]): readonly JobRow[] {
  return jobs.filter(({ state }) => state === 'blocked' || state === 'failed').slice(0, MOST_IDLE);
}

async function diagnosticsOf(desk: Desk, { episodes }: Status): Promise<readonly Diagnostic[]> {
  const open = episodes.filter((each) => each.open).slice(0, MOST_EPISODES);
  const details = await Promise.all(open.map(({ episode }) => desk.episode(episode)));
  return details.flatMap(({ diagnostics }) => diagnostics).slice(0, MOST_DIAGNOSTICS);
}

async function diffOrNull(desk: Desk, id: string): Promise<string | null> {
  try {
    return await desk.diff(id);
  } catch (error) {
    if (error instanceof Fault && error.code === 'NO_RENDERING') return null;
    throw error;
  }
}
