// The line to a page: what is said first, what is told after a gap, who is refused, and who is dropped.
import { createConnection } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { WebSocket } from 'ws';
import type { DeskEvent } from '../../src/desk.ts';
import { KEPT_EVENTS, openFeed } from '../../web/events.ts';
import { MOST_LINES, MOST_UNREAD_BYTES, openLines, type Peer } from '../../web/lines.ts';
import type { LineMessage } from '../../web/shapes/events.ts';
import { ask, happenings, json, serve } from './asking.ts';
import { deskDouble, NOW_MS } from './desk-double.ts';

const anybody = async () => true;

const event = (n: number): DeskEvent => ({ kind: 'landed', episode: '0101', detail: [`${n}`] });

/** A page: what it hears, one message after the other. */
function page(url: string, query = '', headers: Record<string, string> = {}) {
  const socket = new WebSocket(`${url.replace('http', 'ws')}/api/v1/events${query}`, { headers });
  onTestFinished(() => socket.terminate());
  const heard: LineMessage[] = [];
  const waiting: ((message: LineMessage) => void)[] = [];
  socket.on('message', (data) => {
    const message = JSON.parse(String(data)) as LineMessage;
    const next = waiting.shift();
    if (next) next(message);
    else heard.push(message);
  });
  const hear = () =>
    new Promise<LineMessage>((resolve) => {
      const message = heard.shift();
      if (message) resolve(message);
      else waiting.push(resolve);
    });
  const refused = new Promise<number>((resolve) => {
    socket.on('unexpected-response', (_request, response) => resolve(response.statusCode ?? 0));
  });
  const closed = new Promise<void>((resolve) => socket.on('close', () => resolve()));
  socket.on('error', () => {});
  return { socket, hear, refused, closed };
}

describe('a page', () => {
  it('is greeted, and hears what happens in order', async () => {
    const { events, tell } = happenings();
    const { url } = await serve(deskDouble(), { events });
    const { hear } = page(url, '', { origin: url });
    const hello = await hear();
    expect(hello).toEqual({ kind: 'hello', seq: 0, epoch: expect.stringMatching(/^[\w-]{8,64}$/) });
    tell(event(1));
    tell({ kind: 'job', episode: null, detail: { id: 'j1' } });
    const { epoch } = hello;
    expect(await hear()).toEqual({ seq: 1, epoch, atMs: NOW_MS, ...event(1) });
    expect(await hear()).toMatchObject({ seq: 2, kind: 'job', episode: null, detail: { id: 'j1' } });
  });

  it('is told after a gap what it missed, and nothing twice', async () => {
    const { events, tell } = happenings();
    const { url } = await serve(deskDouble(), { events });
    const first = page(url);
    const { epoch } = await first.hear();
    tell(event(1));
    await first.hear();
    first.socket.close();
    await first.closed;
    tell(event(2));
    tell(event(3));
    const again = page(url, `?after=1&epoch=${epoch}`);
    expect(await again.hear()).toEqual({ kind: 'hello', seq: 3, epoch });
    expect(await again.hear()).toMatchObject({ seq: 2, detail: ['2'] });
    expect(await again.hear()).toMatchObject({ seq: 3, detail: ['3'] });
    tell(event(4));
    expect(await again.hear()).toMatchObject({ seq: 4 });
  });

  it('is told to ask for everything again after a restart of the service', async () => {
    const before = await serve(deskDouble());
    const first = page(before.url);
    const { epoch } = await first.hear();
    await before.close();
    await first.closed;
    const after = await serve(deskDouble(), { port: before.port });
    const again = page(after.url, `?after=0&epoch=${epoch}`);
    const hello = await again.hear();
    expect(hello.kind).toBe('hello');
    expect(hello.epoch).not.toBe(epoch);
    expect(await again.hear()).toEqual({ ...hello, kind: 'reset' });
  });

  it.each([
    ['of another site', { origin: 'http://evil.example' }],
    ['from nowhere', { origin: 'null' }],
    ['of another program on this machine', { origin: 'http://localhost:1' }],
    ['whose browser says another site asked', { 'sec-fetch-site': 'cross-site' }],
    ['whose browser hides who asked', { 'sec-fetch-site': 'none' }],
    ['by a foreign name', { host: 'evil.example' }],
  ])('%s is refused before the line opens', async (_name, headers) => {
    const { events, tell, listening } = happenings();
    const { url } = await serve(deskDouble(), { events });
    expect(await page(url, '', headers).refused).toBe(403);
    tell(event(1));
    expect(listening()).toBe(2);
  });

  it('asks in the right way, or learns how', async () => {
    const { port, url } = await serve(deskDouble());
    const plain = await ask(port, '/api/v1/events');
    expect([plain.status, json(plain).code]).toEqual([426, 'UPGRADE_NEEDED']);
    expect(await page(url, '?after=-1').refused).toBe(422);
    expect(await page(url, '?since=1').refused).toBe(422);
  });

  it('that says too much is dropped, and the server goes on', async () => {
    const { url, port } = await serve(deskDouble());
    const { socket, hear, closed } = page(url);
    await hear();
    socket.send('x'.repeat(5000));
    await closed;
    expect((await ask(port, '/healthz')).status).toBe(200);
  });

  it('does not keep the service from ending, nor does half a line', async () => {
    const { events, listening } = happenings();
    const { url, port, close } = await serve(deskDouble(), { events });
    const { hear, closed } = page(url);
    await hear();
    const half = createConnection(port, '127.0.0.1');
    half.on('error', () => {});
    await new Promise<void>((resolve) => half.once('connect', resolve));
    half.write('GET /api/v1/events HTTP/1.1\r\nHost: 127.0.0.1\r\nUpgrade: websocket\r\n');
    await close();
    await closed;
    expect(listening()).toBe(0);
  });
});

