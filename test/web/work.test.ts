// Jobs and figures over real HTTP: what may be asked, and what is refused at the door.
import { describe, expect, it } from 'vitest';
import { serve } from './asking.ts';
import { deskDouble } from './desk-double.ts';

async function served() {
  const desk = deskDouble();
  const server = await serve(desk);
  const ask = async (path: string, body?: unknown) => {
    const sent = {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    };
    const answer = await fetch(`${server.url}/api/v1${path}`, body === undefined ? {} : sent);
    return { status: answer.status, body: (await answer.json()) as { readonly code?: string } };
  };
  return { desk, ask };
}

describe('jobs', () => {
  it('are listed by filter, with the zeros of an episode put back', async () => {
    const { desk, ask } = await served();
    expect(await ask('/jobs?state=failed&episode=101&limit=5')).toMatchObject({
      status: 200,
      body: [{ id: 'j1' }],
    });
    expect(desk.calls).toEqual([['jobs', { state: 'failed', episode: '0101', limit: 5 }]]);
  });

  it('are steered by name, or by whoever is at the desk', async () => {
    const { desk, ask } = await served();
    expect(await ask('/jobs/j2/cancel', { who: 'minna' })).toMatchObject({
      status: 200,
      body: { state: 'cancelled' },
    });
    expect(await ask('/jobs/j1/retry', {})).toMatchObject({ status: 200, body: { state: 'queued' } });
    expect(await ask('/jobs/j1/priority', { priority: -2.5 })).toMatchObject({ body: { priority: -2.5 } });
    expect(desk.calls).toEqual([
      ['cancelJob', 'j2', 'minna'],
      ['retryJob', 'j1', null],
      ['prioritise', 'j1', -2.5, null],
    ]);
  });

  it('that are unknown or have ended are answered with what to know', async () => {
    const { ask } = await served();
    expect((await ask('/jobs/zz')).body.code).toBe('NO_JOB');
    expect(await ask('/jobs/j1/cancel', {})).toMatchObject({ status: 409, body: { code: 'JOB_ENDED' } });
  });
});

it('figures come for a span of time', async () => {
  const { desk, ask } = await served();
  expect(await ask('/analytics?sinceMs=5&untilMs=9')).toMatchObject({
    status: 200,
    body: { steps: [{ title: 'Descriptions', cached: 3 }], days: [{ landed: 7 }] },
  });
  expect(desk.calls).toEqual([['analytics', { sinceMs: 5, untilMs: 9 }]]);
});

describe('the door', () => {
  it.each([
    ['a filter that is misspelt', '/jobs?stat=failed', undefined],
    ['a state that is none', '/jobs?state=lost', undefined],
    ['more than anybody reads', '/jobs?limit=100000', undefined],
    ['a priority beyond all', '/jobs/j1/priority', { priority: 1e9 }],
    ['a priority in words', '/jobs/j1/priority', { priority: 'high' }],
    ['an unknown key beside it', '/jobs/j1/cancel', { why: 'so' }],
    ['figures of no time', '/analytics', undefined],
    ['figures of a time in words', '/analytics?sinceMs=now&untilMs=1', undefined],
  ])('refuses %s', async (_name, path, body) => {
    const { desk, ask } = await served();
    expect((await ask(path, body)).body.code).toBe('REQUEST_WRONG');
    expect(desk.calls).toEqual([]);
  });
});
