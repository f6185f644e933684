// All verbs, in the manual's order.
import { beginningVerbs } from './beginning.ts';
import { caringVerbs } from './caring.ts';
import { checkingVerbs } from './checking.ts';
import { decidingVerbs } from './deciding.ts';
import { jobsVerb } from './jobs.ts';
import { maintainingVerbs } from './maintaining.ts';
import { outOfHouseVerbs } from './out-of-house.ts';
import { passingVerbs } from './passing.ts';
import { pastVerbs } from './past.ts';
import { readingVerbs } from './reading.ts';
import { searchingVerbs } from './searching.ts';
import { spendingVerbs } from './spending.ts';
import { standingVerbs } from './standing.ts';
import { startVerb } from './start.ts';
import { switchingVerbs } from './switching.ts';
import type { Verb } from './verb.ts';

export const verbs: readonly Verb[] = [
  startVerb,
  ...passingVerbs,
  ...readingVerbs,
  ...searchingVerbs,
  ...checkingVerbs,
  ...decidingVerbs,
  ...standingVerbs,
  ...pastVerbs,
  jobsVerb,
  ...beginningVerbs,
  ...outOfHouseVerbs,
  ...switchingVerbs,
  ...spendingVerbs,
  ...caringVerbs,
  ...maintainingVerbs,
];
