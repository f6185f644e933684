// All verbs, in the order in which the manual lists them.
import { beginningVerbs } from './beginning.ts';
import { caringVerbs } from './caring.ts';
import { checkingVerbs } from './checking.ts';
import { decidingVerbs } from './deciding.ts';
import { outOfHouseVerbs } from './out-of-house.ts';
import { passingVerbs } from './passing.ts';
import { readingVerbs } from './reading.ts';
import { spendingVerbs } from './spending.ts';
import { standingVerbs } from './standing.ts';
import { startVerb } from './start.ts';
import { switchingVerbs } from './switching.ts';
import type { Verb } from './verb.ts';

export const verbs: readonly Verb[] = [
  startVerb,
  ...passingVerbs,
  ...readingVerbs,
  ...checkingVerbs,
  ...decidingVerbs,
  ...standingVerbs,
  ...beginningVerbs,
  ...outOfHouseVerbs,
  ...switchingVerbs,
  ...spendingVerbs,
  ...caringVerbs,
];
