// People on three nodes rewrite open files, go offline and come back, while the program lands beneath them: once with the
// default settings and once with short ones, side by side. Prints what came of it. The same seed gives the same people,
// not the same moments: SHOW_BUILD_LIVING_SEED=7.
import { expect, onTestFinished } from 'vitest';
import { compileProject } from '../compiled.ts';
import { itWith } from '../needs.ts';
import { live, seedFor } from './living.ts';
import { SYNCTHING } from './processes.ts';
import { table } from './report.ts';
import { rig } from './rig.ts';

const say = (what: string) => process.stdout.write(`${new Date().toISOString().slice(11, 19)} ${what}\n`);

/** The last save takes up to 20 s to arrive; then a merge waits for 3 min by default, else for 75 s, and a copy goes
 *  when the merge is everywhere. */
const TIMES = {
  default: { typingMs: 35_000, quietMs: 235_000 },
  short: { typingMs: 110_000, quietMs: 160_000 },
} as const;

const timesOf = (settings: keyof typeof TIMES) => ({ ...TIMES[settings], roundMs: TIMES[settings].typingMs });

itWith(SYNCTHING)(
  'living with Syncthing: nothing is lost, replaced, copied or left',
  async () => {
    const compiled = compileProject(['src', 'steps', 'bot', 'web']);
    onTestFinished(() => compiled.clear());
    const seed = seedFor(
      process.env['SHOW_BUILD_LIVING_SEED'] ?? (process.env['CI'] ? '20261122' : undefined),
    );
    const program = { main: compiled.place('bot/main.ts'), say };
    // One after the other, so that no port is taken twice.
    const [one, other] = [await rig({ nodes: 3 }), await rig({ nodes: 3 })];
    const reports = await Promise.all([
      live(one, { ...timesOf('default'), ...program, settings: 'default', seed }),
      live(other, { ...timesOf('short'), ...program, settings: 'short', seed: seed + 1 }),
    ]);
    for (const [i, settings] of ['default', 'short'].entries()) {
      const report = reports[i];
      if (report === undefined) continue;
      const lines = [`Settings: ${settings}, seed ${seed}`, table(report), ...report.details];
      process.stdout.write(`${lines.join('\n')}\n\n`);
    }
    for (const { figures } of reports) expect(figures.filter(([, count]) => count > 0)).toEqual([]);
  },
  400_000,
);
