// What every answer keeps to: pages of long lists, answers that have not changed, problems, metrics, and a description.
import { describe, expect, it } from 'vitest';
import type { EnhancementRow } from '../../src/desk.ts';
import type { EnhancementId } from '../../src/domain/ids.ts';
import { Fault } from '../../src/errors.ts';
import { ask, happenings, json, serve } from './asking.ts';
import { deskDouble, enhancementRow, ROWS } from './desk-double.ts';

describe('a long list', () => {
  const rows = Array.from({ length: 5 }, (_, i) => enhancementRow({ id: `id${i}` as EnhancementId }));

  it('comes page by page, each with the address of the next', async () => {
    const { port } = await serve(deskDouble({ rows }));
    const ids: string[] = [];
    const totals: unknown[] = [];
    let next: string | undefined = '/api/v1/enhancements?all=true&limit=2';
    while (next !== undefined) {
      const page = await ask(port, next);
      ids.push(...(json(page) as EnhancementRow[]).map(({ id }) => id));
      totals.push(page.headers['total-count']);
      next = /^<([^>]+)>; rel="next"$/.exec(String(page.headers.link ?? ''))?.[1];
    }
    expect(ids).toEqual(rows.map(({ id }) => id));
    expect(totals).toEqual(['5', '5', '5']);
  });

  it('comes whole to who sets no limit', async () => {
    const { port } = await serve(deskDouble({ rows }));
    const whole = await ask(port, '/api/v1/enhancements');
    expect([json(whole).length, whole.headers['total-count'], whole.headers.link]).toEqual([
      5,
      '5',
      undefined,
    ]);
  });

  it('says so where it can not go on from there', async () => {
    const { port } = await serve(deskDouble({ rows }));
    const lost = await ask(port, '/api/v1/enhancements?after=id9&limit=2');
    expect([lost.status, json(lost).code]).toEqual([422, 'NO_SUCH_ROW']);
    expect((await ask(port, '/api/v1/enhancements?limit=0')).status).toBe(422);
  });
});

