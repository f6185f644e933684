// An editor spells a value of the bot's anew: quotes, order of keys, line endings. It is the same value, so it stays the
// bot's and is counted again. A value that a person changes or takes out is that person's.
import { describe, expect, it, onTestFinished } from 'vitest';
import { treePath } from '../../src/domain/ids.ts';
import { parseDocument } from '../../src/markdown/document.ts';
import type { AnyStep } from '../../src/step.ts';
import { runtimeCalculation } from '../../steps/runtime-calculation.ts';
import { scriptCompilation } from '../../steps/script-compilation.ts';
import { makeTrial, type Opened, type Trial } from '../trial.ts';

const INFO_PATH = 'episodes/0101/info.md';
const ITEM = 'episodes/0101/rundown/10 The Glove.md';
const INFO = `---
title: One
episode_number: "0101"
airdate: 2099-03-01
status: production
---
`;
const TEXT = `---
id: '1010'
slug: glove
type: segment
order: 10
status: production
title: Item 10
description: An item about a glove, a railing and a town with opinions.
---

## Script

A glove on a railing is a question, and nobody can leave a question alone.

<!-- Begin Cue -->
[Type: FSQ]
[AssetID: FSQ1AAAAAAAAAAAA1]
[Slug: lost-glove]
[Quote: "A glove is a hand that waits for its owner, and no owner has come."]
[Attribution: Ada Lum]
<!-- End Cue -->
`;
const TYPED = '\nNobody has ever asked the railing what it thinks of all this, and nobody will.\n';

interface Begun {
  readonly trial: Trial;
  readonly opened: Opened;
}

async function begin(step: AnyStep = runtimeCalculation): Promise<Begun> {
  const trial = makeTrial({ [INFO_PATH]: INFO, [ITEM]: TEXT });
  const opened = await trial.open({ steps: [step] });
  onTestFinished(async () => {
    await opened.close();
    trial.clear();
  });
  await pass(opened);
  return { trial, opened };
}

const pass = ({ desk }: Opened) => desk.pass({ acceptAll: true }, () => {});

const reverted = ({ desk }: Opened) => desk.list({ state: 'reverted', all: true });

/** The lines of a text that give this key or field. */
function linesOf(text: string, key: string): readonly string[] {
  return text.match(new RegExp(`^[ \\t[]*['"]?${key}['"]?[ \\t]*:.*$`, 'gim')) ?? [];
}

/** How an editor or a person spells a line of the head anew. */
const HEAD: readonly ((key: string, value: string) => string)[] = [
  (key, value) => `${key}: "${value}"`,
  (key, value) => `${key}: '${value}'`,
  (key, value) => `${key}:   ${value}   `,
  (key, value) => `${key}: ${value} # counted`,
  (key, value) => `${key.toUpperCase()}: ${value}`,
  (key, value) => `"${key}": ${value}`,
  (key, value) => `${key}: |-\n  ${value}`,
  (key, value) => `${key}: ${value.replace(/:(\d\d)$/, (_all, frames) => `.${fraction(frames)}`)}`,
];

function fraction(frames: string): string {
  return String(Math.round((Number(frames) * 1000) / 30)).padStart(3, '0');
}

describe('spelled anew, a value stays the bot’s: it is left as it is, and counted again when the script grows', () => {
  it.each(['duration', 'total_runtime'])('%s in the head', async (key) => {
    const begun = await begin();
    const path = key === 'duration' ? ITEM : INFO_PATH;
    // Each takes two passes; the other spellings are read in test/markdown/field-value.test.ts.
    for (const spell of process.env['CI'] ? HEAD : HEAD.slice(0, 1)) {
      const text = begun.trial.read(path);
      const value = parseDocument(treePath(path), text).value(key) ?? '';
      const [line = ''] = linesOf(text, key);
      // A block as an earlier round left it has its value on the line below.
      const written = line.endsWith('-') ? `${line}\n  ${value}` : line;
      await staysOurs(begun, path, text.replace(written, spell(key, value)), key);
    }
  });

  it('in quotes, with its key moved to the top and a new key beside it, as Properties saves a head', async () => {
    const { trial, opened } = await begin();
    const text = trial.read(ITEM);
    const [line = ''] = linesOf(text, 'duration');
    const value = line.slice(line.indexOf(' ') + 1);
    const moved = text
      .replace(`${line}\n`, '')
      .replace('---\n', `---\nduration: "${value}"\n`)
      .replace('order: 10\n', 'order: 10\nmood: calm\n');
    await staysOurs({ trial, opened }, ITEM, moved, 'duration');
  });

  it('with Windows line endings', async () => {
    const { trial, opened } = await begin();
    await staysOurs({ trial, opened }, ITEM, trial.read(ITEM).replace(/\n/g, '\r\n'), 'duration');
  });

  it('in the cue of a quote', async () => {
    const { trial, opened } = await begin();
    const text = trial.read(ITEM);
    const line = linesOf(text, 'duration')[1] ?? '';
    expect(line).toMatch(/^\[Duration: 00:00:\d\d:\d\d\]$/);
    const value = line.slice('[Duration: '.length, -1);
    // In lower case and on another line of the cue.
    const other = text.replace(`${line}\n`, '').replace('<!-- End', `[ duration : ${value} ]\n<!-- End`);
    trial.write(ITEM, other);
    await pass(opened);
    expect(await reverted(opened)).toEqual([]);
    trial.write(ITEM, trial.read(ITEM).replace('no owner has come', 'no owner has come to look for it yet'));
    await pass(opened);
    const now = linesOf(trial.read(ITEM), 'duration');
    expect(now).toHaveLength(2);
    expect(now[1]).toMatch(/^\[ duration : 00:00:\d\d:\d\d \]$/);
    expect(now[1]).not.toContain(value);
  });

  it('within a minute of the landing, when an editor saves what it has loaded', async () => {
    const { trial, opened } = await begin();
    const text = trial.read(ITEM);
    const [line = ''] = linesOf(text, 'duration');
    trial.write(ITEM, text.replace(line, line.replace(/: (.*)/, ': "$1"')));
    expect((await opened.desk.pass({}, () => {})).proposed).toEqual([]);
  });
});

