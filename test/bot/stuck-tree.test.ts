// The show's folder stops answering while the service runs, as a share does whose server is gone.
import { type ChildProcess, spawn } from 'node:child_process';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, expect, it, onTestFinished } from 'vitest';
import { type Compiled, compileProject } from '../compiled.ts';
import { canStick, stickDisk } from '../stuck-disk.ts';
import { oneSegment, SEGMENT, SEGMENT_PATH } from '../trial.ts';

let compiled: Compiled | null = null;
afterAll(() => compiled?.clear());

interface Started {
  readonly child: ChildProcess;
  readonly url: string;
  said(): string;
}

async function started(tree: string, state: string): Promise<Started> {
  compiled ??= compileProject();
  const args = ['start', '--port', '0', '--tree', tree, '--state', state];
  const child = spawn(process.execPath, [compiled.place('bot/main.ts'), ...args]);
  onTestFinished(() => void child.kill('SIGKILL'));
  let said = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => {
      said += chunk.toString();
    });
  const address = () => /http:\/\/127\.0\.0\.1:\d+/.exec(said)?.[0] ?? null;
  await expect.poll(address, { timeout: 30_000, message: said }).not.toBeNull();
  return { child, url: address() ?? '', said: () => said };
}

/** What a call that is under way waits for, it waits for: only what begins later asks first. */
const AT_REST_MS = 3_000;
/** For longer than that no answer counts. */
const SOON_MS = 500;

const statusOf = async (address: string): Promise<number> =>
  (await fetch(address, { signal: AbortSignal.timeout(25_000) })).status;

it.runIf(canStick())(
  'says so, serves on, goes on when it answers again, and ends when asked to',
  async () => {
    const trial = oneSegment();
    onTestFinished(() => trial.clear());
    const { child, url, said } = await started(trial.tree, trial.state);
    const status = `${url}/api/v1/status`;
    await expect.poll(() => statusOf(status)).toBe(200);

    await wait(AT_REST_MS);
    let stuck = stickDisk(trial.tree);
    onTestFinished(() => stuck.release());
    await wait(SOON_MS);
    const first = fetch(status, { signal: AbortSignal.timeout(25_000) });
    expect(await statusOf(`${url}/healthz`)).toBe(200);
    const refused = await first;
    expect(refused.status).toBe(503);
    expect(await refused.json()).toMatchObject({ code: 'DISK_STUCK' });
    expect(await statusOf(status)).toBe(503);
    stuck.release();
    await expect.poll(() => statusOf(status), { timeout: 20_000 }).toBe(200);
    trial.write(SEGMENT_PATH, `${SEGMENT}He typed on.\n`);
    await expect
      .poll(() => trial.git('show', `main:${SEGMENT_PATH}`), { timeout: 20_000 })
      .toContain('He typed on.');

    await wait(AT_REST_MS);
    stuck = stickDisk(trial.tree);
    await wait(SOON_MS);
    const ended = new Promise((resolve) => child.once('exit', resolve));
    child.kill('SIGTERM');
    await ended;
    expect(said()).not.toContain('    at ');
  },
  120_000,
);
