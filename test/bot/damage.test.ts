// A history with a hole: fsck names the object and what it was in the show. For the service see faults.test.ts.
import { execFileSync } from 'node:child_process';
import { chmodSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { runCommand } from '../../bot/cli/run.ts';
import { verbs } from '../../bot/cli/verbs.ts';
import { testWorld } from '../cli/screens.ts';
import { INFO_PATH, oneSegment, type Trial } from '../trial.ts';
import { quiet, unpackAll } from './trials.ts';

async function used(): Promise<Trial> {
  const one = oneSegment();
  const { desk, close } = await one.open();
  await desk.pass({}, quiet);
  await close();
  return one;
}

const placeOf = (one: Trial, id: string) => join(one.state, 'repo.git/objects', id.slice(0, 2), id.slice(2));

function breakIt(one: Trial, name: string, how: 'missing' | 'damaged'): string {
  unpackAll(one);
  const id = one.git('rev-parse', name);
  const place = placeOf(one, id);
  if (how === 'missing') rmSync(place);
  else {
    chmodSync(place, 0o644);
    writeFileSync(place, 'rubbish');
  }
  return id;
}

async function cli(one: Trial, ...argv: readonly string[]) {
  const world = testWorld({ nowMs: Date.now });
  const code = await runCommand([...argv, '--tree', one.tree, '--state', one.state], verbs, world);
  return { code, out: world.out.text(), err: world.err.text() };
}

const MEANINGS: readonly (readonly [name: string, kind: string, meaning: RegExp])[] = [
  [`main:${INFO_PATH}`, 'blob', /episodes\/0101\/info\.md, as main has it now.*on disk has the same bytes/],
  ['main:episodes/0101/rundown', 'tree', /the folder episodes\/0101\/rundown, as main has it now/],
  [`main~1:${INFO_PATH}`, 'blob', /info\.md as of [0-9a-f]{10} \(.*UTC\); that version can not be shown/],
  ['main~2', 'commit', /a commit of the show’s history; what was before [0-9a-f]{10} \(/],
  ['bot/0101^{tree}', 'tree', /part of the open proposals for episode 0101/],
  ['refs/show-build/decisions', 'commit', /part of what reviewers decided/],
];

describe('fsck', () => {
  it.each(['missing', 'damaged'] as const)('names each %s object, and what it means', async (how) => {
    const one = await used();
    const { desk, close } = await one.open();
    for (const more of ['once', 'twice']) {
      one.write(INFO_PATH, `${one.read(INFO_PATH)}More, ${more}.\n`);
      await desk.pass({}, quiet);
    }
    await desk.hold('0101', null, null, null);
    await close();
    const record = one.git('ls-tree', '--name-only', 'refs/show-build/kept/0101').split('\n')[0] ?? '';
    const all = [
      ...MEANINGS,
      [
        `refs/show-build/kept/0101:${record}`,
        'blob',
        new RegExp(`the record of enhancement ${record.slice(0, -5)} of episode 0101`),
      ] as const,
    ];
    const ids = all.map(([name]) => one.git('rev-parse', name));
    for (const id of ids) breakIt(one, id, how);
    const { code, out } = await cli(one, 'fsck');
    expect(code).toBe(1);
    for (const [i, [, kind, meaning]] of all.entries()) {
      const [line] = out.split('\n').filter((each) => each.includes(ids[i] ?? ''));
      expect(line).toMatch(new RegExp(`^${kind} ${ids[i]} is ${how}: `));
      expect(line).toMatch(meaning);
    }
    one.clear();
  });

  it.each(['main', 'main^{tree}'])('names %s, without which the show can’t be opened', async (name) => {
    const one = await used();
    const id = breakIt(one, name, 'damaged');
    const { code, out } = await cli(one, 'fsck');
    expect([code, out]).toEqual([
      1,
      expect.stringMatching(new RegExp(`${id} is damaged: the .*(newest|list of all)`)),
    ]);
    one.clear();
  });

  it('names every damaged commit, and not just the first', async () => {
    const one = await used();
    const ids = ['main', 'bot/0101'].map((name) => breakIt(one, name, 'damaged'));
    const { out } = await cli(one, 'fsck');
    for (const id of ids) expect(out).toContain(`commit ${id} is damaged`);
    one.clear();
  });

  it.each(['missing', 'damaged'] as const)('says how to give back a %s text that is on disk', async (how) => {
    const one = await used();
    const place = placeOf(one, breakIt(one, `main:${INFO_PATH}`, how));
    const { out } = await cli(one, 'fsck');
    const [, command = ''] = /(git --git-dir=.*)$/m.exec(out) ?? [];
    if (how === 'damaged') {
      expect(out).toContain(`move ${place} away`);
      rmSync(place);
    }
    execFileSync('sh', ['-c', command]);
    expect(await cli(one, 'fsck')).toMatchObject({ code: 0, out: expect.stringContaining('All is well') });
    one.clear();
  });
});
