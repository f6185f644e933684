// A person's save that is out of the tree for a moment: it stays on disk until it is in Git, whatever fails in between.
import {
  appendFileSync,
  closeSync,
  openSync,
  readdirSync,
  renameSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { MAIN, PUBLISHED } from '../../bot/record/refs.ts';
import { openBox } from '../../src/tree/staging.ts';
import { INFO, INFO_PATH, makeTrial, type Opened, SEGMENT, SEGMENT_PATH, type Trial } from '../trial.ts';
import { about, inTrials, quiet } from './trials.ts';

const { trial, open } = inTrials();

const HIS = SEGMENT.replace('We pat it.', 'He typed this at the very last moment.');

function isReachable(one: Trial, { show }: Opened, text: string): boolean {
  return one.git('rev-list', '--objects', '--all').includes(show.repo.hashBlob(Buffer.from(text)));
}

const staged = ({ show }: Opened) => readdirSync(show.treeDisk.stagingDir);

/** He saves just before the swap, and takes the file away just before it is swapped back. */
function savesAndDeletes(one: Trial, { show }: Opened): void {
  const { native } = show.treeDisk;
  const { exchange } = native;
  let times = 0;
  Object.assign(native, {
    exchange(a: string, b: string) {
      times += 1;
      const place = join(one.tree, SEGMENT_PATH);
      if (times === 1) {
        writeFileSync(`${place}.tmp`, HIS);
        renameSync(`${place}.tmp`, place);
      }
      if (times === 2) unlinkSync(place);
      exchange(a, b);
    },
  });
}

it('is found in the history, and gone from staging, when all goes well', async () => {
  const one = trial();
  const now = await open(one);
  await now.desk.pass({}, quiet);
  savesAndDeletes(one, now);
  const row = about(await now.desk.list({}), 'first-clip');
  expect(await now.desk.accept({ ids: [row.id] }, null)).toMatchObject([{ result: 'refused' }]);
  expect(isReachable(one, now, HIS)).toBe(true);
  expect(staged(now)).toEqual([]);
});

it('stays in staging when it could not be kept, and is kept by the next look', async () => {
  const one = trial();
  const now = await open(one);
  await now.desk.pass({}, quiet);
  savesAndDeletes(one, now);
  const row = about(await now.desk.list({}), 'first-clip');
  const { moveRef } = now.show.repo;
  let moves = 0;
  Object.assign(now.show.repo, {
    async moveRef(...args: Parameters<typeof moveRef>) {
      // The first is the landing, the second undoes it.
      if (args[0] === MAIN && ++moves === 2) throw new Error('the disk refuses');
      return moveRef(...args);
    },
  });
  await expect(now.desk.accept({ ids: [row.id] }, null)).rejects.toThrow('the disk refuses');
  expect(isReachable(one, now, HIS)).toBe(false);
  expect(staged(now)).toHaveLength(1);
  await now.desk.pass({}, quiet);
  expect(isReachable(one, now, HIS)).toBe(true);
  expect(staged(now)).toEqual([]);
});

it.runIf(process.platform === 'linux')('is read again and again while a program writes to it', async () => {
  const one = trial();
  const now = await open(one);
  await now.desk.pass({}, quiet);
  const box = await openBox(now.show.treeDisk, SEGMENT_PATH as never);
  writeFileSync(box.at, HIS);
  const editor = openSync(box.at, 'a');
  await now.desk.pass({}, quiet);
  expect(isReachable(one, now, HIS)).toBe(true);
  appendFileSync(editor, 'And one line.\n');
  await now.desk.pass({}, quiet);
  expect(isReachable(one, now, `${HIS}And one line.\n`)).toBe(true);
  expect(staged(now)).toHaveLength(1);
  closeSync(editor);
  await now.desk.pass({}, quiet);
  expect(staged(now)).toEqual([]);
});

it('is found when a program writes to it for long, where nobody tells who has a file open', async () => {
  const one = trial();
  const now = await open(one);
  Object.assign(now.show.treeDisk.native, { lease: () => 'unknown' });
  await now.desk.pass({}, quiet);
  const editor = openSync(join(one.tree, SEGMENT_PATH), 'a');
  const row = about(await now.desk.list({}), 'first-clip');
  expect(await now.desk.accept({ ids: [row.id] }, null)).toMatchObject([{ result: 'landed' }]);
  appendFileSync(editor, 'Written long after.\n');
  closeSync(editor);
  await now.desk.pass({}, quiet);
  expect(isReachable(one, now, `${SEGMENT}Written long after.\n`)).toBe(true);
  // The version that was replaced is on main already, and is not kept once more.
  expect(one.git('ls-tree', '-r', '--name-only', 'refs/show-build/conflicts/0101').split('\n')).toHaveLength(
    1,
  );
});

describe('a version that is read while something is published, and written over at once', () => {
  const OTHER_PATH = 'episodes/0101/rundown/20 Kettles.md';

  /** He writes over this text as soon as the program has read it. */
  function writesOver({ show }: Opened, place: string, text: string): void {
    const { hashBlob } = show.repo;
    let isDone = false;
    const id = hashBlob(Buffer.from(text));
    Object.assign(show.repo, {
      hashBlob(bytes: Uint8Array) {
        const blob = hashBlob(bytes);
        if (blob === id && !isDone) {
          isDone = true;
          writeFileSync(place, 'And all is new.\n');
        }
        return blob;
      },
    });
  }

  it('is in Git where another file has stopped the publication', async () => {
    const one = trial(() =>
      makeTrial({
        [INFO_PATH]: INFO,
        [SEGMENT_PATH]: SEGMENT,
        [OTHER_PATH]: SEGMENT.replace('glove', 'kettle'),
      }),
    );
    const now = await open(one);
    await now.desk.pass({}, quiet);
    const { native } = now.show.treeDisk;
    const { exchange } = native;
    const [first, second] = [join(one.tree, SEGMENT_PATH), join(one.tree, OTHER_PATH)];
    const read = `${HIS}In the other file.\n`;
    Object.assign(native, {
      exchange(a: string, b: string) {
        Object.assign(native, { exchange });
        writeFileSync(`${first}.tmp`, HIS);
        renameSync(`${first}.tmp`, first);
        writeFileSync(second, read);
        writesOver(now, second, read);
        exchange(a, b);
      },
    });
    await now.desk.accept({ all: true }, null);
    expect(one.read(OTHER_PATH)).toBe('And all is new.\n');
    expect([HIS, read].map((text) => isReachable(one, now, text))).toEqual([true, true]);
  });

  it('is in Git where it was made on top of the bot’s own', async () => {
    const one = trial();
    const now = await open(one);
    await now.desk.pass({}, quiet);
    const row = about(await now.desk.list({}), 'first-clip');
    const { moveRef } = now.show.repo;
    Object.assign(now.show.repo, {
      async moveRef(...args: Parameters<typeof moveRef>) {
        if (args[0] === PUBLISHED) throw new Error('the disk refuses');
        return moveRef(...args);
      },
    });
    await expect(now.desk.accept({ ids: [row.id] }, null)).rejects.toThrow('the disk refuses');
    Object.assign(now.show.repo, { moveRef });
    const read = one.read(SEGMENT_PATH).replace('We pat it.', 'We pat it, on top.');
    one.write(SEGMENT_PATH, read);
    writesOver(now, join(one.tree, SEGMENT_PATH), read);
    await now.desk.pass({}, quiet);
    expect(one.read(SEGMENT_PATH)).toBe('And all is new.\n');
    expect(isReachable(one, now, read)).toBe(true);
  });
});
