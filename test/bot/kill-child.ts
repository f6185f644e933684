// Opens a show in a program of its own and does one thing, for kill.test.ts, which has it killed right before or after
// one effect on the disk: `kill-child.js TREE STATE DEATH VERB ID…`, DEATH being JSON: `{moment, what, n}`, the n-th of
// that name. `null` does it all and prints every effect, one a line.
// Effects are counted where the program meets the system, so that no part of the program is built differently for this.
import fs from 'node:fs';
import promises from 'node:fs/promises';
import { createRequire, syncBuiltinESMExports } from 'node:module';

type Call = (...args: unknown[]) => unknown;
type Calls = Record<string, Call>;

export interface Death {
  readonly moment: 'before' | 'after';
  readonly what: string;
  readonly n: number;
}

const [tree = '', state = '', death = 'null', verb = '', ...ids] = process.argv.slice(2);
const fatal = JSON.parse(death) as Death | null;
const told: string[] = [];
let left = fatal?.n ?? 0;

/** Does it, and may not live to tell. */
function effect(what: string, act: () => unknown): unknown {
  told.push(what);
  if (what !== fatal?.what) return act();
  left -= 1;
  if (left !== 0) return act();
  if (fatal.moment === 'before') die();
  const result = act();
  if (!(result instanceof Promise)) die();
  return Promise.resolve(result).then(die);
}

function die(): void {
  process.kill(process.pid, 'SIGKILL');
}

/** What is done to which place of the show, without what differs from run to run; null for all other places. */
function nameOf(call: string, args: readonly unknown[]): string | null {
  // Of two names the second is the one that comes to be.
  const place = args
    .slice(0, 2)
    .findLast((arg): arg is string => typeof arg === 'string' && arg.includes('/'));
  if (place === undefined || !(place.startsWith(tree) || place.startsWith(state))) return null;
  const short = place.replace(`${tree}/`, '').replace(`${state}/`, '');
  return `${call} ${short.replace(/(objects|incoming)\/.*/, '$1').replace(/staging\/[0-9a-f]+/, 'staging')}`;
}

function watch(
  calls: Calls,
  names: readonly string[],
  isEffect: (args: readonly unknown[]) => boolean = () => true,
): void {
  for (const name of names) {
    const real = calls[name];
    if (!real) continue;
    calls[name] = (...args) => {
      const what = isEffect(args) ? nameOf(name, args) : null;
      return what === null ? real(...args) : effect(what, () => real(...args));
    };
  }
}

const opensForWriting = (args: readonly unknown[]): boolean =>
  typeof args[1] === 'string' && /[wa+]/.test(args[1]);
const changing = ['rename', 'rm', 'unlink', 'rmdir', 'writeFile', 'link', 'symlink'];
watch(fs as unknown as Calls, [...changing.map((name) => `${name}Sync`), 'mkdirSync']);
watch(fs as unknown as Calls, ['openSync'], opensForWriting);
watch(promises as unknown as Calls, [...changing, 'mkdir']);
watch(promises as unknown as Calls, ['open'], opensForWriting);
syncBuiltinESMExports();

const koffi = createRequire(import.meta.url)('koffi') as {
  load: (name: null) => { func: (spelled: string) => Call };
};
const load = koffi.load;
koffi.load = (name) => {
  const library = load(name);
  return {
    func(spelled) {
      const real = library.func(spelled);
      const [, call] = /(renameat2|renamex_np|futimens)/.exec(spelled) ?? [];
      if (call === undefined) return real;
      return (...args) => {
        const places = args.filter((arg) => typeof arg === 'string');
        return effect(nameOf(call, places) ?? call, () => real(...args));
      };
    },
  };
};

// Only now, so that all of the program sees the calls that are counted.
const { openDesk } = await import('../../bot/desk/desk.ts');
const { openShow } = await import('../../bot/service/open-show.ts');
const { createLog } = await import('../../src/log.ts');
const { foldCopies } = await import('../../bot/land/fold-copies.ts');
const { systemClock } = await import('../../src/queue/clock.ts');

const log = createLog({ level: 'silent', destination: {} });
// Copies go when their words have rested.
const system = systemClock();
const aheadMs = verb === 'fold' ? 20 * 60_000 : 0;
const clock = { ...system, nowMs: () => system.nowMs() + aheadMs };
const { show, close } = await openShow({ tree, state, purpose: 'test', log, clock });
const desk = openDesk(show);
if (verb === 'pass') await desk.pass({}, () => {});
if (verb === 'accept') await desk.accept({ ids }, null);
if (verb === 'revert') await desk.revert({ ids }, null);
if (verb === 'fold')
  await show.exclusively(() => foldCopies(show, '0101' as Parameters<typeof foldCopies>[1]));
await close();
if (fatal === null) process.stdout.write(`${told.join('\n')}\n`);
