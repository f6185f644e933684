// The API over real HTTP, on a desk in memory.
import { STATUS_CODES } from 'node:http';
import { describe, expect, it } from 'vitest';
import { foreignFault } from '../../src/errors.ts';
import { ask, json, SILENT, serve } from './asking.ts';
import { deskDouble, ROWS } from './desk-double.ts';

describe('who may ask', () => {
  it.each([
    'evil.example',
    'evil.example:4870',
    '127.0.0.1.evil.example',
    'localhost.evil.example',
    '10.0.0.7',
    '0x7f.1',
  ])('refuses the foreign Host %j', async (host) => {
    const { port } = await serve(deskDouble());
    for (const path of ['/', '/healthz', '/api/v1/status', '/api/v1/nothing']) {
      const answer = await ask(port, path, { headers: { host } });
      expect(answer.status, path).toBeGreaterThanOrEqual(400);
      expect(answer.status, path).toBeLessThan(404);
    }
  });

  it.each([
    'localhost',
    'LOCALHOST:1',
    '127.0.0.1:9',
    '[::1]:4870',
  ])('takes this machine by the name %j', async (host) => {
    const { port } = await serve(deskDouble());
    expect((await ask(port, '/healthz', { headers: { host } })).status).toBe(200);
  });

  it.each([
    { origin: 'http://evil.example' },
    { origin: 'null' },
    { origin: 'http://localhost:1' },
    { 'sec-fetch-site': 'cross-site' },
    { 'sec-fetch-site': 'same-site' },
  ])('refuses to write for another page: %j', async (headers) => {
    const desk = deskDouble();
    const { port } = await serve(desk);
    const answer = await ask(port, '/api/v1/auto', { method: 'POST', headers, body: { on: true } });
    expect([answer.status, json(answer).code]).toEqual([403, 'ORIGIN_FOREIGN']);
    expect(desk.calls).toEqual([]);
  });

  it('writes for its own page, and for programs without an Origin', async () => {
    const desk = deskDouble();
    const { port, url } = await serve(desk);
    for (const headers of [{ origin: url, 'sec-fetch-site': 'same-origin' }, {}]) {
      expect((await ask(port, '/api/v1/auto', { method: 'POST', headers, body: { on: true } })).status).toBe(
        200,
      );
    }
    expect(desk.calls).toEqual([
      ['auto', true, null],
      ['auto', true, null],
    ]);
  });

  it('takes no form and no plain text, which another page could send unasked', async () => {
    const desk = deskDouble();
    const { port } = await serve(desk);
    for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data']) {
      const answer = await ask(port, '/api/v1/auto', {
        method: 'POST',
        headers: { 'content-type': type },
        body: { on: true },
      });
      expect(answer.status).toBe(415);
    }
    expect(desk.calls).toEqual([]);
  });

  it('is bound to other addresses only with a token', async () => {
    const refused = serve(deskDouble(), { host: '0.0.0.0' });
    await expect(refused).rejects.toMatchObject({ kind: 'configuration', code: 'TOKEN_MISSING' });
  });

  it('says so when the port is taken', async () => {
    const { port } = await serve(deskDouble());
    await expect(serve(deskDouble(), { port })).rejects.toMatchObject({
      kind: 'refused',
      code: 'PORT_TAKEN',
    });
  });
});

