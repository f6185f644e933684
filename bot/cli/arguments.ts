// Parses command-line words into a verb and its checked options. Knows the grammar, not what any verb does. Input it
// does not understand is a Fault `usage` that suggests the likely meaning.
import { type ParseArgsConfig, parseArgs } from 'node:util';
import { nearest } from '../../src/config/nearest.ts';
import { Fault } from '../../src/errors.ts';

export interface OptionRule {
  readonly name: string;
  /** Name of the value in the manual (`DIR`); null for a switch without a value. */
  readonly value: string | null;
  readonly about: string;
  /** May be given more than once. */
  readonly repeats?: boolean;
}

export interface VerbRule {
  readonly name: string;
  /** Words after the verb, as shown in the manual: `<id…>`. */
  readonly words: string;
  readonly fewestWords: number;
  readonly mostWords: number;
  readonly options: readonly OptionRule[];
}

export interface Given {
  readonly words: readonly string[];
  /** Values in the order given; an empty string for a switch. */
  readonly options: ReadonlyMap<string, readonly string[]>;
}

/** The verb is the first word that is neither an option nor the value of a global option; null if there is none. */
export function splitVerb(
  argv: readonly string[],
  globals: readonly OptionRule[],
): { readonly verb: string | null; readonly rest: readonly string[] } {
  const takesValue = new Set(globals.filter(({ value }) => value !== null).map(({ name }) => `--${name}`));
  for (let i = 0; i < argv.length; i++) {
    const word = argv[i] ?? '';
    if (takesValue.has(word)) i += 1;
    else if (!word.startsWith('-')) return { verb: word, rest: [...argv.slice(0, i), ...argv.slice(i + 1)] };
  }
  return { verb: null, rest: argv };
}

export function parseGiven(argv: readonly string[], rule: VerbRule, globals: readonly OptionRule[]): Given {
  const rules = [...rule.options, ...globals];
  const { tokens } = parseArgs({
    args: [...argv],
    options: configOf(rules),
    strict: false,
    allowPositionals: true,
    tokens: true,
  });
  const words: string[] = [];
  const options = new Map<string, string[]>();
  for (const token of tokens) {
    if (token.kind === 'positional') words.push(token.value);
    if (token.kind !== 'option') continue;
    const known = rules.find(({ name }) => name === token.name);
    if (known === undefined) throw unknownOption(token.rawName, rule, rules);
    const value = givenValue(token, known);
    const before = options.get(known.name) ?? [];
    if (before.length > 0 && known.repeats !== true) throw usage(`--${known.name} may stand only once.`);
    options.set(known.name, [...before, value]);
  }
  // With --help the rest need not be right.
  if (!options.has('help')) requireWords(words, rule);
  return { words, options };
}

function configOf(rules: readonly OptionRule[]): NonNullable<ParseArgsConfig['options']> {
  return Object.fromEntries(
    rules.map(({ name, value }) => [
      name,
      { type: value === null ? 'boolean' : 'string', ...(name === 'help' ? { short: 'h' } : {}) } as const,
    ]),
  );
}

interface OptionToken {
  readonly rawName: string;
  readonly value: string | undefined;
  readonly inlineValue: boolean | undefined;
}

function givenValue({ rawName, value, inlineValue }: OptionToken, { value: wanted }: OptionRule): string {
  if (wanted === null) {
    if (value !== undefined) throw usage(`${rawName} takes no value.`);
    return '';
  }
  // In `--why --all` the reason is most likely missing.
  if (value === undefined || (inlineValue !== true && /^--?\p{L}/u.test(value))) {
    throw usage(
      `${rawName} needs a value: ${rawName} ${wanted}. One that begins with a dash is written ${rawName}=….`,
    );
  }
  if (value === '') throw usage(`${rawName} needs a value that is not empty.`);
  return value;
}

function unknownOption(rawName: string, rule: VerbRule, rules: readonly OptionRule[]): Fault {
  const meant = nearest(
    rawName.replace(/^-+/, ''),
    rules.map(({ name }) => name),
  );
  const hint = meant === null ? `show-build ${rule.name} --help lists them.` : `Did you mean --${meant}?`;
  return usage(`"${rule.name}" has no option ${rawName}. ${hint}`);
}

function requireWords(words: readonly string[], rule: VerbRule): void {
  if (words.length > rule.mostWords) {
    const extra = words[rule.mostWords] ?? '';
    const form = rule.words === '' ? 'takes nothing more' : `takes only ${rule.words}`;
    throw usage(`"${extra}" is too much: ${rule.name} ${form}. A text with spaces needs quotes.`);
  }
  if (words.length < rule.fewestWords)
    throw usage(`Something is missing: show-build ${rule.name} ${rule.words}`);
}

export function usage(sentence: string): Fault {
  return new Fault('usage', 'USAGE', sentence);
}