describe('what is kept for those who were away', () => {
  const { events, tell } = happenings();
  const feed = openFeed(events, () => NOW_MS);
  for (let i = 1; i <= KEPT_EVENTS * 3; i++) tell(event(i));
  const [hello] = feed.greeting(null);
  const epoch = hello?.epoch ?? '';
  const seq = KEPT_EVENTS * 3;

  it.each([
    ['nothing was missed', seq, ['hello']],
    ['one was missed', seq - 1, ['hello', 'landed']],
    ['more is missed than is kept', seq - KEPT_EVENTS - 1, ['hello', 'reset']],
    ['it claims to know what is to come', seq + 1, ['hello', 'reset']],
  ])('%s', (_name, after, kinds) => {
    expect(feed.greeting({ seq: after, epoch }).map(({ kind }) => kind)).toEqual(kinds);
  });

  it('the last thousand, without a gap', () => {
    const [, ...missed] = feed.greeting({ seq: seq - KEPT_EVENTS, epoch });
    expect(missed.map((each) => each.seq)).toEqual(
      Array.from({ length: KEPT_EVENTS }, (_, i) => seq - KEPT_EVENTS + 1 + i),
    );
  });
});

describe('lines', () => {
  function peer(bufferedAmount = 0) {
    const said: string[] = [];
    const hooks = new Map<string, () => void>();
    const own: Peer & { said: string[]; pong(): void } = {
      bufferedAmount,
      said,
      send: (text) => said.push((JSON.parse(text) as { kind: string }).kind),
      ping: () => said.push('ping'),
      terminate() {
        said.push('dropped');
        hooks.get('close')?.();
      },
      on: (name, hook) => hooks.set(name, hook),
      pong: () => hooks.get('pong')?.(),
    };
    return own;
  }

  it('are dropped where nobody answers any more', () => {
    const lines = openLines(openFeed(happenings().events, () => NOW_MS));
    const [dead, living] = [peer(), peer()];
    lines.add(dead, null, anybody);
    lines.add(living, null, anybody);
    lines.beat();
    living.pong();
    lines.beat();
    expect(dead.said).toEqual(['hello', 'ping', 'dropped']);
    expect(living.said).toEqual(['hello', 'ping', 'ping']);
    expect(lines.size()).toBe(1);
  });

  it('are dropped where somebody may not follow any more, or it cannot be known', async () => {
    const lines = openLines(openFeed(happenings().events, () => NOW_MS));
    const [gone, unknown, living] = [peer(), peer(), peer()];
    lines.add(gone, null, async () => false);
    lines.add(unknown, null, () => Promise.reject(new Error('no answer')));
    lines.add(living, null, anybody);
    await lines.look();
    expect([gone, unknown, living].map(({ said }) => said.includes('dropped'))).toEqual([true, true, false]);
    expect(lines.size()).toBe(1);
  });

  it('are dropped where nobody reads', () => {
    const { events, tell } = happenings();
    const lines = openLines(openFeed(events, () => NOW_MS));
    const [slow, quick] = [peer(MOST_UNREAD_BYTES + 1), peer(MOST_UNREAD_BYTES)];
    lines.add(slow, null, anybody);
    lines.add(quick, null, anybody);
    tell(event(1));
    expect(slow.said).toEqual(['dropped']);
    expect(quick.said).toEqual(['hello', 'landed']);
  });

  it('are so many and no more', () => {
    const lines = openLines(openFeed(happenings().events, () => NOW_MS));
    for (let i = 0; i < MOST_LINES; i++) {
      expect(lines.isFull()).toBe(false);
      lines.add(peer(), null, anybody);
    }
    expect(lines.isFull()).toBe(true);
  });
});
