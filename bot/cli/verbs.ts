// All verbs, in the order in which the manual lists them.
import { caringVerbs } from './caring.ts';
import { decidingVerbs } from './deciding.ts';
import { passingVerbs } from './passing.ts';
import { readingVerbs } from './reading.ts';
import { standingVerbs } from './standing.ts';
import { startVerb } from './start.ts';
import { switchingVerbs } from './switching.ts';
import type { Verb } from './verb.ts';

export const verbs: readonly Verb[] = [
  startVerb,
  ...passingVerbs,
  ...readingVerbs,
  ...decidingVerbs,
  ...standingVerbs,
  ...switchingVerbs,
  ...caringVerbs,
];
