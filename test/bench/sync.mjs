// Living with Syncthing, on five real nodes of this machine: people who rewrite open files and go offline while the program
// lands beneath them, for as long as asked, and what became of their words. And what `sync-speed.mjs` measures.
//   npm run bench -- sync --minutes 30 --seed 7
import { arrival, following, MAIN, rigPart } from './sync-speed.mjs';

const NODES = 5;
const MINUTE_MS = 60_000;
const ROUND_MS = 150_000;
/** With the defaults nothing lands by itself before three minutes without an edit have passed. */
const QUIET_MS = { default: 300_000, short: 120_000 };

/** Rows for the table: what, episodes, stock tool, ours, ratio. `minutes`: of typing; half of it with each settings. */
export async function measureSync(say, { minutes, seed }) {
  const rows = [];
  for (const settings of ['default', 'short'])
    rows.push(...(await living(say, { settings, seed, typingMs: (minutes * MINUTE_MS) / 2 })));
  rows.push(...(await arrival(say)));
  rows.push(...(await following(say)));
  return rows;
}

async function living(say, { settings, seed, typingMs }) {
  const { openRig } = await rigPart('rig');
  const { live, seedFor } = await rigPart('living');
  const rig = await openRig({ nodes: NODES });
  try {
    const times = { typingMs, roundMs: ROUND_MS, quietMs: QUIET_MS[settings] };
    const report = await live(rig, { ...times, settings, seed: seedFor(seed), main: MAIN, say });
    for (const line of report.details) say(line);
    return [...report.figures, ...report.others].map(([what, value]) => [
      `${NODES} nodes, ${settings} settings: ${what}`,
      '–',
      '–',
      String(value),
      '–',
    ]);
  } finally {
    await rig.close();
  }
}
