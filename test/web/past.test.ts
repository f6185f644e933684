// The history's addresses: what may be asked, how it is answered, and what is refused at the door.
import { describe, expect, it } from 'vitest';
import { serve } from './asking.ts';
import { deskDouble } from './desk-double.ts';

const COMMIT = 'deadbeef23456789c0ffee0123456789c0ffee01';

async function served() {
  const desk = deskDouble();
  const server = await serve(desk);
  const ask = async (path: string, body?: unknown) => {
    const sent =
      body === undefined
        ? {}
        : { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
    const answer = await fetch(`${server.url}/api/v1${path}`, sent);
    return { status: answer.status, body: (await answer.json()) as unknown };
  };
  return { ask, calls: desk.calls };
}

describe('the history', () => {
  it('is asked with every filter, and episodes without their zeros', async () => {
    const { ask, calls } = await served();
    const query =
      'episode=101&step=slug-enhancement&who=minna&kind=landing&verdict=policy&path=episodes%2F0101&sinceMs=1&untilMs=2&before=deadbeef&limit=3';
    expect(await ask(`/history?${query}`)).toMatchObject({
      status: 200,
      body: [{ title: 'Runtime 00:41:20:00' }, {}],
    });
    expect(calls).toEqual([
      [
        'history',
        {
          episode: '0101',
          step: 'slug-enhancement',
          who: 'minna',
          kind: 'landing',
          verdict: 'policy',
          path: 'episodes/0101',
          sinceMs: 1,
          untilMs: 2,
          before: 'deadbeef',
          limit: 3,
        },
      ],
    ]);
  });

  it.each([
    '/history?kind=landings',
    '/history?verdict=robot',
    '/history?whom=minna',
    '/history?before=HEAD',
    '/history?sinceMs=yesterday',
    '/commits/main',
    '/commits/--all',
    '/compare?from=deadbeef',
    '/blame',
    '/blame?path=',
    '/note',
    '/note?path=x&line=0',
    '/note?path=x&line=end',
    '/files?path=x&commit=..',
  ])('%s is refused before the desk is asked', async (path) => {
    const { ask, calls } = await served();
    expect(await ask(path)).toMatchObject({ status: 422, body: { code: 'REQUEST_WRONG' } });
    expect(calls).toEqual([]);
  });

  it('gives the address that opens a note, near a line or without one', async () => {
    const { ask, calls } = await served();
    const path = 'episodes/0101/rundown/60 The Drawer.md';
    expect(await ask(`/note?path=${encodeURIComponent(path)}&line=3`)).toMatchObject({
      status: 200,
      body: { address: expect.stringMatching(/^obsidian:/) },
    });
    expect(await ask('/note?path=show-build.yaml')).toEqual({ status: 200, body: { address: null } });
    expect(calls).toEqual([
      ['noteAddress', path, 3],
      ['noteAddress', 'show-build.yaml', null],
    ]);
  });

  it('says that a commit is not there', async () => {
    const { ask } = await served();
    expect(await ask('/commits/ffffffff')).toMatchObject({ status: 404, body: { code: 'NO_COMMIT' } });
    expect(await ask(`/commits/${COMMIT}`)).toMatchObject({
      status: 200,
      body: { more: 0, files: [{}, {}] },
    });
  });

  it('gives lines and files as they are, whatever stands in them', async () => {
    const { ask } = await served();
    const path = encodeURIComponent('episodes/0101/rundown/60 The Drawer.md');
    expect(await ask(`/blame?path=${path}`)).toMatchObject({
      status: 200,
      body: [
        { by: { kind: 'person' } },
        { model: 'rules' },
        { model: 'gpt-5-mini' },
        { text: '<script>alert(1)</script>' },
      ],
    });
    expect(await ask(`/files?path=${path}&commit=${COMMIT}`)).toMatchObject({
      status: 200,
      body: { commit: COMMIT },
    });
    expect(await ask('/compare?from=2031-05-03&to=deadbeef')).toMatchObject({
      status: 200,
      body: [{}, { kind: 'moved' }],
    });
  });

  it('puts a file back in somebody’s name, and hands on why not', async () => {
    const { ask, calls } = await served();
    const path = 'episodes/0101/rundown/60 The Drawer.md';
    expect(await ask('/restore', { path, commit: COMMIT, who: 'minna' })).toMatchObject({
      status: 200,
      body: { result: 'landed' },
    });
    expect(await ask('/restore', { path: 'episodes/0101/info.md', commit: COMMIT })).toMatchObject({
      status: 200,
      body: { result: 'refused', reasons: [{ code: 'SAME_ALREADY' }] },
    });
    expect(calls[0]).toEqual(['restore', path, COMMIT, 'minna', null]);
    expect(await ask('/restore', { path, commit: COMMIT, force: true })).toMatchObject({ status: 422 });
    expect(await ask('/restore', { path })).toMatchObject({ status: 422 });
  });
});
