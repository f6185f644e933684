// Other programs that are told: what they get, that it is signed, and what happens when they are not there.
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Webhook } from 'standardwebhooks';
import { describe, expect, it, onTestFinished } from 'vitest';
import { checkWebhooks } from '../../bot/care/doctor/webhooks.ts';
import { delivering, signing } from '../../bot/webhooks/delivery.ts';
import { InsideError, isInsideByName, lookupOutside } from '../../bot/webhooks/inside.ts';
import { MOST_PENDING, MOST_TRIES, openOutbox } from '../../bot/webhooks/outbox.ts';
import { type HappenedSince, happenedOn } from '../../bot/webhooks/told.ts';
import { openWebhooks } from '../../bot/webhooks/webhooks.ts';
import type { WebhookEvent } from '../../src/config.ts';
import type { DeskEvent } from '../../src/desk.ts';
import { Fault } from '../../src/errors.ts';
import type { Clock } from '../../src/queue/clock.ts';
import { commitOf, scratchRepo, treeOf } from '../git/scratch.ts';
import { deskDouble } from '../web/desk-double.ts';

const SECRET = `whsec_${Buffer.from('thirty-two bytes of pure chance!').toString('base64')}`;
const LOG = { warn: () => {}, error: () => {} };

interface Got {
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** Answers as it is told to, one status after the other, and 204 from then on. */
async function receiver(
  ...answers: readonly (number | { status: number; headers: Record<string, string> })[]
) {
  const left = [...answers];
  const got: Got[] = [];
  const waiting: { readonly count: number; readonly done: () => void }[] = [];
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk) => {
      body += chunk;
    });
    request.on('end', () => {
      got.push({ headers: request.headers, body });
      const answer = left.shift() ?? 204;
      if (typeof answer === 'number') response.writeHead(answer).end();
      else response.writeHead(answer.status, answer.headers).end();
      for (const { count, done } of waiting) if (got.length >= count) done();
    });
  }).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  onTestFinished(() => void server.close());
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/hook`,
    got,
    has: (count: number) =>
      new Promise<void>((done) => {
        if (got.length >= count) done();
        else waiting.push({ count, done });
      }),
    types: () => got.map(({ body }) => JSON.parse(body).type as string),
  };
}

/** Stands still until it is moved; `set` resolves when somebody waits for a time. */
function stillClock(): Clock & { move(ms: number): void; set(): Promise<number> } {
  let nowMs = Date.now();
  const waits = new Map<() => void, number>();
  const askers: ((atMs: number) => void)[] = [];
  return {
    nowMs: () => nowMs,
    at(timeMs, wake) {
      waits.set(wake, timeMs);
      for (const asker of askers.splice(0)) asker(timeMs - nowMs);
      return () => void waits.delete(wake);
    },
    move(ms) {
      nowMs += ms;
      for (const [wake, timeMs] of [...waits])
        if (timeMs <= nowMs) {
          waits.delete(wake);
          wake();
        }
    },
    set: () =>
      new Promise((resolve) => {
        const [first] = waits.values();
        if (first !== undefined) resolve(first - nowMs);
        else askers.push(resolve);
      }),
  };
}

function folder(): string {
  const path = mkdtempSync(join(tmpdir(), 'show-build-hooks-'));
  onTestFinished(() => rmSync(path, { recursive: true }));
  return path;
}

async function hooks(
  urls: readonly string[],
  {
    stateDir = folder(),
    clock = stillClock(),
    secret = SECRET as string | null,
    allowedHosts = '127.0.0.1' as string | null,
    events = ['landed', 'failed'] as readonly WebhookEvent[],
    happened = (async () => ({ main: 'c1', events: [] })) as HappenedSince,
  } = {},
) {
  const webhooks = await openWebhooks({
    settings: () => ({ webhooks: urls.map((url) => ({ url, events })) }),
    secret,
    allowedHosts,
    stateDir,
    desk: { ...deskDouble(), job: () => Promise.reject(new Fault('usage', 'NO_JOB', 'Gone.')) },
    clock,
    log: LOG,
    happened,
  });
  onTestFinished(() => webhooks.close());
  return { webhooks, clock, stateDir };
}

const landed = (...ids: readonly string[]): DeskEvent => ({ kind: 'landed', episode: '0101', detail: ids });

describe('a program that is told', () => {
  it('gets what landed, signed so that it can be verified', async () => {
    const { url, got, has } = await receiver();
    const { webhooks } = await hooks([url]);
    webhooks.tell(landed('4d5e6f7081'));
    await has(1);
    const [first] = got;
    const headers = first?.headers as Record<string, string>;
    expect(new Webhook(SECRET).verify(first?.body ?? '', headers)).toMatchObject({
      type: 'enhancement.landed',
      timestamp: expect.stringMatching(/^\d{4}-\d\d-\d\dT/),
      data: {
        id: '4d5e6f7081',
        episode: '0101',
        step: 'runtime-calculation',
        title: 'Runtime 00:41:20:00',
        by: 'Minna Thistlewood',
      },
    });
    expect(headers['content-type']).toBe('application/json');
    const forged = { ...headers, 'webhook-id': 'msg_other' };
    expect(() => new Webhook(SECRET).verify(first?.body ?? '', forged)).toThrow();
  });

  it('gets only what it asked for', async () => {
    const [all, failures] = [await receiver(), await receiver()];
    const every = await hooks([all.url], { events: ['landed', 'failed', 'reverted'] });
    const some = await hooks([failures.url], { events: ['failed'] });
    for (const { webhooks } of [every, some]) {
      webhooks.tell(landed('4d5e'));
      webhooks.tell({ kind: 'reverted', episode: null, detail: ['4d5e'] });
      webhooks.tell({ kind: 'job', episode: '0101', detail: { id: 'j2', state: 'running' } });
      webhooks.tell({ kind: 'decided', episode: null, detail: null });
      webhooks.tell({ kind: 'job', episode: '0101', detail: { id: 'j1', state: 'failed' } });
    }
    await Promise.all([all.has(3), failures.has(1)]);
    expect(all.types()).toEqual(['enhancement.landed', 'enhancement.reverted', 'job.failed']);
    expect(failures.types()).toEqual(['job.failed']);
    expect(JSON.parse(failures.got[0]?.body ?? '').data).toEqual({ id: 'j1', episode: '0101' });
  });

  it('gets it again with the same id until it says that it has it, and the rest after that, in order', async () => {
    const { url, got, has } = await receiver(500, 503);
    const { webhooks, clock } = await hooks([url]);
    webhooks.tell(landed('1a2b', '2b3c'));
    await has(1);
    const firstMs = await clock.set();
    expect(firstMs).toBeGreaterThanOrEqual(30_000);
    expect(got).toHaveLength(1);
    clock.move(firstMs);
    await has(2);
    clock.move(await clock.set());
    await has(4);
    const ids = got.map(({ headers }) => headers['webhook-id']);
    expect(new Set(ids.slice(0, 3)).size).toBe(1);
    expect(got.map(({ body }) => JSON.parse(body).data.id)).toEqual([
      '1a2b3c4d5e',
      '1a2b3c4d5e',
      '1a2b3c4d5e',
      '2b3c4d5e6f',
    ]);
  });

  it('says when it wants to be asked again', async () => {
    const { url, has } = await receiver({ status: 429, headers: { 'retry-after': '7' } });
    const { webhooks, clock } = await hooks([url]);
    webhooks.tell(landed('1a2b'));
    await has(1);
    expect(await clock.set()).toBe(7000);
  });

  it('gets after a restart what it had not got before', async () => {
    const { url, got, has } = await receiver(500);
    const stateDir = folder();
    const before = await hooks([url], { stateDir });
    before.webhooks.tell(landed('1a2b'));
    await has(1);
    await before.clock.set();
    await before.webhooks.close();
    const file = join(stateDir, 'webhooks.jsonl');
    expect(statSync(file).mode & 0o777).toBe(0o600);
    const clock = stillClock();
    clock.move(86_400_000);
    await hooks([url], { stateDir, clock });
    await has(2);
    expect(got[1]?.body).toBe(got[0]?.body);
    expect(got[1]?.headers['webhook-id']).toBe(got[0]?.headers['webhook-id']);
  });

  it('is not followed elsewhere', async () => {
    const elsewhere = await receiver();
    const { url, has } = await receiver({ status: 307, headers: { location: elsewhere.url } });
    const { webhooks, clock } = await hooks([url]);
    webhooks.tell(landed('1a2b'));
    await has(1);
    await clock.set();
    expect(elsewhere.got).toEqual([]);
  });

  it('that is gone for good is given up at once, and a notice says so until something arrives', async () => {
    const { url, has } = await receiver(410, 410);
    // Some receivers know nothing but a key in the path, others one in the query.
    const { webhooks } = await hooks([`${url}/hidden?key=hidden`]);
    webhooks.tell(landed('1a2b', '2b3c'));
    await has(2);
    const { host } = new URL(url);
    expect(webhooks.notices()).toEqual([`A webhook could not be delivered to ${host}: it answered 410`]);
    webhooks.tell(landed('3c4d', '4d5e'));
    await has(4);
    expect(webhooks.notices()).toEqual([]);
  });

  it('that never answers is given up after eight tries over hours', async () => {
    const clock = stillClock();
    const startMs = clock.nowMs();
    let tries = 0;
    const given = await new Promise<string>((resolve, reject) => {
      void openOutbox({
        path: join(folder(), 'webhooks.jsonl'),
        deliver: async () => {
          tries += 1;
          void clock.set().then((ms) => clock.move(ms));
          return { kind: 'failed', why: 'it can not be reached', retryAfterMs: null, gone: false };
        },
        clock,
        random: () => 0.5,
        onGivenUp: (_url, why) => resolve(why),
        onDelivered: () => {},
        onTrouble: reject,
      }).then((outbox) => outbox.put([{ url: 'http://127.0.0.1:1/', body: '{}' }]));
    });
    expect([given, tries]).toEqual(['it can not be reached', MOST_TRIES]);
    expect(clock.nowMs() - startMs).toBeGreaterThan(3_600_000);
  });

  it('that is not there keeps so many and no more', async () => {
    const path = join(folder(), 'webhooks.jsonl');
    const lost: string[] = [];
    const outbox = await openOutbox({
      path,
      deliver: async () => ({ kind: 'failed', why: 'away', retryAfterMs: null, gone: false }),
      clock: stillClock(),
      onGivenUp: (_url, why) => lost.push(why),
      onDelivered: () => {},
      onTrouble: () => {},
    });
    await outbox.put(
      Array.from({ length: MOST_PENDING + 1 }, (_, i) => ({ url: 'http://x/', body: `${i}` })),
    );
    await outbox.close();
    expect(lost).toEqual(['more than 1000 messages wait for it']);
    const kept = readFileSync(path, 'utf8').trim().split('\n');
    expect([kept.length, JSON.parse(kept[0] ?? '').body]).toEqual([MOST_PENDING, '1']);
  });
});

describe('what happened while nobody could tell', () => {
  const happened =
    (main: string, ...ids: readonly string[]): HappenedSince =>
    async (commit) => ({ main, events: commit === null ? [] : ids.map((id) => landed(id)) });

  it('is told at the next start, and nothing twice', async () => {
    const { url, types, got, has } = await receiver();
    const first = await hooks([url], { happened: happened('c1') });
    const { stateDir } = first;
    first.webhooks.tell(landed('4d5e'));
    await has(1);
    await first.webhooks.close();
    // Killed after this one had landed, and before anybody was told.
    const second = await hooks([url], { stateDir, happened: happened('c3', '4d5e', '1a2b') });
    await has(2);
    await second.webhooks.close();
    const third = await hooks([url], { stateDir, happened: happened('c3') });
    await third.webhooks.kept();
    expect(types()).toEqual(['enhancement.landed', 'enhancement.landed']);
    expect(JSON.parse(got[1]?.body ?? '').data.id).toMatch(/^1a2b/);
  });

  it('is not told where nobody had asked for it then', async () => {
    const { url, got } = await receiver();
    const first = await hooks([url], { happened: happened('c1', 'never') });
    const { stateDir } = first;
    await first.webhooks.close();
    const off = await hooks([], { stateDir, happened: happened('c2', '4d5e') });
    await off.webhooks.close();
    const again = await hooks([url], { stateDir, happened: happened('c3', '4d5e') });
    await again.webhooks.kept();
    await again.webhooks.close();
    expect(got).toEqual([]);
  });

  it('is read from main: what landed and stayed, and what was taken back', async () => {
    const repo = await scratchRepo();
    const tree = await treeOf(repo, { 'a.md': 'one\n' });
    const first = await commitOf(repo, tree, [], 'First\n');
    let main = first;
    for (const message of [
      'Land a\n\nEnhancement: e1\nLanded-By: policy\n',
      'Land b\n\nEnhancement: e2\nLanded-By: Josh\n',
      'Give way\n\nUndone: e2\n',
      'Revert a\n\nReverts: e1\n',
    ])
      main = await commitOf(repo, tree, [main], message);
    await repo.moveRef('refs/heads/main', { from: null, to: main });
    const since = happenedOn(repo);
    expect(await since(first)).toEqual({
      main,
      events: [
        { kind: 'landed', episode: null, detail: ['e1'] },
        { kind: 'reverted', episode: null, detail: ['e1'] },
      ],
    });
    for (const nothing of [null, main, 'f'.repeat(40)])
      expect(await since(nothing)).toEqual({ main, events: [] });
  });
});

describe('without a secret that signs', () => {
  it.each([
    ['none', null, 'there is no secret to sign them with'],
    ['a short one', 'whsec_c2hvcnQ=', 'is no secret that can sign'],
    ['no base64', 'whsec_!!!!', 'is no secret that can sign'],
  ])('nothing is sent: %s', async (_name, secret, why) => {
    const { url, got } = await receiver();
    const { webhooks } = await hooks([url], { secret });
    webhooks.tell(landed('1a2b'));
    await webhooks.kept();
    expect(got).toEqual([]);
    expect(webhooks.notices()).toEqual([expect.stringContaining(why)]);
    const env = {
      SHOW_BUILD_WEBHOOK_HOSTS: '127.0.0.1',
      ...(secret === null ? {} : { SHOW_BUILD_WEBHOOK_SECRET: secret }),
    };
    expect(checkWebhooks(env, [{ url, events: ['landed'] }])).toMatchObject([{ state: 'poor' }]);
  });

  it('nobody is told so who names no webhooks', async () => {
    const { webhooks } = await hooks([], { secret: null });
    expect([webhooks.notices(), checkWebhooks({}, [])]).toEqual([[], []]);
  });
});

it('waits no longer than it must for one that hangs', async () => {
  const server = createServer(() => {}).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  const webhook = signing(SECRET);
  if (webhook === null) throw new Error('a good secret was refused');
  const stop = new AbortController();
  server.once('request', () => stop.abort());
  const fate = delivering(webhook, '*')(
    { id: 'a', url: `http://127.0.0.1:${port}/`, body: '{}' },
    0,
    stop.signal,
  );
  expect(await fate).toMatchObject({ kind: 'failed', gone: false });
});

