// Whoever comes to the desk from elsewhere, and whatever they send: people through a proxy, with the token and without; programs
// that send garbage. Each is told in a sentence what to do, and nothing that they send breaks the service.
import { createServer, request } from 'node:http';
import { connect } from 'node:net';
import type { Page } from 'playwright-core';
import { describe, expect, it, onTestFinished } from 'vitest';
import { openKeys } from '../../web/keys.ts';
import { itWith } from '../needs.ts';
import { INFO, INFO_PATH, SEGMENT, SEGMENT_PATH } from '../trial.ts';
import { ask } from '../web/asking.ts';
import { axeFindings, CHROMIUM, inBrowser, overflowOf } from './browser.ts';
import { runDesk } from './desk.ts';

const FILES = { [INFO_PATH]: INFO, [SEGMENT_PATH]: SEGMENT };
const TOKEN = 'correct horse battery';

/** What stands before the desk in many houses: it says for whom it speaks, so that nobody counts as sitting at this machine. */
async function proxyTo(url: string): Promise<string> {
  const { port: behind } = new URL(url);
  const own = { 'x-forwarded-for': '203.0.113.9' };
  const proxy = createServer((asked, answer) => {
    const { method, url: path, headers } = asked;
    const on = request({ port: behind, method, path, headers: { ...headers, ...own } }, (got) => {
      answer.writeHead(got.statusCode ?? 502, got.headers);
      got.pipe(answer);
    });
    on.on('error', () => answer.destroy());
    asked.pipe(on);
  });
  proxy.on('upgrade', (asked, socket, head) => {
    const on = connect(Number(behind), '127.0.0.1', () => {
      const headers = Object.entries({ ...asked.headers, ...own }).map(
        ([name, value]) => `${name}: ${value}`,
      );
      on.write(`GET ${asked.url} HTTP/1.1\r\n${headers.join('\r\n')}\r\n\r\n`);
      on.write(head);
      on.pipe(socket).pipe(on);
    });
    on.on('error', () => socket.destroy());
    socket.on('error', () => on.destroy());
  });
  await new Promise<void>((done) => proxy.listen(0, '127.0.0.1', done));
  onTestFinished(() => {
    proxy.close();
    proxy.closeAllConnections();
  });
  const address = proxy.address();
  return `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}`;
}

