// The budget verb: what it shows, what it adds, and what it refuses.
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { budgetText } from '../../bot/cli/output/budget.ts';
import { runCommand } from '../../bot/cli/run.ts';
import { verbs } from '../../bot/cli/verbs.ts';
import { testWorld } from './screens.ts';

afterEach(() => vi.unstubAllEnvs());

function aShow() {
  const root = realpathSync(mkdtempSync(join(tmpdir(), 'show-build-test-')));
  onTestFinished(() => rmSync(root, { recursive: true, force: true }));
  const tree = join(root, 'show');
  mkdirSync(join(tree, 'episodes/0101/rundown'), { recursive: true });
  writeFileSync(join(tree, 'show-build.yaml'), 'people: { minna: { name: Minna, email: m@example.org } }\n');
  writeFileSync(join(tree, 'episodes/0101/info.md'), '---\ntitle: Kettles\nstatus: production\n---\n');
  return async (...argv: readonly string[]) => {
    const world = testWorld({ nowMs: Date.now });
    const code = await runCommand([...argv, '--tree', tree, '--state', join(root, 'state')], verbs, world);
    return { code, out: world.out.text(), err: world.err.text() };
  };
}

describe('budget', () => {
  it('shows what may be spent, and adds to it: for an episode for good, without one for today', async () => {
    vi.stubEnv('OPENAI_API_KEY', 'a key');
    const run = aShow();
    await run('run');
    expect((await run('budget')).out).toMatch(/^today +0\.00 USD +5\.00 USD$/m);
    expect((await run('budget')).out).toMatch(/^0101 +0\.00 USD +1\.00 USD$/m);
    expect(await run('budget', '101', '--add', '0.50', '--as', 'minna')).toEqual({
      code: 0,
      out: 'The language model may cost 0101 1.50 USD; 0.00 USD are spent.\n',
      err: '',
    });
    expect(await run('budget', '--add', '2')).toMatchObject({
      code: 0,
      out: 'The language model may cost 7.00 USD today; 0.00 USD are spent.\n',
    });
    expect(JSON.parse((await run('budget', '0101', '--json')).out)).toEqual({
      model: 'gpt-5-mini',
      counted: true,
      day: { spentUsd: 0, limitUsd: 7 },
      episodes: [{ episode: '0101', spentUsd: 0, limitUsd: 1.5 }],
    });
  });

  it('says that rules cost nothing', async () => {
    vi.stubEnv('OPENAI_API_KEY', '');
    vi.stubEnv('OPENAI_BASE_URL', '');
    const run = aShow();
    await run('run');
    expect((await run('budget')).out).toBe('No language model is set up; rules cost nothing.\n');
  });

  it.each([
    [['--add', '-1'], 'is no amount of US dollars'],
    [['--add', '0'], 'is no amount of US dollars'],
    [['--add', 'lots'], 'is no amount of US dollars'],
    [['all'], 'is no episode'],
    [['7777', '--add', '1'], 'There is no episode 7777'],
    [['0101', '--add', '99999'], 'at most 10000'],
  ])('%j is wrong usage', async (words, why) => {
    const run = aShow();
    await run('run');
    expect(await run('budget', ...words)).toMatchObject({ code: 2, err: expect.stringContaining(why) });
  });

  it('marks what is used up, and says where nothing is counted', () => {
    const look = { columns: 80, paint: (_colour: string, text: string) => text, nowMs: 0 };
    const day = { spentUsd: 0.0012, limitUsd: 5 };
    const episodes = [{ episode: '0101', spentUsd: 1.004, limitUsd: 1 }];
    const text = budgetText({ model: 'gpt-5-mini', counted: true, day, episodes }, look);
    expect(text).toMatch(/^today +0\.0012 USD +5\.00 USD$/m);
    expect(text).toMatch(/^0101 +1\.00 USD +1\.00 USD +used up$/m);
    expect(budgetText({ model: 'new', counted: false, day, episodes }, look)).toContain('no budget holds');
  });
});
