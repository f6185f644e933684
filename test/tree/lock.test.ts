import { once } from 'node:events';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { lockState } from '../../src/tree/lock.ts';
import { portableNative } from '../../src/tree/portable.ts';
import { compiledTree, run } from './compiled.ts';
import { temporaryFolder } from './folder.ts';

it.each([
  ['the kernel', undefined],
  ['Node alone', portableNative()],
])('lets one in, by %s', (_name, native) => {
  const dir = join(temporaryFolder(), 'state');
  const more = native === undefined ? {} : { native };
  const lock = lockState(dir, { purpose: 'show-build start', ...more });
  expect(() => lockState(dir, { purpose: 'show-build run', ...more })).toThrow(
    expect.objectContaining({
      kind: 'refused',
      code: 'STATE_HELD',
      message: expect.stringContaining(`show-build start (pid ${process.pid}`),
    }),
  );
  lock.release();
  lockState(dir, { purpose: 'show-build run', ...more }).release();
});

it('is free again when its holder is killed', async () => {
  const dir = temporaryFolder();
  const holder = run(
    compiledTree(),
    `import { lockState } from './src/tree/lock.js';
     lockState(${JSON.stringify(dir)}, { purpose: 'other' });
     console.log('held');
     setInterval(() => {}, 1000);`,
  );
  await once(holder.stdout, 'data');
  expect(() => lockState(dir, { purpose: 'run' })).toThrow(`other (pid ${holder.pid}`);
  holder.kill('SIGKILL');
  await once(holder, 'exit');
  lockState(dir, { purpose: 'run' }).release();
});
