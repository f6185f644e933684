// All codes of Faults, from the tables of their areas: the kind of each, and what it means. Codes that other programs
// gave are not here; they enter by `foreignFault` in src/errors.ts.
import { DESK_FAULTS } from './fault-codes/desk.ts';
import type { FaultFacts } from './fault-codes/fault-facts.ts';
import { GIT_FAULTS } from './fault-codes/git.ts';
import { RECORD_FAULTS } from './fault-codes/record.ts';
import { SERVICE_FAULTS } from './fault-codes/service.ts';
import { STORE_FAULTS } from './fault-codes/store.ts';
import { TOOL_FAULTS } from './fault-codes/tools.ts';
import { TREE_FAULTS } from './fault-codes/tree.ts';

export const FAULTS = {
  ...DESK_FAULTS,
  ...GIT_FAULTS,
  ...RECORD_FAULTS,
  ...SERVICE_FAULTS,
  ...STORE_FAULTS,
  ...TOOL_FAULTS,
  ...TREE_FAULTS,
} satisfies Readonly<Record<string, FaultFacts>>;

export type FaultCode = keyof typeof FAULTS;

type KindOf<F> = F extends { readonly kind: readonly (infer K)[] | infer K } ? K : never;

/** The codes that are used with this kind. */
export type FaultCodeOf<K> = {
  [C in FaultCode]: K extends KindOf<(typeof FAULTS)[C]> ? C : never;
}[FaultCode];
