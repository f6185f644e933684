// Which verb helps on after a refusal: the sentences of the desk are read on the page too, where there are buttons instead.

const HINTS: ReadonlyMap<string, string> = new Map([
  ['NO_ENHANCEMENT', 'show-build list --json names all'],
  ['NO_JOB', 'show-build jobs lists those there are'],
  ['NO_COMMIT', 'show-build log lists them'],
  ['NOTHING_YET', 'show-build run looks at it first'],
]);

/** The sentence, and after it the verb where one is known. */
export function withHint(code: string, sentence: string): string {
  const hint = HINTS.get(code);
  return hint === undefined || sentence.includes(hint) ? sentence : `${sentence.replace(/\.$/, '')}; ${hint}`;
}
