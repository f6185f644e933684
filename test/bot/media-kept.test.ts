// Media that main holds as pointers: they stay there, whatever touches the files.
import { createHash, randomBytes } from 'node:crypto';
import { existsSync, readFileSync, renameSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { auditShow } from '../../bot/care/fsck.ts';
import { AT_ONCE, INFO, INFO_PATH, makeTrial, type Trial } from '../trial.ts';
import { inTrials, quiet } from './trials.ts';

const { trial, open, close } = inTrials();

const PICTURE = 'episodes/0101/assets/graphics/glove.png';
const GLOVE = Buffer.concat([Buffer.from([137, 80, 78, 71, 0, 1]), randomBytes(4_000)]);
const KEEP_ALL = `${AT_ONCE}media: { keep: all }\n`;

async function kept() {
  const one = trial(() => makeTrial({ [INFO_PATH]: INFO, [PICTURE]: GLOVE, 'show-build.yaml': KEEP_ALL }));
  const now = await open(one);
  await now.desk.pass({}, quiet);
  one.write('show-build.yaml', AT_ONCE);
  await now.desk.pass({}, quiet);
  return { one, now, pass: () => now.desk.pass({}, quiet) };
}

const namesOnMain = (one: Trial) => one.git('ls-tree', '-r', '--name-only', 'main').split('\n');
const placeOf = (one: Trial) => join(one.tree, PICTURE);
const edits = (one: Trial) => one.git('rev-list', '--count', 'main', '--', PICTURE);
const sha = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex');

describe('a picture that main holds, in a show that keeps originals no longer', () => {
  it('is the same when it is touched, written anew with the same bytes, or replaced by a copy of itself', async () => {
    const { one, pass } = await kept();
    utimesSync(placeOf(one), new Date(), new Date());
    await pass();
    writeFileSync(placeOf(one), GLOVE);
    await pass();
    writeFileSync(`${placeOf(one)}.new`, GLOVE);
    renameSync(`${placeOf(one)}.new`, placeOf(one));
    await pass();
    expect(namesOnMain(one)).toContain(PICTURE);
    expect(edits(one)).toBe('1');
  });

  it('is the same to a program that has forgotten what it saw', async () => {
    const { one, now } = await kept();
    await close(now);
    rmSync(join(one.state, 'show-build.db'));
    utimesSync(placeOf(one), new Date(), new Date());
    const again = await open(one);
    await again.desk.pass({}, quiet);
    expect([namesOnMain(one).includes(PICTURE), edits(one)]).toEqual([true, '1']);
    expect((await auditShow(again.show)).findings).toEqual([]);
  });

  it('stays in Git with the bytes that a person puts in its place, and with those before', async () => {
    const { one, pass } = await kept();
    const mitten = Buffer.concat([GLOVE, GLOVE]);
    one.write(PICTURE, mitten);
    await pass();
    expect(one.git('show', `main:${PICTURE}`)).toContain(sha(mitten));
    expect(one.git('show', `main~:${PICTURE}`)).toContain(sha(GLOVE));
    for (const bytes of [mitten, GLOVE]) {
      const name = sha(bytes);
      const object = join(one.state, 'repo.git/lfs/objects', name.slice(0, 2), name.slice(2, 4), name);
      expect(readFileSync(object).equals(bytes)).toBe(true);
    }
  });

  it('is gone when a person removes it', async () => {
    const { one, pass } = await kept();
    one.remove(PICTURE);
    await pass();
    expect(namesOnMain(one)).not.toContain(PICTURE);
    expect(existsSync(placeOf(one))).toBe(false);
  });
});