async function staysOurs(
  { trial, opened }: Begun,
  path: string,
  respelled: string,
  key: string,
): Promise<void> {
  const [line] = linesOf(respelled, key);
  expect(respelled).not.toBe(trial.read(path));
  trial.write(path, respelled);
  await pass(opened);
  expect(trial.read(path)).toBe(respelled);
  expect(await reverted(opened)).toEqual([]);
  trial.write(ITEM, trial.read(ITEM) + TYPED);
  await pass(opened);
  const after = linesOf(trial.read(path), key);
  expect(after).toHaveLength(linesOf(respelled, key).length);
  expect(after[0]).toMatch(/: *00:\d\d:\d\d:\d\d/);
  expect(after[0]).not.toBe(line);
}

describe('a person’s value stays theirs', () => {
  it.each([
    ['another length', (line: string) => line.replace(/: .*/, ': 00:20:00:00')],
    ['another length in quotes', (line: string) => line.replace(/: .*/, ': "00:20:00:00"')],
  ])('%s', async (_what, change) => {
    const { trial, opened } = await begin();
    const text = trial.read(ITEM);
    const [line = ''] = linesOf(text, 'duration');
    trial.write(ITEM, text.replace(line, change(line)));
    await pass(opened);
    trial.write(ITEM, trial.read(ITEM) + TYPED);
    await pass(opened);
    expect(linesOf(trial.read(ITEM), 'duration')[0]).toBe(change(line));
  });

  it('and a line that is taken out stays out', async () => {
    const { trial, opened } = await begin();
    const [line = ''] = linesOf(trial.read(ITEM), 'duration');
    const without = trial.read(ITEM).replace(`${line}\n`, '');
    trial.write(ITEM, without);
    await pass(opened);
    expect(trial.read(ITEM)).toBe(without);
  });
});

const PRINT = 'episodes/0101/exports/script.txt';

describe('an exported file', () => {
  it.each([
    ['Windows line endings', (text: string) => text.replace(/\n/g, '\r\n')],
    ['a byte order mark', (text: string) => `\uFEFF${text}`],
    ['no end of its last line', (text: string) => text.replace(/\n+$/, '')],
  ])('saved with %s is still the bot’s', async (_what, save) => {
    const { trial, opened } = await begin(scriptCompilation);
    const text = trial.read(PRINT);
    expect(save(text)).not.toBe(text);
    trial.write(PRINT, save(text));
    trial.write(ITEM, trial.read(ITEM) + TYPED);
    const { proposed } = await opened.desk.pass({}, () => {});
    expect(proposed.filter(({ applicability }) => applicability === 'unsafe')).toEqual([]);
    await pass(opened);
    expect(trial.read(PRINT)).toContain(TYPED.trim().slice(0, 20));
  });

  it('in which a word is changed is a person’s', async () => {
    const { trial, opened } = await begin(scriptCompilation);
    trial.write(PRINT, trial.read(PRINT).replace('glove', 'mitten'));
    trial.write(ITEM, trial.read(ITEM) + TYPED);
    const { proposed } = await opened.desk.pass({}, () => {});
    expect(proposed.map(({ title }) => title)).toContain('Replace script.txt, which somebody has edited');
  });
});
