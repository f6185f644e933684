// What can happen to a show, as values, so that a story that breaks it can be made shorter and printed.
import fc from 'fast-check';
import type { Moment } from './effects.ts';
import type { Deed, Saving } from './person.ts';

/** What the bot, or a reviewer, is asked to do. */
export type Verb =
  | { readonly kind: 'pass'; readonly twice: boolean }
  | { readonly kind: 'accept' | 'reject' | 'revert' | 'redo'; readonly row: number; readonly many: boolean }
  | { readonly kind: 'hold' | 'release' | 'auto-land'; readonly episode: string }
  | { readonly kind: 'auto'; readonly on: boolean };

export type Step =
  | { readonly kind: 'person'; readonly file: number; readonly deed: Deed; readonly saving: Saving }
  | { readonly kind: 'bot'; readonly verb: Verb }
  | { readonly kind: 'race'; readonly verb: Verb; readonly moment: Moment; readonly saving: Saving }
  | {
      readonly kind: 'kill';
      readonly verb: Verb;
      readonly n: number;
      readonly moment: Moment;
      readonly meanwhile: (Step & { kind: 'person' }) | null;
    }
  | { readonly kind: 'fail'; readonly verb: Verb; readonly n: number }
  | { readonly kind: 'reopen'; readonly withoutDatabase: boolean }
  | { readonly kind: 'later'; readonly minutes: number };

export function anyStep(): fc.Arbitrary<Step> {
  const moment = fc.constantFrom<Moment>('before', 'after');
  const n = fc.integer({ min: 1, max: 60 });
  const saving = fc.constantFrom<Saving>('in-place', 'rename');
  const person = fc.record({
    kind: fc.constant('person' as const),
    file: fc.nat(20),
    deed: anyDeed(),
    saving,
  });
  const meanwhile = fc.option(person);
  return oneOf<Step>(
    [8, person],
    [8, fc.record({ kind: fc.constant('bot' as const), verb: anyVerb() })],
    [2, fc.record({ kind: fc.constant('race' as const), verb: landing(), moment, saving })],
    [3, fc.record({ kind: fc.constant('kill' as const), verb: writing(), n, moment, meanwhile })],
    [1, fc.record({ kind: fc.constant('fail' as const), verb: writing(), n })],
    [1, fc.record({ kind: fc.constant('reopen' as const), withoutDatabase: fc.boolean() })],
    [1, fc.record({ kind: fc.constant('later' as const), minutes: fc.integer({ min: 1, max: 200 }) })],
  );
}

function anyDeed(): fc.Arbitrary<Deed> {
  const word = fc.nat(50);
  const small = fc.constantFrom('insert' as const, 'replace' as const, 'cut' as const, 'line-out' as const);
  const large = fc.constantFrom(
    ...(['rewrite', 'empty', 'crlf', 'bom', 'latin', 'touch', 'mode', 'delete', 'rename', 'swap'] as const),
  );
  return oneOf<Deed>(
    [6, fc.record({ kind: small, at: fc.nat(200), word })],
    [3, fc.record({ kind: large })],
    [1, fc.record({ kind: fc.constant('create' as const), word })],
    [3, fc.record({ kind: fc.constant('old-version' as const), back: fc.nat(3), late: fc.boolean() })],
  );
}

const about = { row: fc.nat(30), many: fc.boolean() };
const episode = fc.constantFrom('0101', '0102');

/** What brings files into the tree. */
function landing(): fc.Arbitrary<Verb> {
  return oneOf<Verb>(
    [4, fc.record({ kind: fc.constant('accept' as const), ...about })],
    [2, fc.record({ kind: fc.constant('revert' as const), ...about })],
    [1, fc.record({ kind: fc.constant('auto-land' as const), episode })],
  );
}

/** What moves main: nothing else is worth dying in. */
function writing(): fc.Arbitrary<Verb> {
  return oneOf<Verb>(
    [3, landing()],
    [2, fc.record({ kind: fc.constant('pass' as const), twice: fc.constant(false) })],
  );
}

function anyVerb(): fc.Arbitrary<Verb> {
  const kind = fc.constantFrom('hold' as const, 'release' as const, 'release' as const);
  return oneOf<Verb>(
    [5, landing()],
    [4, fc.record({ kind: fc.constant('pass' as const), twice: fc.boolean() })],
    [2, fc.record({ kind: fc.constantFrom('reject' as const, 'redo' as const), ...about })],
    [1, fc.record({ kind, episode })],
    [1, fc.record({ kind: fc.constant('auto' as const), on: fc.boolean() })],
  );
}

function oneOf<T>(
  ...all: readonly (readonly [weight: number, arbitrary: fc.Arbitrary<T>])[]
): fc.Arbitrary<T> {
  return fc.oneof(...all.map(([weight, arbitrary]) => ({ weight, arbitrary })));
}
