// Programs that rewrite notes by themselves, told from people by how fast they are.
import { expect, it } from 'vitest';
import { openRewritingPrograms, type Rewriting } from '../../bot/cache/rewriting-programs.ts';
import { shortDeviceId, type TreePath } from '../../src/domain/ids.ts';
import { STUDIO } from '../fake-sync.ts';

const START_MS = 1_800_000_000_000;
const MINUTE_MS = 60_000;
const device = shortDeviceId(STUDIO);

interface Look {
  readonly names: string;
  /** Milliseconds between two of them. */
  readonly apartMs: number;
  readonly atMs?: number;
  readonly isNew?: boolean;
  readonly isAnswer?: boolean;
}

/** A note is named by a letter. */
function after(looks: readonly Look[], askedMs = 0): Rewriting | null {
  const programs = openRewritingPrograms();
  for (const { names, apartMs, atMs = 0, isNew = false, isAnswer = false } of looks) {
    const writes = [...names].map((name, n) => ({
      path: name as TreePath,
      mtimeMs: START_MS + atMs + n * apartMs,
      isRewrite: !(isNew && n === 0),
      isAnswer,
    }));
    programs.saw(device, writes, START_MS + atMs);
  }
  return programs.found(START_MS + askedMs).get(device) ?? null;
}

it('five notes within two seconds are a program’s, in one look or in several', () => {
  expect(after([{ names: 'abcde', apartMs: 400 }])).toEqual({ how: 'sweep', notes: 5, path: 'e' });
  expect(
    after([
      { names: 'abc', apartMs: 300 },
      { names: 'de', apartMs: 300, atMs: 900 },
    ]),
  ).toMatchObject({ how: 'sweep', notes: 5 });
});

it('a person’s saves are not', () => {
  expect(after([{ names: 'abcdefgh', apartMs: 1_000 }])).toBe(null);
  expect(after([{ names: 'abcd', apartMs: 10 }])).toBe(null);
  expect(after([...'abcabcabc'].map((names, n) => ({ names, apartMs: 0, atMs: n * 200 })))).toBe(null);
  // A renamed note, and the links to it that the editor mends.
  expect(after([{ names: 'abcdefgh', apartMs: 10, isNew: true }])).toBe(null);
});

it('whoever answers three landings at once, within the hour, is a program', () => {
  const answers = (...minutes: number[]) =>
    minutes.map((minute) => ({ names: 'a', apartMs: 0, atMs: minute * MINUTE_MS, isAnswer: true }));
  expect(after(answers(0, 10, 20))).toEqual({ how: 'answers', notes: 1, path: 'a' });
  expect(after(answers(0, 10))).toBe(null);
  expect(after(answers(0, 40, 80))).toBe(null);
});

it('is forgotten after a day', () => {
  const sweep = [{ names: 'abcde', apartMs: 0 }];
  expect(after(sweep, 23 * 60 * MINUTE_MS)).not.toBe(null);
  expect(after(sweep, 25 * 60 * MINUTE_MS)).toBe(null);
});
