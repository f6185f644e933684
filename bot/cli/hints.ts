// Verbs to suggest after a refusal. Kept out of the desk's sentences because the web page shows those too, with buttons
// instead of verbs.
import type { AnyCode } from '../../src/domain/reason.ts';

const HINTS: ReadonlyMap<AnyCode, string> = new Map<AnyCode, string>([
  ['NO_ENHANCEMENT', 'show-build list --json names all'],
  ['NO_JOB', 'show-build jobs lists those there are'],
  ['NO_COMMIT', 'show-build log lists them'],
  ['NOTHING_YET', 'show-build run looks at it first'],
]);

/** Appends the suggested verb, if there is one for this code. */
export function withHint(code: AnyCode, sentence: string): string {
  const hint = HINTS.get(code);
  return hint === undefined || sentence.includes(hint) ? sentence : `${sentence.replace(/\.$/, '')}; ${hint}`;
}
