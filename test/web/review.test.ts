// The review's addresses: what may be asked, verdicts of thousands of parts, and pages of the show that can do nothing.
import { describe, expect, it } from 'vitest';
import { serve } from './asking.ts';
import { deskDouble } from './desk-double.ts';

async function served() {
  const desk = deskDouble();
  const server = await serve(desk, { token: 'a token' });
  const ask = (path: string, body?: unknown) =>
    fetch(`${server.url}/api/v1${path}`, {
      ...(body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) }),
      headers: body === undefined ? {} : { 'content-type': 'application/json' },
    });
  return { desk, ask };
}

const ROOT = '/enhancements/1a2b3c4d5e';

describe('the review over HTTP', () => {
  it('pads episodes and reads numbers, and refuses filters that there are not', async () => {
    const { desk, ask } = await served();
    expect((await ask('/inbox?episode=101&leastConfidence=0.5&limit=5')).status).toBe(200);
    expect(desk.calls.at(-1)).toEqual(['inbox', { episode: '0101', leastConfidence: 0.5, limit: 5 }]);
    for (const wrong of ['waits=person', 'waitsFor=nobody', 'limit=0', 'leastConfidence=2', 'episode=x'])
      expect((await ask(`/inbox?${wrong}`)).status, wrong).toBe(422);
    expect((await ask('/landed')).status).toBe(422);
  });

  it('takes a verdict of 5,000 parts', async () => {
    const { desk, ask } = await served();
    const reject = Array.from({ length: 5000 }, (_, i) => `part-${i}-${'0'.repeat(12)}`);
    const edit = { c0ffeec0ffeec0ffeec0: 'word '.repeat(300_000) };
    expect((await ask(`${ROOT}/parts`, { reject, edit, revision: null })).status).toBe(200);
    expect(desk.calls.at(-1)).toEqual(['decideParts', '1a2b3c4d5e', { reject, edit }, null, null]);
  });

  it('answers 409 and what happened where somebody else was quicker', async () => {
    const { ask } = await served();
    const late = await ask(`${ROOT}/parts`, { reject: [], edit: {}, revision: 'older' });
    expect([late.status, await late.json()]).toMatchObject([409, { code: 'MOVED_ON' }]);
    expect((await ask(`${ROOT}/parts`, { reject: ['nothing'], edit: {} })).status).toBe(422);
    expect((await ask(`${ROOT}/parts`, { reject: [] })).status).toBe(422);
  });

  it('hands on what the reviewer saw with a decision about one, and about many', async () => {
    const { desk, ask } = await served();
    await ask(`${ROOT}/accept`, { revision: 'abc' });
    const accepted = desk.calls.find(([name]) => name === 'accept');
    expect(accepted?.[1]).toEqual({ ids: ['1a2b3c4d5e'], revisions: { '1a2b3c4d5e': 'abc' } });
    await ask('/enhancements/reject', { selection: { step: 'x', revisions: { '1a2b3c4d5e': 'abc' } } });
    const rejected = desk.calls.find(([name]) => name === 'reject');
    expect(rejected?.[1]).toMatchObject({ step: 'x', revisions: { '1a2b3c4d5e': 'abc' } });
  });

  it('hands out pages of the show that can do nothing', async () => {
    const { ask } = await served();
    const path = encodeURIComponent('episodes/0101/rundown/20 The Committee for the Kettle.md');
    const page = await ask(`${ROOT}/page?side=after&path=${path}`);
    expect(page.headers.get('content-type')).toBe('text/html; charset=utf-8');
    const policy = page.headers.get('content-security-policy') ?? '';
    expect(policy).toMatch(/; sandbox(?: allow-same-origin)?$/);
    expect(policy).toContain("default-src 'none'");
    expect(policy).not.toContain('script-src');
    expect(await page.text()).toContain('It is a kettle.');
    expect((await ask(`${ROOT}/page?side=after&path=elsewhere`)).status).toBe(404);
    expect((await ask(`${ROOT}/page?side=middle&path=x`)).status).toBe(422);
  });
});