describe('from another machine', () => {
  const browser = inBrowser();
  /** By the door; or because nobody was there, while it started again. */
  const isRefused = (what: string) =>
    /status of (?:401|429)|WebSocket connection|ERR_EMPTY_RESPONSE|ERR_CONNECTION/.test(what);

  itWith(CHROMIUM)('the door asks for the token, keeps who has it, and lets go of who leaves', async () => {
    const desk = await runDesk({
      files: FILES,
      server: async (stateDir) => ({ token: 'of the service', keys: await openKeys(stateDir, TOKEN) }),
    });
    const url = await proxyTo(desk.url);
    const { page, complaints } = await browser.open(`${url}/episodes/0101`, { phone: true });
    const field = page.getByLabel('Token');
    await field.waitFor();
    expect(await page.locator('body').innerText()).not.toMatch(/Gloves|Glove|Trial/);
    expect([...(await axeFindings(page)), ...(await overflowOf(page))]).toEqual([]);

    await field.fill('a guess');
    await page.getByRole('button', { name: 'Enter' }).click();
    await page.getByRole('alert').getByText('That is not the token of this service.').waitFor();

    await field.fill(TOKEN);
    await page.getByRole('button', { name: 'Enter' }).click();
    await page.getByRole('heading', { name: /Gloves/ }).waitFor();
    await page
      .locator('.line')
      .getByText(/Connection lost/)
      .waitFor({ state: 'detached' });
    expect([...(await axeFindings(page)), ...(await overflowOf(page))]).toEqual([]);
    const [cookie, ...others] = await page.context().cookies();
    expect(cookie).toMatchObject({ httpOnly: true, sameSite: 'Strict', path: '/' });
    expect(others).toEqual([]);
    expect(await page.evaluate(() => document.cookie)).toBe('');

    await page.reload();
    await page.getByRole('heading', { name: /Gloves/ }).waitFor();
    await desk.restart();
    await page.reload();
    await page.getByRole('heading', { name: /Gloves/ }).waitFor();

    await page.getByRole('button', { name: 'Log out' }).click();
    await field.waitFor();
    await page.goto(`${url}/episodes/0101`);
    await field.waitFor();
    expect(await page.locator('body').innerText()).not.toMatch(/Gloves|Glove|Trial/);

    await untilStopped(page);
    expect(await entering(page, TOKEN)).toBe(429);
    await page
      .getByRole('alert')
      .getByText(/try again in \d+ s/)
      .waitFor();
    expect(complaints.filter((what) => !isRefused(what))).toEqual([]);
  });

  itWith(CHROMIUM)(
    'a session that ends under an open page leads to the door, and what was typed is kept',
    async () => {
      const desk = await runDesk({
        files: FILES,
        settings: 'show: Trial\nmerge: { settle: 0s, idle: 0s, everything: review }\n',
        server: async (stateDir) => ({ token: 'of the service', keys: await openKeys(stateDir, TOKEN) }),
      });
      const url = await proxyTo(desk.url);
      const row = (await desk.service().desk.list({})).find(({ title }) => title.includes('second-clip'));
      const { page, complaints } = await browser.open(`${url}/enhancements/${row?.id}`);
      await page.getByLabel('Token').fill(TOKEN);
      await page.getByRole('button', { name: 'Enter' }).click();
      await page.getByRole('button', { name: /^Edit .*Duration/ }).click();
      await page.locator('.pane textarea').fill('00:02:00:00');
      await page.context().clearCookies();
      await page.getByLabel('Token').fill(TOKEN);
      await page.getByRole('button', { name: 'Enter' }).click();
      await page.getByRole('button', { name: 'Accept with your words' }).waitFor();
      await page.getByText('00:02:00:00').first().waitFor();
      expect(complaints.filter((what) => !isRefused(what))).toEqual([]);
    },
  );

  it('a page of another site logs nobody in or out', async () => {
    const desk = await runDesk({ files: FILES });
    const { port } = new URL(desk.url);
    for (const method of ['POST', 'DELETE']) {
      const headers = { origin: 'http://evil.example', 'x-forwarded-for': '203.0.113.9' };
      const body = method === 'POST' ? { body: { token: TOKEN } } : {};
      const answer = await ask(Number(port), '/api/v1/session', { method, headers, ...body });
      expect([answer.status, JSON.parse(answer.text).code]).toEqual([403, 'ORIGIN_FOREIGN']);
    }
  });
});

const MOST_TRIES = 12;

/** The status of the answer. */
async function entering(page: Page, token: string): Promise<number> {
  await page.getByLabel('Token').fill(token);
  const answered = page.waitForResponse((answer) => answer.request().method() === 'POST');
  await page.getByRole('button', { name: 'Enter' }).click();
  return (await answered).status();
}

async function untilStopped(page: Page): Promise<void> {
  for (let i = 0; i < MOST_TRIES; i++) {
    if ((await entering(page, `guess ${i}`)) === 429) return;
  }
  throw new Error(`nobody stopped after ${MOST_TRIES} wrong tokens`);
}

const NASTY = [
  '..%2f..%2fetc%2fpasswd',
  '..%5c..%5cboot.ini',
  '%00',
  'a%00b',
  '%2e%2e',
  '%ff',
  '%E0%A4%A',
  "'%20or%201=1--",
  '%3Cscript%3E',
  '__proto__',
  'constructor',
  '%F0%9F%AB%96',
  '9'.repeat(60),
  'x'.repeat(3_000),
  '-1',
  '99999',
  '0000',
  'NaN',
];

interface Asked {
  readonly method: string;
  readonly path: string;
}

/** Every address that there is, as the service describes itself. */
async function addresses(url: string): Promise<readonly Asked[]> {
  const { paths } = (await (await fetch(`${url}/api/docs/json`)).json()) as {
    paths: Record<string, Record<string, unknown>>;
  };
  const all = Object.entries(paths).flatMap(([path, methods]) =>
    Object.keys(methods).map((method) => ({ method: method.toUpperCase(), path })),
  );
  expect(all.length).toBeGreaterThan(40);
  return all;
}