describe('the API', () => {
  it('lists with the filters of `list`', async () => {
    const desk = deskDouble();
    const { port } = await serve(desk);
    expect(json(await ask(port, '/api/v1/enhancements'))).toEqual(ROWS);
    expect(json(await ask(port, '/api/v1/enhancements?all=false'))).toEqual(ROWS.slice(0, 3));
    expect(json(await ask(port, '/api/v1/enhancements?state=landed&episode=101'))).toEqual([ROWS[3]]);
    await ask(port, '/api/v1/enhancements?ids=1a2b,3c4d&all=true&step=slug-enhancement');
    expect(desk.calls.at(-1)).toEqual([
      'list',
      { ids: ['1a2b', '3c4d'], all: true, step: 'slug-enhancement' },
    ]);
  });

  it.each([
    ['GET', '/api/v1/enhancements?state=open', undefined],
    ['GET', '/api/v1/enhancements?stat=landed', undefined],
    ['GET', '/api/v1/enhancements?episode=12345', undefined],
    ['GET', '/api/v1/enhancements/..%2f..', undefined],
    ['GET', '/api/v1/history?limit=0', undefined],
    ['POST', '/api/v1/auto', { on: 'perhaps' }],
    ['POST', '/api/v1/auto', undefined],
    ['POST', '/api/v1/holds', { episode: '0101', action: 'keep' }],
    ['POST', '/api/v1/holds', { episode: '0101', action: 'hold', forMs: -1 }],
    ['POST', '/api/v1/budget', { episode: '0101' }],
    ['POST', '/api/v1/budget', { addUsd: 0 }],
    ['POST', '/api/v1/budget', { addUsd: 1e6 }],
    ['POST', '/api/v1/budget', { episode: 'all', addUsd: 1 }],
    ['GET', '/api/v1/budget?episode=all', undefined],
    ['POST', '/api/v1/pass', { dryrun: true }],
    ['POST', '/api/v1/enhancements/accept', { selection: { ids: '1a2b' } }],
  ])('refuses what is no such question: %s %s %j', async (method, path, body) => {
    const desk = deskDouble();
    const { port } = await serve(desk);
    const answer = await ask(port, path, { method, body });
    expect([answer.status, json(answer).kind]).toEqual([422, 'usage']);
    expect(desk.calls).toEqual([]);
  });

  it.each([
    ['/api/v1/enhancements/ffff', 404, 'NO_ENHANCEMENT'],
    ['/api/v1/enhancements/ffff/diff', 404, 'NO_ENHANCEMENT'],
    ['/api/v1/episodes/7777', 404, 'NO_EPISODE'],
    ['/api/v1/nothing', 404, 'NO_PAGE'],
  ])('answers %s with %i %s', async (path, status, code) => {
    const { port } = await serve(deskDouble());
    const answer = await ask(port, path);
    expect([answer.status, json(answer).code]).toEqual([status, code]);
  });

  it.each([
    ['usage', 422],
    ['refused', 409],
    ['transient', 503],
    ['configuration', 500],
    ['bug', 500],
  ] as const)('answers a fault of kind %s with %i', async (kind, status) => {
    const fault = foreignFault(kind, 'SOME_CODE', 'A sentence.', {
      tech: 'secret details',
      retryAfterMs: 2500,
    });
    const { port } = await serve({ ...deskDouble(), status: () => Promise.reject(fault) });
    const answer = await ask(port, '/api/v1/status');
    expect(answer.status).toBe(status);
    expect(answer.headers['retry-after']).toBe('3');
    expect(answer.headers['content-type']).toBe('application/problem+json; charset=utf-8');
    expect(json(answer)).toEqual({
      type: 'about:blank',
      title: STATUS_CODES[status],
      status,
      detail: 'A sentence.',
      message: 'A sentence.',
      instance: '/api/v1/status',
      code: 'SOME_CODE',
      kind,
      retryAfterMs: 2500,
    });
  });

  it('says nothing of its inside when it is broken, and logs it', async () => {
    const logged: unknown[] = [];
    const log = { ...SILENT, error: (...said: unknown[]) => logged.push(said) };
    const { port } = await serve(
      { ...deskDouble(), status: () => Promise.reject(new TypeError('x of undefined')) },
      { log },
    );
    const answer = await ask(port, '/api/v1/status');
    expect(answer.status).toBe(500);
    expect(answer.text).not.toContain('undefined');
    expect(logged).toHaveLength(1);
  });

  it('decides about one: its outcome, or why it is refused', async () => {
    const desk = deskDouble();
    const { port } = await serve(desk);
    const post = (path: string, body?: unknown) =>
      ask(port, `/api/v1/enhancements/${path}`, { method: 'POST', body });
    expect(json(await post('1a2b3c4d5e/accept'))).toMatchObject({ id: '1a2b3c4d5e', result: 'landed' });
    expect(json(await post('2b3c4d5e6f/accept'))).toMatchObject({
      result: 'waiting',
      reasons: [{ gate: 'settled' }],
    });
    expect(json(await post('3c4d5e6f70/reject', { why: 'a pun' }))).toMatchObject({ result: 'rejected' });
    const refused = await post('4d5e6f7081/reject', {});
    expect([refused.status, json(refused).code]).toEqual([409, 'WRONG_STATE']);
    expect(json(await post('4d5e6f7081/revert'))).toMatchObject({ result: 'reverted' });
    expect(json(await post('3c4d5e6f70/redo', { remark: 'shorter' }))).toMatchObject({
      result: 'asked-again',
    });
    expect(desk.calls).toContainEqual(['redo', '3c4d5e6f70', 'shorter', null]);
    expect(desk.calls).toContainEqual(['reject', { ids: ['3c4d5e6f70'] }, 'a pun', null]);
    expect((await post('ffff/accept')).status).toBe(404);
  });

  it('answers a pass once, or tells of it while it lasts', async () => {
    const { port } = await serve(deskDouble());
    const once = await ask(port, '/api/v1/pass', { method: 'POST' });
    expect(json(once)).toMatchObject({ episodes: 2, jobs: 5 });
    const headers = { accept: 'text/event-stream' };
    const told = await ask(port, '/api/v1/pass', { method: 'POST', headers, body: { dryRun: true } });
    expect(told.headers['content-type']).toBe('text/event-stream');
    expect(told.text.match(/^event: \w+$/gm)).toEqual([
      'event: progress',
      'event: progress',
      'event: report',
    ]);
  });

  it('gives a diff as JSON, and as plain text to who asks for text', async () => {
    const { port } = await serve(deskDouble());
    const whole = json(await ask(port, '/api/v1/enhancements/1a2b/diff'));
    const text = await ask(port, '/api/v1/enhancements/1a2b/diff', { headers: { accept: 'text/plain' } });
    expect(whole).toEqual({ id: '1a2b', diff: text.text });
    expect(text.headers['content-type']).toBe('text/plain; charset=utf-8');
  });
});
