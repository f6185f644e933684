// The rig's people and its eyes, without Syncthing: what is typed stands there, and what comes and goes is seen.
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { type Habit, openEditor } from './editor.ts';
import { openJournal, wordsTyped } from './journal.ts';
import { faultsIn, seedShow, segmentPath } from './seeds.ts';
import { watchFolders } from './watching.ts';
import { type Chance, wordsIn, wordsOf } from './words.ts';

const PATH = segmentPath('0101', 0);
const COPY = PATH.replace('.md', '.sync-conflict-20261130-221500-ABCDEFG.md');
const FIRST: Chance = () => 0;

function desk() {
  const folder = mkdtempSync(join(tmpdir(), 'show-build-rig-desk-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const write = (path: string, text: string) => {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  };
  for (const [path, text] of seedShow()) write(path, text);
  const journal = openJournal();
  const open = (person: string, habit: Habit, chance = FIRST) => {
    const node = { name: 'B', folder };
    return openEditor({ person, node, path: PATH, habit, skewMs: 0, journal, word: wordsOf(person), chance });
  };
  return { folder, journal, write, open, read: () => readFileSync(join(folder, PATH), 'utf8') };
}

describe('an editor', () => {
  it('finds a place for each word, whatever is typed', () => {
    const { open, read } = desk();
    let next = 0;
    const editor = open('Josh', { saves: 'in place', buffer: 'stubborn' }, (count) => next++ % count);
    for (let i = 0; i < 40; i++) editor.type();
    editor.save();
    // A value in the head, or in a cue, takes the place of the one before.
    expect(wordsIn(read()).size).toBeGreaterThan(25);
    expect(wordsIn(read())).toContain('zqj00040');
    expect(faultsIn(read()).length).toBeGreaterThan(4);
  });

  it.each([
    'in place',
    'by rename',
  ] as const)('with an old buffer writes over another person (%s)', (saves) => {
    const { folder, open, read, journal } = desk();
    const [old, other] = [
      open('Josh', { saves, buffer: 'stubborn' }),
      open('Kevin', { saves, buffer: 'reloads' }),
    ];
    other.type();
    other.save();
    old.type();
    old.save();
    expect([...wordsIn(read())]).toEqual(['zqj00001']);
    other.type();
    other.save();
    expect([...wordsIn(read())].sort()).toEqual(['zqj00001', 'zqk00002']);
    const words = wordsTyped(journal);
    expect([...words.writtenOver]).toEqual(['zqk00001']);
    expect([...words.owed].sort()).toEqual(['zqj00001', 'zqk00002']);
    expect(existsSync(join(folder, dirname(PATH), '.~10 The Glove.md'))).toBe(false);
  });

  it('that only shows another text has not taken anything out', () => {
    const { open, write, journal } = desk();
    const editor = open('Josh', { saves: 'in place', buffer: 'reloads' });
    editor.type();
    editor.save();
    write(PATH, 'Another text.\n');
    editor.type();
    editor.save();
    expect(wordsTyped(journal)).toMatchObject({ takenOut: new Set(), writtenOver: new Set() });
  });
});

it('the watch sees what is replaced, what is gone, each copy once, and files of the program', () => {
  const { folder, write, journal } = desk();
  const watched = watchFolders([{ name: 'B', folder }], 'A', journal);
  onTestFinished(watched.close);
  const seen = () => journal.sights.filter(({ path }) => path === PATH).map(({ blob }) => blob !== null);
  write(PATH, 'One.\n');
  watched.look();
  rmSync(join(folder, PATH));
  watched.look();
  write(PATH, 'Two.\n');
  write(COPY, 'One.\n');
  write('.git', 'gitdir: elsewhere\n');
  watched.look();
  watched.look();
  expect(seen()).toEqual([true, true, false, true]);
  expect(journal.copies).toMatchObject([{ node: 'B', path: COPY, of: PATH, winner: 'Two.\n' }]);
  expect([...journal.strays]).toEqual(['B: .git']);
});
