// What the page makes of history: messages in parts, lines by their writers, moments as fields and addresses spell them.
import { expect, it } from 'vitest';
import type { BlameLine } from '../../../src/desk.ts';
import { keyWords, readMessage } from '../../../web/client/history/message.ts';
import { daysAgo, isCommit, momentOf, NOW } from '../../../web/client/history/moments.ts';
import { pieces, runsOf } from '../../../web/client/history/runs.ts';

it('takes a message apart into its first line, its words and its facts', () => {
  const text =
    'Land slug-enhancement: 0101/20\n\nSlug “kettle”\n\nEnhancement: ab12\nLanded-By: Minna\n  Thistlewood\n';
  expect(readMessage(text)).toEqual({
    subject: 'Land slug-enhancement: 0101/20',
    paragraphs: ['Slug “kettle”'],
    trailers: [
      { key: 'Enhancement', value: 'ab12' },
      { key: 'Landed-By', value: 'Minna Thistlewood' },
    ],
  });
  expect(keyWords('Landed-By')).toBe('Landed by');
});

it('takes words at the end of a message for words, whatever colon is in them', () => {
  const { paragraphs, trailers } = readMessage('Edit\n\nNote: mind the goat\nand the gate');
  expect(paragraphs).toEqual(['Note: mind the goat\nand the gate']);
  expect(trailers).toEqual([]);
});

function line(number: number, commit: string): BlameLine {
  const by = { kind: 'person', name: 'Josh' } as const;
  return {
    line: number,
    text: `line ${number}`,
    commit,
    atMs: 0,
    by,
    step: null,
    model: null,
    enhancement: null,
  };
}

it('marks lines that came together once, and the same commit again where others stand between', () => {
  const runs = runsOf([line(1, 'a'), line(2, 'a'), line(3, 'b'), line(4, 'a')]);
  expect(runs.map(({ start, lines, first }) => [start, lines.length, first.commit])).toEqual([
    [1, 2, 'a'],
    [3, 1, 'b'],
    [4, 1, 'a'],
  ]);
});

it('cuts a long run into pieces and loses no line', () => {
  const [run] = runsOf(Array.from({ length: 5000 }, (_, i) => line(i + 1, 'a')));
  const cut = run === undefined ? [] : pieces(run);
  expect(cut.length).toBeGreaterThan(10);
  expect(cut.flat().map((each) => each.line)).toEqual(Array.from({ length: 5000 }, (_, i) => i + 1));
});

it.each([
  ['', NOW],
  ['c0ffee01', 'c0ffee01'],
  ['2031-05-04T10:30:00Z', '2031-05-04T10:30:00.000Z'],
  ['last tuesday', null],
])('reads %j in an address as %j', (text, moment) => {
  expect(momentOf(text)).toBe(moment);
});

it('takes a year for a moment, not for a commit', () => {
  expect(isCommit('2031')).toBe(false);
  expect(isCommit('2031ab')).toBe(true);
});

it('goes back by days at the same hour', () => {
  expect(daysAgo(7, new Date(2031, 4, 4, 10, 5).getTime())).toBe('2031-04-27T10:05');
});
