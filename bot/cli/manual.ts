// Text of `--help`: all verbs, or one with its options and an example.
import type { OptionRule } from './arguments.ts';
import { pad, wrap } from './output/text.ts';
import { GLOBAL_OPTIONS, type Verb } from './verb.ts';

const COLUMNS = 96;
const EXITS = 'Exit code: 0 done · 1 not done, and one line on stderr says why · 2 wrong usage';

export function manual(verbs: readonly Verb[]): string {
  const rows = verbs.map(({ name, words, about }): Entry => [`${name} ${words}`.trim(), about]);
  return [
    'show-build <verb> [options]',
    '',
    'Improves the Markdown of a show without ever fighting the person who writes it.',
    '',
    ...entries(rows),
    '',
    ...entries([...GLOBAL_OPTIONS.map(optionEntry), ['--version', 'which version this is']]),
    '',
    EXITS,
    'show-build <verb> --help says more.',
    '',
  ].join('\n');
}

export function verbManual({ name, words, about, options, example }: Verb): string {
  const isOwn = new Set(options.map((option) => option.name));
  const all = [...options, ...GLOBAL_OPTIONS.filter((option) => !isOwn.has(option.name))];
  return [
    `show-build ${[name, words, '[options]'].filter((part) => part !== '').join(' ')}`,
    '',
    ...wrap(`${about[0]?.toUpperCase()}${about.slice(1)}.`, COLUMNS),
    '',
    ...entries(all.map(optionEntry)),
    '',
    `Example: ${example}`,
    '',
  ].join('\n');
}

type Entry = readonly [name: string, about: string];

function optionEntry({ name, value, about }: OptionRule): Entry {
  return [value === null ? `--${name}` : `--${name} ${value}`, about];
}

function entries(all: readonly Entry[]): readonly string[] {
  const cells = Math.max(...all.map(([name]) => name.length)) + 4;
  return all.flatMap(([name, about]) =>
    wrap(about, COLUMNS - cells).map((text, i) => `${pad(i === 0 ? `  ${name}` : '', cells)}${text}`),
  );
}
