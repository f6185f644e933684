// start: runs the service and its web page until it is stopped.
import { createServer as createSocket } from 'node:net';
import { resolve } from 'node:path';
import { Writable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import type { Desk, DeskEvent } from '../../src/desk.ts';
import { Fault } from '../../src/errors.ts';
import { mediaPath } from '../../src/git/media.ts';
import { createServer, type RunningServer } from '../../web/server.ts';
import { openDesk } from '../desk/desk.ts';
import { type Service, startService } from '../service/service.ts';
import { happenedOn } from '../webhooks/told.ts';
import { openWebhooks } from '../webhooks/webhooks.ts';
import { runningService } from './desk-for.ts';
import { keysFor, newSecret } from './keys-for.ts';
import { openHere } from './open-here.ts';
import { type ProgressLine, progressLine } from './output/progress.ts';
import { welcomeText } from './output/welcome.ts';
import { placeFor, type ShowPlace } from './place.ts';
import { sampleShow } from './sample.ts';
import { has, one, portFrom, statesFrom } from './values.ts';
import { lookOf, placeAsked, type Verb, type VerbCall } from './verb.ts';
import { DONE, type ExitCode, type World } from './world.ts';

const PORT = 4870;
const HOST = '127.0.0.1';

export const startVerb: Verb = {
  name: 'start',
  about: 'the service, with a page: watch, work, propose, land what may land',
  words: '',
  fewestWords: 0,
  mostWords: 0,
  options: [
    { name: 'port', value: 'PORT', about: `of the page and the API (default ${PORT})` },
    {
      name: 'host',
      value: 'ADDRESS',
      about: `to listen on (default ${HOST}); others need a token, $SHOW_BUILD_TOKEN`,
    },
    { name: 'sample', value: null, about: 'on a fresh copy of the sample show' },
    { name: 'no-local-work', value: null, about: 'leaves all jobs to workers elsewhere' },
    { name: 'take-over', value: null, about: 'in place of a service on another synced copy of the show' },
  ],
  example: 'show-build start --tree ~/Sync/myshow',
  run: start,
};

async function start(asked: VerbCall): Promise<ExitCode> {
  const { given, world } = asked;
  const isSample = has(given, 'sample');
  const host = one(given, 'host') ?? HOST;
  const port = await portFor(host, one(given, 'port'), isSample);
  const place = isSample ? samplePlace(asked) : placeAsked(asked);
  await requireAlone(place);
  const progress = progressLine(world.err, world.nowMs);
  progress.show({ phase: 'looking', done: 0, total: null, note: '' });
  const [isLocal, takeOver] = [!has(given, 'no-local-work'), has(given, 'take-over')];
  const running = await open({ place, host, port, isLocal, takeOver }, world, progress);
  try {
    await untilQuiet(running.service, world, progress);
    progress.clear();
    if (!world.stop.aborted) world.out.write(await welcome(asked, running));
    await stopped(world.stop);
  } finally {
    progress.clear();
    await running.close();
  }
  world.out.write('Stopped; everything is kept.\n');
  return DONE;
}

function samplePlace({ given, world: { cwd } }: VerbCall): ShowPlace {
  const tree = one(given, 'tree');
  const { folder } = statesFrom(given, []);
  return sampleShow(tree === null ? null : resolve(cwd, tree), folder === null ? null : resolve(cwd, folder));
}

async function requireAlone({ state }: ShowPlace): Promise<void> {
  const other = await runningService(state);
  if (other === null) return;
  const sentence = `A service for this show is already running at ${other.url}; use that one, or stop it first.`;
  throw new Fault('refused', 'SERVICE_RUNS', sentence);
}

/** Checked before anything is opened, so a refusal comes at once. The sample falls back to any free port. */
async function portFor(host: string, asked: string | null, isSample: boolean): Promise<number> {
  const port = asked === null ? PORT : portFrom(asked);
  if (port === 0 || (await isFree(host, port))) return port;
  if (isSample && asked === null) return 0;
  const sentence = `Port ${port} on ${host} is taken by another program; stop that, or choose another with --port.`;
  throw new Fault('refused', 'PORT_TAKEN', sentence);
}

/** False only if another process has the port; the server itself reports any other problem. */
function isFree(host: string, port: number): Promise<boolean> {
  return new Promise((answer) => {
    const probe = createSocket();
    probe.once('error', (error: NodeJS.ErrnoException) => answer(error.code !== 'EADDRINUSE'));
    probe.listen(port, host, () => probe.close(() => answer(true)));
  });
}

interface Plan {
  readonly place: ShowPlace;
  readonly host: string;
  readonly port: number;
  readonly isLocal: boolean;
  readonly takeOver: boolean;
}

interface Running {
  readonly place: ShowPlace;
  readonly service: Service;
  readonly desk: Desk;
  readonly server: RunningServer;
  /** New token to show to people; null if the server is not reachable from elsewhere or a token is already set. */
  readonly newToken: string | null;
  close(): Promise<void>;
}

async function open(
  { place, host, port, isLocal, takeOver }: Plan,
  world: World,
  progress: ProgressLine,
): Promise<Running> {
  const closers: (() => Promise<void>)[] = [];
  const close = () => closeAll(closers.splice(0).reverse());
  try {
    const terminal = lineWriter(world, progress);
    const opened = await openHere(place, { verb: 'start', access: 'write', takeOver }, world, terminal);
    closers.push(opened.close);
    const { show } = opened;
    const webhooks = await openWebhooks({
      settings: show.settings,
      secret: world.env.SHOW_BUILD_WEBHOOK_SECRET || null,
      allowedHosts: world.env.SHOW_BUILD_WEBHOOK_HOSTS || null,
      stateDir: show.stateDir,
      desk: openDesk(show),
      clock: show.clock,
      log: show.log,
      happened: happenedOn(show.repo),
    });
    // Closed after the service, so its last landings are still reported.
    closers.push(webhooks.close);
    const service = await startService(show, {
      localWork: isLocal,
      onEvent: webhooks.tell,
      onLooked: (done, total) => progress.show({ phase: 'looking', done, total, note: '' }),
    });
    closers.push(service.close);
    const { words } = placeFor(place.tree, place.state);
    const { keys, newToken } = await keysFor(show.stateDir, host, world);
    // For the bot's own commands on this machine; people have their own token.
    const token = newSecret();
    const desk = noticing(service.desk, webhooks.notices);
    const server = await createServer(desk, {
      host,
      port,
      token,
      keys,
      show: show.settings().show,
      people: () => Object.entries(show.settings().people).map(([key, { name }]) => ({ key, name })),
      log: show.log,
      events: service.subscribe,
      clientDir: clientFolder(),
      media: { root: show.root, kept: (sha256) => mediaPath(show.repo, sha256) },
    });
    closers.push(server.close);
    service.announce(server.url, token);
    return { place: { ...place, words }, service, desk, server, newToken, close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** Closes all, even if one fails: anything left open keeps the process alive and holds the state. */
async function closeAll(closers: readonly (() => Promise<void>)[]): Promise<void> {
  const failures: unknown[] = [];
  for (const each of closers) await each().catch((error: unknown) => failures.push(error));
  if (failures.length > 0) throw failures[0];
}

/** Adds this process's own notices to the show's. */
function noticing(desk: Desk, notices: () => readonly string[]): Desk {
  return {
    ...desk,
    async status() {
      const status = await desk.status();
      return { ...status, notices: [...status.notices, ...notices()] };
    },
  };
}

/** Next to the compiled server; when run from source, the folder the build writes to. */
function clientFolder(): string {
  const beside = fileURLToPath(new URL('../../web/client', import.meta.url));
  return import.meta.url.endsWith('.ts')
    ? fileURLToPath(new URL('../../dist/web/client', import.meta.url))
    : beside;
}

/** Log lines replace the progress line, which is redrawn at the next update. */
function lineWriter({ err }: World, progress: ProgressLine): Writable {
  return new Writable({
    decodeStrings: false,
    write(chunk, _encoding, done) {
      progress.clear();
      err.write(String(chunk));
      done();
    },
  });
}

async function untilQuiet(service: Service, { stop }: World, progress: ProgressLine): Promise<void> {
  let done = 0;
  const stopTelling = service.subscribe((event) => {
    const note = noteOf(event);
    if (note === null) return;
    done += 1;
    progress.show({ phase: 'working', done, total: null, note });
  });
  await Promise.race([service.settled(), stopped(stop)]).finally(stopTelling);
}

function noteOf({ kind, episode, detail }: DeskEvent): string | null {
  if (kind !== 'job' || detail === null || typeof detail !== 'object' || !('step' in detail)) return null;
  return detail.state === 'running' ? null : `${episode ?? ''} ${String(detail.step)}`;
}

async function welcome(asked: VerbCall, { desk, server, place, newToken }: Running): Promise<string> {
  const [status, open] = await Promise.all([desk.status(), desk.list({})]);
  return welcomeText({ status, open, url: server.url, place: place.words, newToken }, lookOf(asked));
}

function stopped(signal: AbortSignal): Promise<void> {
  return new Promise((done) => {
    if (signal.aborted) done();
    else signal.addEventListener('abort', () => done(), { once: true });
  });
}
