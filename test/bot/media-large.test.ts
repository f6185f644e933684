// A film of a gigabyte lands without ever being in memory.
import { execFileSync } from 'node:child_process';
import { mkdirSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, it } from 'vitest';
import { treePath } from '../../src/domain/ids.ts';
import { hashFile, storeMedia } from '../../src/git/media.ts';
import { defineStep } from '../../src/step.ts';
import { AT_ONCE, INFO, INFO_PATH, makeTrial } from '../trial.ts';
import { inTrials, quiet } from './trials.ts';

const { trial, open, close } = inTrials();

const FILM = 'episodes/0101/assets/video/long.mp4';
const BYTES = 1_073_741_824;
const MOST_GROWN_BYTES = 100 * 1024 * 1024;

it('takes less than 100 MB of memory, there and back', async () => {
  const one = trial(() => makeTrial({ [INFO_PATH]: INFO, 'show-build.yaml': AT_ONCE }));
  const first = await open(one);
  await first.desk.pass({}, quiet);
  await close(first);
  const place = join(one.dir, 'long.mp4');
  mkdirSync(dirname(place), { recursive: true });
  writeFileSync(place, 'A film of nothing.');
  truncateSync(place, BYTES);
  const { sha256, bytes } = await storeMedia({ dir: join(one.state, 'repo.git') }, place);
  rmSync(place);
  const makes = defineStep<'episode', never>({
    id: 'makes-film',
    title: 'Make the film',
    version: 1,
    subjects: ['episode'],
    after: [],
    tools: [],
    inspect: () => ({ state: 'needed', input: sha256, diagnostics: [] }),
    run: async () => ({
      changes: [
        {
          title: 'Make the film',
          why: 'It was not there.',
          applicability: 'safe',
          files: [
            {
              kind: 'media',
              path: treePath(FILM),
              pointer: { sha256, bytes },
              replaces: null,
              field: 'file',
            },
          ],
        },
      ],
      facts: null,
    }),
  });
  const now = await open(one, { steps: [makes] });
  await now.desk.pass({}, quiet);
  const [row] = await now.desk.list({});
  const before = process.memoryUsage.rss();
  let most = before;
  const watch = setInterval(() => {
    most = Math.max(most, process.memoryUsage.rss());
  }, 20);
  expect(await now.desk.accept({ ids: [row?.id ?? ''] }, null)).toMatchObject([{ result: 'landed' }]);
  await now.desk.pass({}, quiet);
  expect(statSync(join(one.tree, FILM)).size).toBe(BYTES);
  expect((await hashFile(join(one.tree, FILM))).sha256).toBe(sha256);
  await now.desk.revert({ ids: [row?.id ?? ''] }, null);
  clearInterval(watch);
  expect(most - before).toBeLessThan(MOST_GROWN_BYTES);
  expect(execFileSync('ls', [join(one.tree, 'episodes/0101/assets')], { encoding: 'utf8' })).not.toContain(
    'long',
  );
}, 180_000);
