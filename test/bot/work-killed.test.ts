// A service that is killed while a model thinks, for real: by SIGKILL, in a program of its own.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { expect, it, onTestFinished } from 'vitest';
import { descriptionGeneration } from '../../steps/description-generation.ts';
import type { LanguageScript } from '../tools/language/server.ts';
import { jobIn, village, willing } from './work-stories.ts';

it('a job that was running when the service was killed is taken up once, and asked once more', async () => {
  let isThinking = true;
  const script: LanguageScript = (asked) => (isThinking ? { hang: 'before' } : willing(asked));
  const { trial, server, open, serve } = await village(script);
  const here = (name: string) => fileURLToPath(new URL(name, import.meta.url));
  const loader = new URL('../queue/ts-loader.mjs', import.meta.url).href;
  const child = spawn(
    process.execPath,
    ['--import', loader, here('work-child.ts'), trial.tree, trial.state],
    { stdio: ['ignore', 'ignore', 'inherit'] },
  );
  onTestFinished(() => void child.kill('SIGKILL'));
  await server.arrived(1);
  child.kill('SIGKILL');
  await once(child, 'exit');

  isThinking = false;
  const service = await serve(await open({ steps: [descriptionGeneration] }));
  const job = await jobIn(service, 'done');
  await service.settled();
  expect(await service.desk.jobs()).toEqual([job]);
  expect(job).toMatchObject({ attempts: 2 });
  expect((await service.desk.job(job.id)).log.map(({ text }) => text)).toEqual([
    'asking slow-model',
    expect.stringContaining('JOB_STALLED'),
    'attempt 2 of 5: asking slow-model',
  ]);
  // Without the marks that fence each question off anew: the first one again, and the one that follows from its answer.
  const questions = server.asked.map((one) => JSON.stringify(one).replaceAll(/content [0-9a-f]{24}/g, ''));
  expect(questions).toEqual([questions[0], questions[0], expect.not.stringContaining(questions[0] ?? '')]);
  expect(await service.desk.list({})).toMatchObject([{ state: 'proposed' }]);
});
