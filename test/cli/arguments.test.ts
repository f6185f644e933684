// The grammar of the command line: every verb's own, what is wrong, and the two meanings of `--state`.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Given, parseGiven, splitVerb } from '../../bot/cli/arguments.ts';
import { runCommand } from '../../bot/cli/run.ts';
import { durationFrom, episodeFrom, portFrom, selectionFrom, statesFrom } from '../../bot/cli/values.ts';
import { GLOBAL_OPTIONS, type Verb } from '../../bot/cli/verb.ts';
import { verbs } from '../../bot/cli/verbs.ts';
import { ENHANCEMENT_STATES } from '../../src/domain/enhancement.ts';
import { Fault } from '../../src/errors.ts';
import { testWorld } from './screens.ts';

function given(line: readonly string[]): Given {
  const { verb: name, rest } = splitVerb(line, GLOBAL_OPTIONS);
  const verb = verbs.find((each) => each.name === name);
  if (verb === undefined) throw new Error(`no verb in ${line.join(' ')}`);
  const own = new Set(verb.options.map((option) => option.name));
  return parseGiven(
    rest,
    verb,
    GLOBAL_OPTIONS.filter((option) => !own.has(option.name)),
  );
}

const plain = ({ words, options }: Given) => ({ words, options: Object.fromEntries(options) });

describe('what is understood', () => {
  it.each<[string, readonly string[], Record<string, readonly string[]>]>([
    ['list', [], {}],
    ['list --json --episode 101', [], { json: [''], episode: ['101'] }],
    ['list --episode=101 --step=slug-enhancement', [], { episode: ['101'], step: ['slug-enhancement'] }],
    ['list --state landed --state /var/x', [], { state: ['landed', '/var/x'] }],
    ['--tree /srv/show list', [], { tree: ['/srv/show'] }],
    ['--tree list status --state x', [], { tree: ['list'], state: ['x'] }],
    ['--tree=/a list --as josh', [], { tree: ['/a'], as: ['josh'] }],
    ['accept a1 b2 --all', ['a1', 'b2'], { all: [''] }],
    ['accept --tree /srv -- --all', ['--all'], { tree: ['/srv'] }],
    ['reject a1 --why=-not-this', ['a1'], { why: ['-not-this'] }],
    ['reject a1 --why -1', ['a1'], { why: ['-1'] }],
    ['redo a1 --with shorter', ['a1'], { with: ['shorter'] }],
    ['hold 101 --for 2h --why rehearsal', ['101'], { for: ['2h'], why: ['rehearsal'] }],
    ['pause', [], {}],
    ['resume slug-enhancement', ['slug-enhancement'], {}],
    ['run --dry-run --episode 7', [], { 'dry-run': [''], episode: ['7'] }],
    [
      'start --port 0 --host ::1 --sample --no-local-work --take-over',
      [],
      { port: ['0'], host: ['::1'], sample: [''], 'no-local-work': [''], 'take-over': [''] },
    ],
    ['diff -h', [], { help: [''] }],
  ])('%s', (line, words, options) => {
    expect(plain(given(line.split(' ')))).toEqual({ words, options });
  });
});

describe('what is not', () => {
  it.each([
    ['lst', 'There is no verb "lst". Did you mean "list"?'],
    ['chek', 'There is no verb "chek". Did you mean "check"?'],
    ['frobnicate', 'There is no verb "frobnicate". show-build --help lists all.'],
    ['check twelve', '"twelve" is no episode; episodes are numbers such as 0101 or 101.'],
    ['check 101 102', '"102" is too much: check takes only [episode]. A text with spaces needs quotes.'],
    ['worker', 'There is no verb "worker". show-build --help lists all.'],
    ['', 'Which verb? show-build --help lists them.'],
    ['--tree', 'Which verb? show-build --help lists them.'],
    ['list --episod 1', '"list" has no option --episod. Did you mean --episode?'],
    ['list -x', '"list" has no option -x. show-build list --help lists them.'],
    ['status --dry-run', '"status" has no option --dry-run. show-build status --help lists them.'],
    ['list extra', '"extra" is too much: list takes nothing more. A text with spaces needs quotes.'],
    ['diff a b', '"b" is too much: diff takes only <id>. A text with spaces needs quotes.'],
    ['diff', 'Something is missing: show-build diff <id>'],
    ['list --json=yes', '--json takes no value.'],
    [
      'list --episode',
      '--episode needs a value: --episode N. One that begins with a dash is written --episode=….',
    ],
    [
      'reject a --why --all',
      '--why needs a value: --why TEXT. One that begins with a dash is written --why=….',
    ],
    ['list --step=', '--step needs a value that is not empty.'],
    ['status --tree a --tree b', '--tree may stand only once.'],
    ['status --state a --state b', 'There is one state folder, not a and b.'],
    [
      'list --state landed --state rejected',
      'Only one state can be listed at a time, not landed and rejected.',
    ],
    ['list --state landed --all', 'Either --all or one state, not both.'],
    ['list --episode twelve', '"twelve" is no episode; episodes are numbers such as 0101 or 101.'],
    ['hold 101 --for soon', '"soon" is no length of time; write 90s, 30m or 2h.'],
    ['hold 101 --for 0s', '"0s" is no length of time; write 90s, 30m or 2h.'],
    ['start --port 70000', '"70000" is no port; ports are numbers from 1 to 65535, or 0 for any free one.'],
    ['auto maybe', 'It is either on or off: show-build auto on'],
    ['accept', 'Which ones? Name ids, or --episode N, --step ID or --all: show-build accept 4f2a 90c1'],
    ['run --dry-run --accept-all', 'Either --dry-run or --accept-all: a dry run changes nothing.'],
    ['log --limit many', '"many" is no number of entries.'],
    ['status --tree /nowhere/at/all', "/nowhere/at/all is no folder; name the show's folder with --tree"],
  ])('%s', async (line, sentence) => {
    const world = testWorld();
    const argv = line.split(' ').filter((word) => word !== '');
    expect(await runCommand(argv, verbs, world)).toBe(2);
    expect(world.err.text()).toBe(`show-build: ${sentence}\n`);
    expect(world.out.text()).toBe('');
  });

  it('never throws anything but a Fault of usage, whatever is typed', () => {
    const word = fc.oneof(
      fc.constantFrom(
        '--tree',
        '--state',
        '--',
        '-',
        '--json',
        '--json=',
        '--=',
        '-h',
        'list',
        '--episode',
        '--no-json',
      ),
      fc.string({ unit: 'binary', maxLength: 8 }),
    );
    const names = fc.constantFrom(...verbs.map(({ name }) => name));
    fc.assert(
      fc.property(names, fc.array(word, { maxLength: 6 }), (name, words) => {
        try {
          const parsed = given([name, ...words]);
          expect(parsed.words.length + parsed.options.size).toBeLessThanOrEqual(words.length);
        } catch (error) {
          expect(error).toBeInstanceOf(Fault);
          expect(error).toMatchObject({ kind: 'usage' });
        }
      }),
    );
  });
});

