// Who comes in from another machine, and how: the token, sessions, tries, and what is told to whom.
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { WebSocket } from 'ws';
import { openKeys } from '../../web/keys.ts';
import { openSessions, SESSION_MS } from '../../web/sessions.ts';
import { keepToken, keptToken } from '../../web/token.ts';
import { type Asking, ask, json, outside, serve } from './asking.ts';
import { deskDouble, NOW_MS } from './desk-double.ts';

const TOKEN = 'correct horse battery';

function stateFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'show-build-keys-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  return folder;
}

async function elsewhere(state = stateFolder(), given: string | null = TOKEN) {
  const keys = await openKeys(state, given, () => NOW_MS);
  const people = () => [{ key: 'minna', name: 'Minna Thistlewood' }];
  const { port } = await serve(deskDouble(), { host: '0.0.0.0', token: 'of the service', keys, people });
  const from = (path: string, asking: Asking = {}) => ask(port, path, { address: outside ?? '', ...asking });
  const logIn = (token: string) => from('/api/v1/session', { method: 'POST', body: { token } });
  return { port, from, logIn, state };
}

const bearer = (token: string) => ({ headers: { authorization: `Bearer ${token}` } });

describe.skipIf(outside === undefined)('from another machine', () => {
  it('everything of the show needs the token', async () => {
    const { from, port } = await elsewhere();
    for (const path of [
      '/api/v1/status',
      '/api/v1/enhancements',
      '/api/docs/json',
      '/metrics',
      '/%61pi/v1/status',
    ]) {
      const bare = await from(path);
      expect([bare.status, json(bare).code], path).toEqual([401, 'TOKEN_NEEDED']);
      expect(bare.headers['www-authenticate']).toBe('Bearer realm="Show-Build"');
      expect((await from(path, bearer(TOKEN))).status, path).toBe(200);
      expect((await from(path, bearer('of the service'))).status, path).toBe(200);
    }
    expect((await from('/api/v1/auto', { method: 'POST', body: { on: true } })).status).toBe(401);
    expect((await ask(port, '/api/v1/status')).status).toBe(200);
  });

  it('a wrong token and none in another form come in', async () => {
    const { from } = await elsewhere();
    expect((await from('/api/v1/status', bearer('correct horse'))).status).toBe(401);
    const basic = { authorization: `Basic ${Buffer.from(`anybody:${TOKEN}`).toString('base64')}` };
    expect((await from('/api/v1/status', { headers: basic })).status).toBe(401);
    expect((await from('/api/v1/status', { headers: { cookie: 'show-build-1=x' } })).status).toBe(401);
  });

  it('pages and the sign of life are open, and tell nothing of the show', async () => {
    const { from } = await elsewhere();
    const health = await from('/healthz');
    expect(json(health)).toEqual({ ok: true, program: 'show-build', show: null, pid: process.pid });
    expect(json(await from('/healthz', bearer(TOKEN))).show).toBe('Mildly Concerning');
    const page = await from('/episodes', { headers: { accept: 'text/html' } });
    expect([page.status, page.text.includes('Mildly')]).toEqual([200, false]);
    expect(json(await from('/api/v1/session'))).toEqual({
      needed: true,
      loggedIn: false,
      show: 'Show-Build',
      people: [],
    });
  });

  it('a login is a cookie that no script reads, until one logs out', async () => {
    const { from, logIn, port } = await elsewhere();
    const entered = await logIn(TOKEN);
    expect(entered.status).toBe(200);
    const [set = ''] = entered.headers['set-cookie'] ?? [];
    expect(set).toMatch(/^show-build-\d+=[\w-]{43}; Max-Age=2592000; Path=\/; HttpOnly; SameSite=Strict$/);
    const headers = { cookie: set.split(';', 1)[0] ?? '' };
    expect((await from('/api/v1/status', { headers })).status).toBe(200);
    expect(json(await from('/api/v1/session', { headers }))).toEqual({
      needed: true,
      loggedIn: true,
      show: 'Mildly Concerning',
      people: [{ key: 'minna', name: 'Minna Thistlewood' }],
    });
    const origin = `http://${outside}:${port}`;
    const line = new WebSocket(`${origin.replace('http', 'ws')}/api/v1/events`, { headers, origin });
    const cut = new Promise((resolve) => line.once('close', resolve));
    await new Promise((resolve) => line.once('message', resolve));
    const left = await from('/api/v1/session', { method: 'DELETE', headers });
    await cut;
    expect(left.headers['set-cookie']?.[0]).toMatch(/=; Max-Age=0; Path=\/; Expires=Thu, 01 Jan 1970/);
    expect((await from('/api/v1/status', { headers })).status).toBe(401);
  });

  it('a session outlives a restart, and no other token', async () => {
    const first = await elsewhere();
    const [set = ''] = (await first.logIn(TOKEN)).headers['set-cookie'] ?? [];
    const secret = set.slice(set.indexOf('=') + 1, set.indexOf(';'));
    const isOpenAt = async ({ port, from }: Awaited<ReturnType<typeof elsewhere>>) =>
      (await from('/api/v1/status', { headers: { cookie: `show-build-${port}=${secret}` } })).status;
    expect(await isOpenAt(await elsewhere(first.state, null))).toBe(200);
    expect(await isOpenAt(await elsewhere(first.state, TOKEN))).toBe(200);
    expect(await isOpenAt(await elsewhere(first.state, 'quite another token'))).toBe(401);
  });

  it('a foreign page logs nobody in', async () => {
    const { from } = await elsewhere();
    const headers = { origin: 'http://evil.example' };
    const answer = await from('/api/v1/session', { method: 'POST', headers, body: { token: TOKEN } });
    expect([answer.status, json(answer).code]).toEqual([403, 'ORIGIN_FOREIGN']);
  });

  it('whoever guessed too often is not told by the answer that a guess was right at last', async () => {
    const { from, logIn } = await elsewhere();
    expect((await logIn(TOKEN)).status).toBe(200);
    for (let i = 0; i < 10; i++) await logIn(`guess ${i}`);
    for (const stopped of [await logIn(TOKEN), await from('/api/v1/status', bearer(TOKEN))])
      expect([stopped.status, json(stopped).code]).toEqual([429, 'TOO_MANY_TRIES']);
  });

  it('whoever tries tokens is stopped after ten a minute, by login and by header together', async () => {
    const { from, logIn } = await elsewhere();
    for (let i = 0; i < 5; i++) expect(json(await logIn(`guess ${i}`)).code).toBe('TOKEN_WRONG');
    for (let i = 0; i < 5; i++)
      expect(json(await from('/api/v1/status', bearer(`guess ${i}`))).code).toBe('TOKEN_NEEDED');
    for (const stopped of [await logIn(TOKEN), await from('/api/v1/status', bearer('guess'))]) {
      expect([stopped.status, json(stopped).code]).toEqual([429, 'TOO_MANY_TRIES']);
      expect(Number(stopped.headers['retry-after'])).toBeGreaterThan(0);
    }
    expect((await from('/api/v1/status', bearer('of the service'))).status).toBe(200);
  });
});

