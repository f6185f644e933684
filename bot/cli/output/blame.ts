// Prints a file with the writer next to each line; adjacent lines of one commit show the name once.

import type { BlameLine } from '../../../src/desk.ts';
import { RULES } from '../../../src/step.ts';
import type { Look } from './list.ts';
import { line, lines as manyLines, pad, shorten, width } from './text.ts';
import { moment } from './times.ts';

const WIDEST_WRITER = 36;

export function blameText(lines: readonly BlameLine[], { paint }: Look): string {
  const writers = lines.map((one, i) => (lines[i - 1]?.commit === one.commit ? '' : writerOf(one)));
  const cells = Math.max(0, ...writers.map(width));
  const digits = String(lines.length).length;
  return lines
    .map(({ line: at, text, by, atMs, commit }, i) => {
      const isFirst = writers[i] !== '';
      const when = isFirst ? `${moment(atMs).slice(0, 10)}  ${commit.slice(0, 8)}` : '';
      const writer = paint(by.kind === 'bot' ? 'cyan' : 'bold', pad(writers[i] ?? '', cells));
      const number = paint('dim', String(at).padStart(digits));
      return `${paint('dim', pad(when, 20))}  ${writer}  ${number}  ${manyLines(text)}`.trimEnd();
    })
    .map((each) => `${each}\n`)
    .join('');
}

function writerOf({ by, step, model }: BlameLine): string {
  const how = model === null || model === RULES ? step : `${step}, ${model}`;
  return shorten(line(step === null ? by.name : (how ?? by.name)), WIDEST_WRITER);
}