describe('an address inside this machine or its network', () => {
  it.each([
    '127.0.0.1',
    '127.8.9.10',
    '0.0.0.0',
    '10.1.2.3',
    '172.31.0.1',
    '192.168.1.5',
    '169.254.169.254',
    '100.100.100.200',
    '[::1]',
    '[::]',
    '[fe80::1]',
    '[fd00::1]',
    '[::ffff:127.0.0.1]',
    '[::ffff:10.1.2.3]',
    '[64:ff9b::7f00:1]',
    '[2002:7f00:1::]',
    // As an address bar reads them.
    '2130706433',
    '0x7f.1',
    '017700000001',
    'localhost',
    'printer.localhost',
    'LOCALHOST.',
  ])('is refused, though the settings name it: %s', async (host) => {
    const url = `http://${host}:1/hook`;
    const { webhooks } = await hooks([url], { allowedHosts: null });
    const said = [expect.stringContaining(`SHOW_BUILD_WEBHOOK_HOSTS=`)];
    expect(webhooks.notices()).toEqual(said);
    const env = { SHOW_BUILD_WEBHOOK_SECRET: SECRET };
    expect(checkWebhooks(env, [{ url, events: ['landed'] }])).toMatchObject([
      { state: 'found' },
      { state: 'poor', effect: expect.stringContaining('SHOW_BUILD_WEBHOOK_HOSTS=') },
    ]);
  });

  it.each([
    '8.8.8.8',
    '172.32.0.1',
    '192.169.0.1',
    '[2606:4700::1111]',
    'example.org',
  ])('is not %s', (host) => {
    expect(isInsideByName(host)).toBe(false);
  });

  it('gets nothing, and what waits for it is given up', async () => {
    const { url, got } = await receiver();
    const { webhooks, stateDir } = await hooks([url], { allowedHosts: null });
    webhooks.tell(landed('1a2b3c4d5e'));
    await webhooks.kept();
    await expect.poll(() => readFileSync(join(stateDir, 'webhooks.jsonl'), 'utf8')).toBe('');
    expect(got).toEqual([]);
  });

  it('is refused too where a name leads to it, when the connection is made', async () => {
    for (const all of [true, false]) {
      const error = await new Promise((done) => lookupOutside('localhost', { all }, done));
      expect(error).toBeInstanceOf(InsideError);
    }
  });

  it('is called where the environment of this machine allows it', async () => {
    const { url, has } = await receiver();
    const { webhooks } = await hooks([url], { allowedHosts: 'nas.local, 127.0.0.1' });
    webhooks.tell(landed('1a2b3c4d5e'));
    await has(1);
    expect(webhooks.notices()).toEqual([]);
  });
});
