import { mkdirSync, writeFileSync, cpSync, existsSync, mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import { it } from 'vitest';
import { makeTree } from './bench/tree.mjs';
import { openShow } from '../bot/open.ts';
import { openDesk } from '../bot/desk.ts';
import { createLog } from '../src/log.ts';
const N = Number(process.env.N ?? 250);
it('perf', async () => {
  const dir = `/tmp/rev/perf-${N}`;
  const tree = join(dir, 'tree');
  if (!existsSync(tree)) {
    mkdirSync(dir, { recursive: true });
    await makeTree(tree, { episodes: N, filesPerEpisode: 14 });
    writeFileSync(join(tree, 'show-build.yaml'), 'show: Bench\nepisodes: all\nmerge: { settle: 0s }\n');
  }
  const log = createLog({ level: 'silent', destination: {} });
  const opened = await openShow({ tree, state: join(dir, 'state'), purpose: 'bench', log });
  const desk = openDesk(opened.show);
  const time = async (name: string, f: () => Promise<unknown>) => {
    for (let i = 0; i < 3; i++) {
      const t = performance.now();
      await f();
      process.stderr.write(`${name}: ${(performance.now() - t).toFixed(0)} ms\n`);
    }
  };
  const t = performance.now();
  const first = await desk.pass({}, () => {});
  process.stderr.write(`pass ${(performance.now() - t).toFixed(0)} ms, ${first.proposed.length} proposed\n`);
  const inbox = await desk.inbox({ limit: 100 });
  process.stderr.write(`total ${inbox.total} mem ${(process.memoryUsage().heapUsed/1e6).toFixed(0)} MB\n`);
  await time('inbox', () => desk.inbox({ limit: 100 }));
  await time('inbox person', () => desk.inbox({ limit: 100, waitsFor: 'person' }));
  await time('inbox choice', () => desk.inbox({ limit: 100, waitsFor: 'choice' }));
  await time('status', () => desk.status());
  await time('episodes', () => desk.episodes());
  await time('check', () => desk.check(null));
  await time('flow', () => desk.flow());
  await time('list', () => desk.list({}));
  await time('list all', () => desk.list({ all: true }));
  const id = inbox.rows[50]?.id ?? '';
  await time('review', () => desk.review(id));
  await time('show', () => desk.show(id));
  await time('landed', () => desk.landedSince(0));
  await time('history', () => desk.history({}));
  await time('episode', () => desk.episode(inbox.rows[50]?.episode ?? ''));
  process.stderr.write(`mem ${(process.memoryUsage().heapUsed/1e6).toFixed(0)} MB rss ${(process.memoryUsage().rss/1e6).toFixed(0)}\n`);
  await opened.close();
}, 1_000_000);