describe('an answer', () => {
  it('is not told again while it has not changed', async () => {
    const desk = deskDouble();
    const { port } = await serve(desk);
    const first = await ask(port, '/api/v1/enhancements');
    expect(first.headers['cache-control']).toBe('private, no-cache');
    const headers = { 'if-none-match': first.headers.etag ?? '' };
    expect(headers['if-none-match']).toMatch(/^W\/"/);
    const again = await ask(port, '/api/v1/enhancements', { headers });
    expect([again.status, again.text]).toEqual([304, '']);
    const strong = { 'if-none-match': headers['if-none-match'].slice(2) };
    expect((await ask(port, '/api/v1/enhancements', { headers: strong })).status).toBe(304);
    await ask(port, '/api/v1/enhancements/1a2b/accept', { method: 'POST' });
    expect((await ask(port, '/api/v1/enhancements', { headers })).status).toBe(200);
  });

  it('that breaks its promise is our fault: logged with the place, and not given', async () => {
    const logged: unknown[] = [];
    const log = { warn: () => {}, error: (sentence: string) => logged.push(sentence) };
    const odd = [{ ...ROWS[0], title: 7 }] as unknown as readonly EnhancementRow[];
    const { port } = await serve({ ...deskDouble(), list: async () => odd }, { log });
    const answer = await ask(port, '/api/v1/enhancements');
    expect([answer.status, json(answer).code]).toEqual([500, 'WEB_BUG']);
    expect(logged).toEqual([expect.stringMatching(/^GET \/api\/v1\/enhancements .*0\.title: /)]);
  });
});

describe('a problem', () => {
  it.each([
    ['DISK_FULL', 1],
    ['WEB_BUG', 3],
  ] as const)('that lasts stands once in the log, a bug each time (%s: %i)', async (code, lines) => {
    const logged: string[] = [];
    const log = { warn: () => {}, error: (sentence: string) => logged.push(sentence) };
    const error = code === 'WEB_BUG' ? new TypeError('x') : new Fault('transient', code, 'The disk is full.');
    const { port } = await serve({ ...deskDouble(), status: () => Promise.reject(error) }, { log });
    for (let time = 0; time < 3; time++)
      expect(json(await ask(port, '/api/v1/status'))).toMatchObject({ code });
    expect(logged).toHaveLength(lines);
  });

  it('says each thing that is wrong with the question', async () => {
    const { port } = await serve(deskDouble());
    const body = { episode: '0101', action: 'keep', forMs: -1 };
    const answer = json(await ask(port, '/api/v1/holds?x=1', { method: 'POST', body }));
    expect(answer).toMatchObject({
      type: 'about:blank',
      title: 'Unprocessable Entity',
      status: 422,
      instance: '/api/v1/holds',
      code: 'REQUEST_WRONG',
    });
    expect(answer.errors.map(({ path }: { path: string }) => path)).toEqual(['body/action', 'body/forMs']);
    expect(answer.detail).toBe(answer.message);
  });

  it.each([
    ['no type', undefined, '{"on":true}', 415],
    ['no JSON', 'application/json', '{"on":', 400],
    ['too much', 'application/json', JSON.stringify({ on: true, who: 'x'.repeat(2 << 20) }), 413],
  ])('comes of a body that has %s', async (_name, type, body, status) => {
    const { url } = await serve(deskDouble());
    const headers: Record<string, string> = type === undefined ? {} : { 'content-type': type };
    const response = await fetch(`${url}/api/v1/auto`, {
      method: 'POST',
      headers,
      body: type === undefined ? Buffer.from(body) : body,
    });
    expect(response.status).toBe(status);
    expect(response.headers.get('content-type')).toMatch(/^application\/problem\+json/);
    expect(await response.json()).toMatchObject({ status, kind: 'usage' });
  });
});

it('gives Prometheus what happens here', async () => {
  const { events, tell } = happenings();
  const { port } = await serve(deskDouble(), { events });
  await ask(port, '/api/v1/enhancements/1a2b');
  await ask(port, '/api/v1/enhancements/2b3c');
  await ask(port, '/api/v1/enhancements/ffff');
  await ask(port, '/not/here');
  tell({ kind: 'landed', episode: '0101', detail: ['a', 'b'] });
  const { headers, text } = await ask(port, '/metrics');
  expect(headers['content-type']).toMatch(/^text\/plain; version=0\.0\.4/);
  for (const line of [
    'show_build_enhancements{state="proposed"} 2',
    'show_build_enhancements{state="accepted"} 1',
    'show_build_jobs{state="failed"} 1',
    'show_build_landings_total 2',
    'show_build_events_clients 0',
    'show_build_http_requests_total{method="GET",route="/api/v1/enhancements/:id",status="200"} 2',
    'show_build_http_requests_total{method="GET",route="/api/v1/enhancements/:id",status="404"} 1',
    'show_build_http_requests_total{method="GET",route="none",status="404"} 1',
    'show_build_http_request_duration_seconds_count{method="GET",route="/api/v1/enhancements/:id",status="200"} 2',
  ])
    expect(text.split('\n')).toContain(line);
  expect(text).toMatch(/^process_resident_memory_bytes \d/m);
});

it('asks the desk once for many scrapes', async () => {
  const desk = deskDouble();
  const { port } = await serve(desk);
  for (let i = 0; i < 3; i++) await ask(port, '/metrics');
  expect(desk.calls).toEqual([['status']]);
});

describe('the description', () => {
  interface Described {
    readonly summary?: string;
    readonly tags?: readonly string[];
    readonly responses: Record<string, { content?: Record<string, unknown>; description?: string }>;
  }
  interface Document {
    readonly openapi: string;
    readonly tags: readonly { name: string }[];
    readonly paths: Record<string, Record<string, Described>>;
  }

  it('names every question with a sentence, what it answers, and how it fails', async () => {
    const { port } = await serve(deskDouble(), { media: { root: process.cwd(), kept: () => '' } });
    const document = json(await ask(port, '/api/docs/json')) as Document;
    expect(document.openapi).toMatch(/^3\.1/);
    const known = document.tags.map(({ name }) => name);
    const found = Object.entries(document.paths).flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, described]) => ({ name: `${method} ${path}`, described })),
    );
    expect(found.length).toBeGreaterThan(20);
    const poor = found.filter(({ described: { summary, tags, responses } }) => {
      const good = Object.entries(responses).find(([status]) => /^(?:1|2)/.test(status))?.[1];
      const isTold = good?.content !== undefined && good.description !== undefined;
      return !summary || !tags?.every((tag) => known.includes(tag)) || !isTold || !responses.default;
    });
    expect(poor.map(({ name }) => name)).toEqual([]);
  });

  it('is a page to who reads, and a document to programs', async () => {
    const { port } = await serve(deskDouble());
    const document = await ask(port, '/api/docs', { headers: { accept: 'application/json' } });
    expect(json(document).info.title).toBe('Show-Build');
    const page = await ask(port, '/api/docs', { headers: { accept: 'text/html' } });
    expect(page.headers['content-type']).toMatch(/^text\/html/);
    expect(page.headers['content-security-policy']).toMatch(/script-src 'self';/);
    expect(page.text).not.toMatch(/<script(?![^>]*src=)|https?:\/\//);
    for (const [, path = ''] of page.text.matchAll(/(?:src|href)="([^"]+)"/g)) {
      expect((await ask(port, path)).status, path).toBe(200);
    }
  });
});
