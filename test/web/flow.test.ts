// What holds landings back, over HTTP: all of it, gates opened one by one, and what the door refuses.
import { expect, it } from 'vitest';
import { serve } from './asking.ts';
import { deskDouble } from './desk-double.ts';
import { FLOW } from './double/flow.ts';

async function served() {
  const desk = deskDouble();
  const server = await serve(desk);
  const post = (path: string, body: unknown) =>
    fetch(`${server.url}/api/v1${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
  return { desk, url: server.url, post };
}

it('tells all that holds landings back', async () => {
  const { url } = await served();
  const answer = await fetch(`${url}/api/v1/flow`);
  expect(answer.status).toBe(200);
  expect(await answer.json()).toEqual(FLOW);
});

it('opens a gate that is a choice, in somebody’s name', async () => {
  const { desk, post } = await served();
  const answer = await post('/enhancements/1a2b3c4d5e/open-gate', { gate: 'idle', who: 'minna' });
  expect(answer.status).toBe(200);
  expect(desk.calls).toEqual([['openGate', '1a2b3c4d5e', 'idle', 'minna']]);
});

it.each([
  ['a gate that nobody passes', { gate: 'base' }, 409, 'NOT_A_CHOICE'],
  ['a gate that there is not', { gate: 'garden' }, 422, 'REQUEST_WRONG'],
  ['no gate', {}, 422, 'REQUEST_WRONG'],
  ['a key that there is not', { gate: 'idle', force: true }, 422, 'REQUEST_WRONG'],
])('refuses %s', async (_name, body, status, code) => {
  const { post } = await served();
  const answer = await post('/enhancements/1a2b3c4d5e/open-gate', body);
  expect(answer.status).toBe(status);
  expect(await answer.json()).toMatchObject({ code });
});
