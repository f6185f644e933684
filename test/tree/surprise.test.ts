// What if somebody writes between two of our moves? The moves go through a `Native`, so a person can be let in just
// before the swap: each test says what they do there, and the rest is the real disk.
import {
  appendFileSync,
  closeSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { treePath } from '../../src/domain/ids.ts';
import { blobOf } from '../../src/tree/blob.ts';
import { dropLeftover, leftovers } from '../../src/tree/leftovers.ts';
import { openNative } from '../../src/tree/native.ts';
import { exchangeFile } from '../../src/tree/publish.ts';
import { removeFile } from '../../src/tree/remove.ts';
import { type Disk, stage } from '../../src/tree/staging.ts';
import { otherDisk, put, stagedInTheEnd, temporaryDisk, temporaryFolder } from './folder.ts';

const PATH = treePath('lib/a.md');
const BASE = Buffer.from('base');
const OURS = Buffer.from('ours');

interface Person {
  readonly disk: Disk;
  readonly place: string;
  save(text: string): void;
}

/** Lets the person act before the first, second … of our moves. */
function withPerson(...acts: readonly ((person: Person) => void)[]): Disk {
  const disk = temporaryDisk();
  const place = put(disk.root, PATH, BASE);
  const save = (text: string) => {
    writeFileSync(`${place}.tmp`, text);
    renameSync(`${place}.tmp`, place);
  };
  const left = [...acts];
  const act = () => left.shift()?.({ disk, place, save });
  const { native } = disk;
  const exchange = (a: string, b: string) => {
    act();
    native.exchange(a, b);
  };
  const moveNew = (from: string, to: string) => {
    act();
    return native.moveNew(from, to);
  };
  return { ...disk, native: { ...native, exchange, moveNew } };
}

async function exchange(disk: Disk) {
  const staged = await stage(disk, { path: PATH, bytes: OURS, like: null, mtimeNs: null });
  return exchangeFile(disk, staged, blobOf(BASE));
}

const onDisk = (disk: Disk) => readFileSync(join(disk.root, PATH), 'utf8');
const texts = (seen: readonly Buffer[]) => seen.map(String);

it('brings back a save that came between the check and the swap', async () => {
  const disk = withPerson(({ save }) => save('theirs'));
  const outcome = await exchange(disk);
  expect(outcome).toMatchObject({ kind: 'surprised', found: Buffer.from('theirs') });
  expect(onDisk(disk)).toBe('theirs');
  expect(readdirSync(disk.stagingDir)).toEqual([]);
});

it('keeps the newest of two saves on disk, and hands over the other', async () => {
  const disk = withPerson(
    ({ save }) => save('first'),
    ({ save }) => save('second'),
  );
  const outcome = await exchange(disk);
  expect(outcome).toMatchObject({ kind: 'surprised', found: Buffer.from('second') });
  expect(texts(outcome.seen)).toContain('first');
  expect(onDisk(disk)).toBe('second');
});

it('keeps the newest of many', async () => {
  const saves = Array.from(
    { length: 6 },
    (_, i) =>
      ({ save }: Person) =>
        save(`save ${i}`),
  );
  const disk = withPerson(...saves);
  const outcome = await exchange(disk);
  expect(onDisk(disk)).toBe('save 5');
  expect(outcome).toMatchObject({ kind: 'surprised', found: Buffer.from('save 5') });
  const all = [...texts(outcome.seen), onDisk(disk)];
  for (let i = 0; i < 6; i++) expect(all).toContain(`save ${i}`);
});

it('takes a save of the very same text for no surprise', async () => {
  const disk = withPerson(({ save }) => save('base'));
  expect(await exchange(disk)).toMatchObject({ kind: 'published', seen: [] });
  expect(onDisk(disk)).toBe('ours');
});

it('leaves away what was deleted, before or after the swap', async () => {
  const before = withPerson(({ place }) => unlinkSync(place));
  expect(await exchange(before)).toEqual({ kind: 'surprised', found: null, seen: [] });
  const after = withPerson(
    ({ save }) => save('theirs'),
    ({ place }) => unlinkSync(place),
  );
  const outcome = await exchange(after);
  expect(outcome).toMatchObject({ kind: 'surprised', found: null, seen: [Buffer.from('theirs')] });
  expect(readdirSync(join(after.root, 'lib'))).toEqual([]);
});

it('gives back a folder or a link that took the place of the file', async () => {
  const disk = withPerson(({ place }) => {
    renameSync(place, `${place}.old`);
    put(place, 'inside.md', 'kept');
  });
  await expect(exchange(disk)).rejects.toMatchObject({ kind: 'refused', code: 'PATH_BLOCKED' });
  expect(readFileSync(join(disk.root, PATH, 'inside.md'), 'utf8')).toBe('kept');
});

it('never creates over a file that has just come', async () => {
  const disk = withPerson(({ save }) => save('theirs'));
  unlinkSync(join(disk.root, PATH));
  const staged = await stage(disk, { path: PATH, bytes: OURS, like: null, mtimeNs: null });
  expect(await exchangeFile(disk, staged, 'absent')).toEqual({
    kind: 'surprised',
    found: Buffer.from('theirs'),
    seen: [],
  });
  expect(onDisk(disk)).toBe('theirs');
});

it('puts back what it was to delete when that has just been saved', async () => {
  const disk = withPerson(({ save }) => save('theirs'));
  const outcome = await removeFile(disk, PATH, blobOf(BASE));
  expect(outcome).toMatchObject({ kind: 'surprised', found: Buffer.from('theirs') });
  expect(onDisk(disk)).toBe('theirs');
});

it('hands over what it was to delete when another file has taken its name', async () => {
  const disk = withPerson(
    ({ save }) => save('first'),
    ({ save }) => save('second'),
  );
  const outcome = await removeFile(disk, PATH, blobOf(BASE));
  expect(outcome).toMatchObject({
    kind: 'surprised',
    found: Buffer.from('second'),
    seen: [Buffer.from('first')],
  });
  // What it hands over is on disk until the caller has it elsewhere.
  expect((await leftovers(disk, Date.now())).map(({ bytes }) => String(bytes))).toEqual(['first']);
  outcome.left?.forget();
  expect(readdirSync(disk.stagingDir)).toEqual([]);
});

it('gives the file back to a program that opens it in place just then, even where nobody tells who writes', async () => {
  const disk = withPerson();
  const place = join(disk.root, PATH);
  let editor: number | null = null;
  const exchangeSlowly = (a: string, b: string) => {
    editor ??= openSync(place, 'a');
    disk.native.exchange(a, b);
    appendFileSync(editor, ' and more');
  };
  const blind: Disk = {
    ...disk,
    native: { ...disk.native, lease: () => 'unknown', exchange: exchangeSlowly },
  };
  const outcome = await exchange(blind);
  expect(outcome).toMatchObject({ kind: 'surprised', found: Buffer.from('base and more and more') });
  expect(onDisk(disk)).toBe('base and more and more');
  if (editor !== null) closeSync(editor);
});

it('does not forget what was handed over when a program has written more into it since', async () => {
  const disk = withPerson(
    ({ save }) => save('first'),
    ({ save }) => save('second'),
  );
  const outcome = await removeFile(disk, PATH, blobOf(BASE));
  const [handed] = await leftovers(disk, Date.now());
  appendFileSync(handed?.place ?? '', ' and more');
  outcome.left?.forget();
  const [left] = await leftovers(disk, Date.now());
  expect(String(left?.bytes)).toBe('first and more');
});

it.runIf(process.platform === 'linux')('leaves a leftover alone while a program writes to it', async () => {
  const disk = withPerson(
    ({ save }) => save('first'),
    ({ save }) => save('second'),
  );
  await removeFile(disk, PATH, blobOf(BASE));
  const [left] = await leftovers(disk, Date.now());
  if (left === undefined) throw new Error('nothing was left');
  const editor = openSync(left.place, 'a');
  expect(await dropLeftover(disk, left, Date.now())).toBe(false);
  closeSync(editor);
  expect(await dropLeftover(disk, left, Date.now())).toBe(true);
  expect(readdirSync(disk.stagingDir)).toEqual([]);
});

it('finds what a program writes into a replaced file, where nobody tells who has it open', async () => {
  const one = withPerson();
  const disk: Disk = { ...one, native: { ...one.native, lease: () => 'unknown' } };
  const editor = openSync(join(disk.root, PATH), 'a');
  expect(await exchange(disk)).toMatchObject({ kind: 'published', seen: [] });
  for (const words of [' and more', ', and still more']) {
    await waitForTick();
    appendFileSync(editor, words);
    const [left] = await leftovers(disk, Date.now());
    expect(String(left?.bytes)).toContain(words);
    if (left !== undefined) expect(await dropLeftover(disk, left, Date.now())).toBe(true);
    await waitForTick();
  }
  closeSync(editor);
  expect(onDisk(disk)).toBe('ours');
  expect(await stagedInTheEnd(disk)).toEqual([]);
});

it('keeps what is beside a file whose folder is moved away in the middle of it, on another disk too', async (context) => {
  const root = otherDisk();
  if (root === null) return context.skip('there is no second disk here');
  const native = openNative();
  const place = put(root, PATH, 'base');
  const editor: number[] = [];
  const moving = {
    ...native,
    exchange(a: string, b: string) {
      native.exchange(a, b);
      editor.push(openSync(a, 'a'));
      renameSync(join(root, 'lib'), join(root, 'away'));
    },
    lease: (file: number) => (editor.length > 0 ? native.lease(file) : 'unknown'),
  };
  const disk: Disk = { root, stagingDir: temporaryFolder(), native: moving };
  const outcome = await exchange(disk).catch(String);
  appendFileSync(editor[0] ?? 0, ' and more');
  closeSync(editor[0] ?? 0);
  renameSync(join(root, 'away'), join(root, 'lib'));
  const left = (await leftovers(disk, Date.now())).map(({ bytes }) => String(bytes));
  expect([...left, readFileSync(place, 'utf8'), JSON.stringify(outcome)].join()).toContain('base and more');
});

/** Until a change has a later time than all changes before. */
function waitForTick(): Promise<void> {
  return wait(60);
}
