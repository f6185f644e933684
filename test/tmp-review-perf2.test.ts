import { join } from 'node:path';
import { it } from 'vitest';
import { openShow } from '../bot/open.ts';
import { openDesk } from '../bot/desk.ts';
import { createLog } from '../src/log.ts';
import { keptEpisodes, rowsOf } from '../bot/view.ts';
import { keptRef } from '../bot/kept.ts';
import { episodeTexts } from '../bot/texts.ts';
import { heldOf } from '../bot/held.ts';
import { episodeQuiet } from '../bot/quiet.ts';
import { handsOffOf } from '../bot/hands-off.ts';
it('perf', async () => {
  const dir = `/tmp/rev/perf-250`;
  const log = createLog({ level: 'silent', destination: {} });
  const { show, close } = await openShow({ tree: join(dir, 'tree'), state: join(dir, 'state'), purpose: 'bench', log });
  const time = async (name: string, f: () => Promise<unknown>) => {
    for (let i = 0; i < 3; i++) {
      const t = performance.now();
      await f();
      process.stderr.write(`${name}: ${(performance.now() - t).toFixed(0)} ms\n`);
    }
  };
  const eps = await keptEpisodes(show);
  const main = (await show.repo.ref('refs/heads/main'))!;
  const { tree } = await show.repo.readCommit(main);
  await time('keptEpisodes', () => keptEpisodes(show));
  await time('refs', async () => { for (const e of eps) await show.repo.ref(keptRef(e)); });
  const tips = []; for (const e of eps) tips.push((await show.repo.ref(keptRef(e)))!);
  await time('commits', async () => { for (const e of tips) await show.repo.readCommit(e); });
  const trees = []; for (const e of tips) trees.push((await show.repo.readCommit(e)).tree);
  await time('trees', async () => { for (const e of trees) await show.repo.readTree(e); });
  await time('kept.read', async () => { for (const e of eps) await show.kept.read(e); });
  await time('treeAt', async () => { for (const e of eps) await show.repo.treeAt(tree, `episodes/${e}` as never); });
  await time('episodeTexts', async () => { for (const e of eps) await episodeTexts(show, tree, e); });
  await time('heldOf', async () => { for (const e of eps) await heldOf(show, e, null); });
  await time('quiet', async () => { for (const e of eps) await episodeQuiet(show, e); });
  await time('handsOff', async () => { for (const e of eps) await handsOffOf(show, e, (await show.kept.read(e)).all); });
  await time('rowsOf', async () => { for (const e of eps) await rowsOf(show, e); });
  await close();
}, 1_000_000);