describe('values', () => {
  it('tells a state to list by from a state folder', () => {
    const parsed = given(['list', '--state', '/var/x', '--state', 'landed']);
    expect(statesFrom(parsed, ENHANCEMENT_STATES)).toEqual({ folder: '/var/x', filter: 'landed' });
    expect(statesFrom(given(['list', '--state', './landed']), ENHANCEMENT_STATES)).toEqual({
      folder: './landed',
      filter: null,
    });
    expect(statesFrom(given(['status', '--state', 'landed']), [])).toEqual({
      folder: 'landed',
      filter: null,
    });
  });

  it('narrows by all that is given', () => {
    const parsed = given(['accept', 'a1', '--episode', '7', '--step', 's', '--all']);
    expect(selectionFrom(parsed)).toEqual({ ids: ['a1'], episode: '0007', step: 's', all: true });
    expect(selectionFrom(given(['accept']))).toEqual({});
  });

  it('reads episodes, times and ports', () => {
    expect(['7', '101', '0101'].map(episodeFrom)).toEqual(['0007', '0101', '0101']);
    expect(['90s', '30m', '2h'].map(durationFrom)).toEqual([90_000, 1_800_000, 7_200_000]);
    expect(['0', '4870', '65535'].map(portFrom)).toEqual([0, 4870, 65_535]);
  });
});

describe('help', () => {
  it('lists every verb, within 96 columns, and nothing that is not there yet', async () => {
    const world = testWorld();
    expect(await runCommand(['--help'], verbs, world)).toBe(0);
    const text = world.out.text();
    for (const { name } of verbs) expect(text).toMatch(new RegExp(`^  ${name} `, 'm'));
    expect(text).not.toMatch(/^ {2}worker /m);
    expect(Math.max(...text.split('\n').map((line) => line.length))).toBeLessThanOrEqual(98);
  });

  it.each(
    verbs.map((verb): [string, Verb] => [verb.name, verb]),
  )('of %s has an example that is understood', async (name, { example }) => {
    const world = testWorld();
    expect(await runCommand([name, '--help'], verbs, world)).toBe(0);
    expect(world.out.text()).toContain(`Example: ${example}\n`);
    const [program, ...words] = [...example.matchAll(/"([^"]*)"|'([^']*)'|(\S+)/g)].map(
      ([, a, b, c]) => a ?? b ?? c ?? '',
    );
    expect(program).toBe('show-build');
    expect(() => given(words)).not.toThrow();
  });

  it('says its version', async () => {
    const world = testWorld();
    expect(await runCommand(['--version'], verbs, world)).toBe(0);
    expect(world.out.text()).toMatch(/^\d+\.\d+\.\d+\n$/);
  });
});

describe('a mistake of the program', () => {
  const broken: Verb = {
    name: 'broken',
    about: 'fails',
    words: '',
    fewestWords: 0,
    mostWords: 0,
    options: [],
    example: 'show-build broken',
    run: () => Promise.reject(new TypeError('x is\nnot \u001b[31ma function')),
  };

  it('is one line, and the stack only for who asks', async () => {
    const world = testWorld();
    expect(await runCommand(['broken'], [broken], world)).toBe(1);
    expect(world.err.text().split('\n')).toHaveLength(2);
    expect(world.err.text()).toContain('SHOW_BUILD_DEBUG=1');
    const debugging = testWorld({ env: { SHOW_BUILD_DEBUG: '1' } });
    await runCommand(['broken'], [broken], debugging);
    expect(debugging.err.text()).toContain('at ');
  });
});
