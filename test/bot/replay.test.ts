// An answer belongs to the very text that it edits: when people undo what they typed, a step's old answer must not be
// placed a second time.
import fc from 'fast-check';
import { expect, it, onTestFinished } from 'vitest';
import { steps } from '../../steps/index.ts';
import { makeTrial, type Opened, type Trial } from '../trial.ts';

const INFO = `---
title: One
episode_number: "0101"
airdate: 2099-03-01
status: production
---
`;
const ITEM = 'episodes/0101/rundown/10 The Glove.md';
const OTHER = 'episodes/0101/rundown/20 The Kettle.md';
const TYPED = 'Nobody has ever asked the railing what it thinks of all this, and nobody will.';

function item(order: number, words: string): string {
  return `---
id: '10${order}'
slug: item-${order}
type: segment
order: ${order}
status: production
title: Item ${order}
description: An item about a glove, a railing and a town with opinions.
---

## Script

A glove on a railing is a question, and nobody can leave a question alone.

${words}
`;
}

async function begin(): Promise<{ readonly trial: Trial; readonly opened: Opened }> {
  const trial = makeTrial({ 'episodes/0101/info.md': INFO, [ITEM]: item(10, '') });
  const opened = await trial.open({ steps });
  onTestFinished(async () => {
    await opened.close();
    trial.clear();
  });
  return { trial, opened };
}

const pass = ({ desk }: Opened) => desk.pass({ acceptAll: true }, () => {});

const times = (text: string, key: string) => text.match(new RegExp(`^${key}:`, 'gm'))?.length ?? 0;

it('a sentence typed and taken out again leaves one duration', async () => {
  const { trial, opened } = await begin();
  await pass(opened);
  const first = trial.read(ITEM);
  trial.write(ITEM, `${first}${TYPED}\n`);
  await pass(opened);
  const longer = trial.read(ITEM);
  trial.write(ITEM, longer.replace(`${TYPED}\n`, ''));
  await pass(opened);
  expect(times(trial.read(ITEM), 'duration')).toBe(1);
  expect(trial.read(ITEM)).toBe(first);
});

it('an item that comes and goes leaves one total_runtime', async () => {
  const { trial, opened } = await begin();
  await pass(opened);
  const first = trial.read('episodes/0101/info.md');
  trial.write(OTHER, item(20, TYPED));
  await pass(opened);
  expect(trial.read('episodes/0101/info.md')).not.toBe(first);
  trial.remove(OTHER);
  await pass(opened);
  expect(times(trial.read('episodes/0101/info.md'), 'total_runtime')).toBe(1);
  expect(trial.read('episodes/0101/info.md')).toBe(first);
});

/** A person's edits, each as often as they like. */
const EDITS: Readonly<Record<string, (trial: Trial) => void>> = {
  type: (trial) => trial.write(ITEM, `${trial.read(ITEM).replaceAll(`${TYPED}\n`, '')}${TYPED}\n`),
  undo: (trial) => trial.write(ITEM, trial.read(ITEM).replaceAll(`${TYPED}\n`, '')),
  add: (trial) => trial.write(OTHER, item(20, TYPED)),
  take: (trial) => trial.bytes()[OTHER] !== undefined && trial.remove(OTHER),
  nothing: () => {},
};

it('whatever the history of a text, each key stands once and a pass ends', { timeout: 120_000 }, async () => {
  const story = fc.array(fc.constantFrom(...Object.keys(EDITS)), { minLength: 2, maxLength: 6 });
  await fc.assert(
    fc.asyncProperty(story, async (names) => {
      const trial = makeTrial({ 'episodes/0101/info.md': INFO, [ITEM]: item(10, '') });
      const opened = await trial.open({ steps });
      try {
        for (const name of names) {
          EDITS[name]?.(trial);
          const { landed } = await pass(opened);
          expect(landed.length).toBeLessThan(20);
          expect(times(trial.read(ITEM), 'duration')).toBe(1);
          expect(times(trial.read('episodes/0101/info.md'), 'total_runtime')).toBe(1);
          expect((await opened.desk.pass({}, () => {})).proposed).toEqual([]);
        }
      } finally {
        await opened.close();
        trial.clear();
      }
    }),
    { numRuns: process.env['CI'] ? 40 : 6, interruptAfterTimeLimit: 90_000 },
  );
});