const DEEP = `${'{"a":'.repeat(50_000)}1${'}'.repeat(50_000)}`;
const WIDE = `{${Array.from({ length: 100_000 }, (_, i) => `"k${i}":${i}`).join(',')}}`;
const BODIES: readonly (readonly [what: string, type: string | null, body: string | Buffer])[] = [
  ['nothing', 'application/json', ''],
  ['half a JSON', 'application/json', '{"who": '],
  ['no JSON', 'application/json', 'accept everything please'],
  ['a list', 'application/json', '[]'],
  ['a number', 'application/json', '1e999'],
  ['null', 'application/json', 'null'],
  ['a string', 'application/json', '"\\u0000"'],
  ['poison', 'application/json', '{"__proto__": {"admin": true}, "constructor": {"prototype": 1}}'],
  ['depth', 'application/json', DEEP],
  ['deep lists', 'application/json', '['.repeat(100_000)],
  ['100,000 keys', 'application/json', WIDE],
  ['bytes that are no text', 'application/json', Buffer.from([0xff, 0xfe, 0x00, 0x7b, 0x7d])],
  [
    'wrong types',
    'application/json',
    '{"selection": 7, "who": [], "revision": {}, "reject": 1, "edit": [], "sql": 5}',
  ],
  ['NUL bytes', 'application/json', '{"who": "\\u0000", "why": "\\u0000", "remark": "a\\u0000b"}'],
  ['12 MB', 'application/json', `{"why": "${'x'.repeat(12 << 20)}"}`],
  ['a form', 'application/x-www-form-urlencoded', 'who=josh'],
  ['XML', 'text/xml', '<!DOCTYPE x [<!ENTITY y SYSTEM "file:///etc/passwd">]><x>&y;</x>'],
  ['no type', null, '{}'],
];

interface Answer {
  readonly status: number;
  readonly type: string | null;
  readonly text: string;
}

/** What is wrong with an answer to garbage: it has to be a success, or a problem with a sentence. */
function wrongWith({ status, type, text }: Answer): string | null {
  if (status < 400) return null;
  if (status >= 500) return `${status}: ${text.slice(0, 200)}`;
  if (type !== 'application/problem+json; charset=utf-8')
    return `${status} as ${type}: ${text.slice(0, 100)}`;
  const { detail, code, status: said } = JSON.parse(text) as Record<string, unknown>;
  const isSentence = typeof detail === 'string' && /^\S.{8,}/s.test(detail);
  return isSentence && typeof code === 'string' && said === status ? null : text.slice(0, 300);
}

