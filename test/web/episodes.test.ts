// Checking an episode and making the next one, over real HTTP on a desk in memory.
import { expect, it } from 'vitest';
import { serve } from './asking.ts';
import { CHECKS } from './check-double.ts';
import { type DeskDouble, deskDouble } from './desk-double.ts';

async function served(desk: DeskDouble) {
  const server = await serve(desk);
  return async (path: string, init?: RequestInit) => {
    const response = await fetch(`${server.url}${path}`, init);
    return { status: response.status, body: await response.json() };
  };
}

function post(body?: unknown): RequestInit {
  if (body === undefined) return { method: 'POST' };
  return { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
}

it('checks one episode, by its number with zeros or without, or all that are open', async () => {
  const desk = deskDouble();
  const ask = await served(desk);
  expect(await ask('/api/v1/episodes/0101/check')).toEqual({ status: 200, body: CHECKS[0] });
  expect(await ask('/api/v1/episodes/102/check')).toEqual({ status: 200, body: CHECKS[1] });
  expect(await ask('/api/v1/check')).toEqual({ status: 200, body: CHECKS });
  expect(desk.calls).toEqual([
    ['check', '0101'],
    ['check', '0102'],
    ['check', null],
  ]);
});

it('makes the next episode for whoever asks', async () => {
  const desk = deskDouble();
  const ask = await served(desk);
  expect(await ask('/api/v1/episodes', post({ who: 'minna' }))).toMatchObject({
    status: 200,
    body: { episode: '0103', airdate: '2031-05-11' },
  });
  expect((await ask('/api/v1/episodes', post())).status).toBe(200);
  expect(desk.calls).toEqual([
    ['create', 'minna'],
    ['create', null],
  ]);
});

it.each([
  ['/api/v1/episodes/7777/check', undefined, 404, 'NO_EPISODE'],
  ['/api/v1/episodes/ep101/check', undefined, 422, 'REQUEST_WRONG'],
  ['/api/v1/episodes', post({ number: '0200' }), 422, 'REQUEST_WRONG'],
] as const)('answers %s with %j by %i %s', async (path, init, status, code) => {
  const ask = await served(deskDouble());
  expect(await ask(path, init)).toMatchObject({ status, body: { code } });
});
