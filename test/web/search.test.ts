// Search and SQL over real HTTP, on a desk in memory.
import { describe, expect, it } from 'vitest';
import { ask, json, serve } from './asking.ts';
import { deskDouble } from './desk-double.ts';
import { QUERY_ANSWER, SEARCH_ANSWER } from './double/search.ts';

describe('search', () => {
  it('hands on all that is asked, an episode with its zeros', async () => {
    const desk = deskDouble();
    const { port } = await serve(desk);
    const asked = new URLSearchParams({
      words: 'grubb "glove"; --',
      cueType: 'SOT',
      episode: '101',
      limit: '7',
    });
    const answer = await ask(port, `/api/v1/search?${asked}`);
    expect([answer.status, json(answer)]).toEqual([200, SEARCH_ANSWER]);
    expect(desk.calls).toEqual([
      ['search', { words: 'grubb "glove"; --', cueType: 'SOT', episode: '0101', limit: 7 }],
    ]);
  });

  it.each([
    `words=${'x'.repeat(10_240)}`,
    'words=%00%22%27',
    `words=${encodeURIComponent('🧤'.repeat(300))}`,
    'words=',
    'person=%25%5F',
  ])('takes whatever people type', async (query) => {
    const { port } = await serve(deskDouble());
    expect((await ask(port, `/api/v1/search?${query}`)).status).toBe(200);
  });

  it.each([
    'word=x',
    'words=x&kind=everything',
    'words=x&limit=0',
    'words=x&limit=501',
    'words=x&episode=one',
    '',
  ])('refuses %j, and says so', async (query) => {
    const { port } = await serve(deskDouble());
    const answer = await ask(port, `/api/v1/search?${query}`);
    expect([answer.status, json(answer).kind]).toEqual([422, 'usage']);
  });
});

describe('SQL', () => {
  it('is answered in rows', async () => {
    const desk = deskDouble();
    const { port } = await serve(desk);
    const post = (body: unknown) => ask(port, '/api/v1/query', { method: 'POST', body });
    const answer = await post({ sql: 'select 1', limit: 3 });
    expect([answer.status, json(answer)]).toEqual([200, QUERY_ANSWER]);
    expect((await post({ sql: 'drop table episodes' })).status).toBe(422);
    expect((await post({ sql: 'select 1', limit: 10_001 })).status).toBe(422);
    expect((await post({ sql: 'select 1', file: '/etc/passwd' })).status).toBe(422);
    expect(desk.calls).toEqual([
      ['query', 'select 1', 3],
      ['query', 'drop table episodes', null],
    ]);
  });

  it('is saved, listed and forgotten by name', async () => {
    const desk = deskDouble();
    const { port } = await serve(desk);
    const body = { name: 'Mine / “50 %”', sql: 'select 1', who: 'minna' };
    expect((await ask(port, '/api/v1/queries', { method: 'POST', body })).status).toBe(200);
    expect(json(await ask(port, '/api/v1/queries'))).toContainEqual({
      name: body.name,
      sql: body.sql,
      by: 'minna',
    });
    const address = `/api/v1/queries/${encodeURIComponent(body.name)}?who=minna`;
    expect((await ask(port, address, { method: 'DELETE' })).status).toBe(200);
    expect((await ask(port, address, { method: 'DELETE' })).status).toBe(404);
    const taken = { ...body, name: 'SOTs without duration' };
    expect((await ask(port, '/api/v1/queries', { method: 'POST', body: taken })).status).toBe(409);
  });
});