describe('garbage', () => {
  const settings = 'show: Trial\nmerge: { settle: 0s, idle: 0s, everything: review }\n';

  it('in any body at any address: a sentence, and nothing is decided', async () => {
    const desk = await runDesk({ files: FILES, settings });
    const rows = await desk.service().desk.list({});
    const id = rows[0]?.id ?? '';
    const before = desk.trial.git('rev-parse', 'main');
    const wrong: string[] = [];
    // These may be asked without a body; then they do what they are for.
    const isMeant = ({ path }: Asked) =>
      /\/(?:pass|episodes|pause|resume|redo|revert|reject|accept|open-gate|jobs.*)$/.test(path);
    for (const each of await addresses(desk.url)) {
      if (each.method === 'GET' || each.method === 'HEAD') continue;
      const path = each.path.replace('{id}', id).replace('{n}', '0101').replace('{name}', 'x');
      for (const [what, type, body] of BODIES) {
        if (isMeant(each) && ['nothing', 'null', 'no type', 'NUL bytes'].includes(what)) continue;
        const response = await fetch(desk.url + path, {
          method: each.method,
          body: body as BodyInit,
          ...(type === null ? {} : { headers: { 'content-type': type } }),
        });
        const answer = {
          status: response.status,
          type: response.headers.get('content-type'),
          text: await response.text(),
        };
        const said = wrongWith(answer);
        if (said !== null) wrong.push(`${each.method} ${path} with ${what}: ${said}`);
      }
    }
    expect(wrong).toEqual([]);
    expect(desk.trial.git('rev-parse', 'main')).toBe(before);
    expect((await desk.service().desk.list({})).map(({ state }) => state)).toEqual(
      rows.map(() => 'proposed'),
    );
  });

  it('in any part of any address: a sentence, and no way out of the show', async () => {
    const desk = await runDesk({ files: FILES, settings });
    const { port } = new URL(desk.url);
    const wrong: string[] = [];
    const queries = [
      'limit=99999999999',
      'limit=-1',
      'episode=%00',
      'after=%00',
      'path=%00',
      'path=../../etc/passwd',
      'path=/etc/passwd',
      'path=episodes/0101/../../../x',
      'commit=HEAD',
      'commit=--output=x',
      'from=--exec&to=x',
      'q=%00',
      'q=%22%22%22',
      'q=NEAR(',
      'sinceMs=1e400',
      'n=99999',
      'unknown=1',
      'a[]=1',
      '%00=1',
      `q=${'x'.repeat(5_000)}`,
      'sinceMs=NaN&untilMs=Infinity',
      'path=episodes/0101/rundown&side=before',
      'all=maybe',
      'state=landed;drop',
    ];
    for (const { path, method } of await addresses(desk.url)) {
      if (method !== 'GET' || path.endsWith('/events')) continue;
      const holes = path.match(/\{\w+\}|\*/g) ?? [];
      const filled = holes.length === 0 ? [] : NASTY.map((nasty) => path.replaceAll(/\{\w+\}|\*/g, nasty));
      const plain = path
        .replace('{id}', 'nobody')
        .replace('{n}', '0101')
        .replace(/\{\w+\}|\*/, 'x');
      for (const address of [...filled, ...queries.map((query) => `${plain}?${query}`)]) {
        const { status, headers, text } = await ask(Number(port), address);
        const said = wrongWith({ status, type: headers['content-type'] ?? null, text });
        if (said !== null) wrong.push(`${address.slice(0, 120)}: ${said}`);
        if (/root:.*:0:0:/.test(text)) wrong.push(`${address} left the show`);
      }
    }
    expect(wrong).toEqual([]);
  });

  it.each([
    ['no HTTP', 'HELLO\r\n\r\n', 400],
    ['a header without end', `GET / HTTP/1.1\r\nx: ${'y'.repeat(100_000)}\r\n\r\n`, 431],
    ['a NUL in the address', 'GET /api/v1/\0 HTTP/1.1\r\nhost: 127.0.0.1\r\n\r\n', 400],
    [
      'two lengths',
      'POST /api/v1/auto HTTP/1.1\r\nhost: 127.0.0.1\r\ncontent-length: 1\r\ncontent-length: 2\r\n\r\n',
      400,
    ],
    ['no host', 'GET /api/v1/status HTTP/1.1\r\n\r\n', 403],
    ['a strange method', 'BREW /api/v1/status HTTP/1.1\r\nhost: 127.0.0.1\r\n\r\n', 400],
  ])('%s is a problem with a sentence, too', async (_what, bytes, status) => {
    const desk = await runDesk({ files: FILES, settings });
    const said = await new Promise<string>((done, fail) => {
      const socket = connect(Number(new URL(desk.url).port), '127.0.0.1', () => socket.write(bytes));
      let text = '';
      socket.on('data', (chunk) => {
        text += chunk;
        if (/\}$/.test(text)) socket.end();
      });
      socket.on('close', () => done(text));
      socket.on('error', fail);
    });
    const [head = '', text = ''] = said.split('\r\n\r\n');
    const type = /^content-type: (.*)$/im.exec(head)?.[1] ?? null;
    expect(head).toMatch(new RegExp(`^HTTP/1.1 ${status} `));
    expect(wrongWith({ status, type, text })).toBeNull();
    expect((await fetch(`${desk.url}/healthz`)).status).toBe(200);
  });
});
