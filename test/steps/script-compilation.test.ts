// What the step tells a reviewer, and what it leaves to one.

import { expect, test } from 'vitest';
import { type TreePath, treePath } from '../../src/domain/ids.ts';
import type { EpisodeSubject } from '../../src/step.ts';
import { scriptCompilation } from '../../steps/script-compilation.ts';
import { NO_MEDIA } from '../no-media.ts';
import { episodeSubject } from './fixtures.ts';

const FOLDER = 'episodes/0101';
const never = new AbortController().signal;
const run = (subject: EpisodeSubject) =>
  scriptCompilation.run(
    subject,
    { media: NO_MEDIA, language: { model: 'rules', ask: async () => ({ kind: 'off' }), refuse: () => {} } },
    never,
  );

function subject(
  items: Readonly<Record<string, string>>,
  more: Partial<EpisodeSubject> = {},
): EpisodeSubject {
  const files = new Map<TreePath, string>([[treePath(`${FOLDER}/info.md`), '---\ntitle: A\n---\n']]);
  for (const [name, status] of Object.entries(items))
    files.set(treePath(`${FOLDER}/rundown/${name}.md`), `---\nstatus: ${status}\n---\nWords.\n`);
  return { ...episodeSubject('/nowhere', files), ...more };
}

test('says how many items are in, which are not, and why', async () => {
  const { changes } = await run(subject({ '10 One': 'production', '20 Two': 'draft', '30 Three': '' }));
  expect(changes.map(({ title, why, applicability }) => [title, why, applicability])).toEqual([
    [
      'Compile the scripts and the media list',
      '1 item is in the show. Left out: “Two”, because its status is draft; “Three”, because it has no status.',
      'safe',
    ],
  ]);
});

test('keeps the reason short, however many items are left out', async () => {
  const items = Object.fromEntries(
    Array.from({ length: 60 }, (_, i) => [`${i} ${'long '.repeat(30)}`, 'draft']),
  );
  const { changes } = await run(subject(items));
  expect(changes[0]?.why).toMatch(/^No item is in the show\. Left out: .{500,}$/);
  expect(changes[0]?.why.length).toBeLessThanOrEqual(600);
});

test('has nothing to do without an info.md', async () => {
  const without = subject({ '10 One': 'production' }, { info: null });
  expect(scriptCompilation.inspect(without)).toEqual({ state: 'fulfilled', diagnostics: [] });
  expect(await run(without)).toEqual({ changes: [], facts: { files: [] } });
});

test('asks for each file that somebody has edited, by itself', async () => {
  const edited = (name: string) =>
    [name, { path: treePath(`${FOLDER}/exports/${name}`), text: 'Mine.', ours: false }] as const;
  const { changes } = await run(
    subject(
      { '10 One': 'production' },
      { exports: new Map([edited('script.txt'), edited('media-list.m3u')]) },
    ),
  );
  expect(changes.map(({ title, applicability, files }) => [title, applicability, files.length])).toEqual([
    ['Compile the scripts and the media list', 'safe', 8],
    ['Replace script.txt, which somebody has edited', 'unsafe', 1],
    ['Replace media-list.m3u, which somebody has edited', 'unsafe', 1],
  ]);
});