it.each([
  { 'x-forwarded-for': '203.0.113.7' },
  { forwarded: 'for=203.0.113.7' },
  { via: '1.1 proxy' },
  { 'x-forwarded-proto': 'https' },
])('what a proxy on this machine forwards needs the token too: %j', async (headers) => {
  const { port } = await serve(deskDouble(), { token: 'of the service' });
  const bare = await ask(port, '/api/v1/status', { headers });
  expect([bare.status, json(bare).code]).toEqual([401, 'TOKEN_NEEDED']);
  expect(json(await ask(port, '/api/v1/session', { headers }))).toMatchObject({
    needed: true,
    loggedIn: false,
  });
});

it('a proxy that says nothing of whom it speaks for needs it too, if it speaks as of old', async () => {
  const { port } = await serve(deskDouble(), { token: 'of the service' });
  const spoken = async (version: string, more = '') =>
    (await said(port, `GET /api/v1/status HTTP/${version}\r\nHost: 127.0.0.1:${port}\r\n${more}\r\n`)).split(
      ' ',
    )[1];
  expect(await spoken('1.0')).toBe('401');
  expect(await spoken('1.0', 'Authorization: Bearer of the service\r\n')).toBe('200');
  expect(await spoken('1.1', 'Connection: close\r\n')).toBe('200');
});

/** The whole answer, as it comes. */
function said(port: number, request: string): Promise<string> {
  return new Promise((resolve, reject) => {
    let answer = '';
    const socket = connect(port, '127.0.0.1', () => socket.write(request));
    socket.on('data', (bytes) => {
      answer += String(bytes);
    });
    socket.on('error', reject);
    socket.on('end', () => resolve(answer));
  });
}

describe('what is kept', () => {
  it('is only hashes, in files that only this user reads', async () => {
    const state = stateFolder();
    const { sessions } = await openKeys(state, TOKEN);
    const secret = await sessions.begin();
    for (const name of ['token.json', 'sessions.json']) {
      const path = join(state, name);
      expect(statSync(path).mode & 0o777).toBe(0o600);
      expect(readFileSync(path, 'utf8')).not.toContain(TOKEN);
      expect(readFileSync(path, 'utf8')).not.toContain(secret);
    }
  });

  it('later starts know the token without being told', async () => {
    const state = stateFolder();
    await openKeys(state, TOKEN);
    const { token } = await openKeys(state, null);
    expect(await token?.isRight(TOKEN)).toBe(true);
    expect(await token?.isRight(`${TOKEN} `)).toBe(false);
  });

  it.each(['', 'fifteen letters'])('refuses the token %j, which is too short', async (short) => {
    const state = stateFolder();
    await expect(keepToken(state, short)).rejects.toMatchObject({
      kind: 'configuration',
      code: 'TOKEN_SHORT',
    });
    expect(keptToken(state)).toBeNull();
  });

  it.each(['', '{', '{"salt":"","hash":""}', '[]'])('lets nobody in by a broken file: %j', async (text) => {
    const state = stateFolder();
    writeFileSync(join(state, 'token.json'), text);
    writeFileSync(join(state, 'sessions.json'), text);
    const { token, sessions } = await openKeys(state, null);
    expect(token).toBeNull();
    expect(await sessions.isOpen('')).toBe(false);
  });

  it('a session ends a month after it was last used', async () => {
    let nowMs = NOW_MS;
    const sessions = openSessions(stateFolder(), () => nowMs);
    const secret = await sessions.begin();
    nowMs += SESSION_MS - 1;
    expect(await sessions.isOpen(secret)).toBe(true);
    nowMs += SESSION_MS - 1;
    expect(await sessions.isOpen(secret)).toBe(true);
    nowMs += SESSION_MS;
    expect(await sessions.isOpen(secret)).toBe(false);
  });

  it('there are a hundred sessions at most: the one used longest ago goes', async () => {
    let nowMs = NOW_MS;
    const sessions = openSessions(null, () => nowMs);
    const secrets: string[] = [];
    for (let i = 0; i < 101; i++) {
      nowMs += 1;
      secrets.push(await sessions.begin());
    }
    const open = await Promise.all(secrets.map((secret) => sessions.isOpen(secret)));
    expect(open.map((isOpen, i) => (isOpen ? -1 : i)).filter((i) => i >= 0)).toEqual([0]);
  });
});
