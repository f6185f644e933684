// Problems in a settings file, worded so that its author can fix them: the line, the key, the value found, the values
// allowed.
import type { Document, LineCounter, YAMLError } from 'yaml';
import type { z } from 'zod';
import { nearest } from './nearest.ts';
import { keysWhere, lineAt, rangeAt } from './places.ts';
import { type KnownStep, knownKeys } from './schema.ts';
import { holdsSecret, isSecretKey } from './secrets.ts';
import type { SettingProblem } from './settings.ts';

export interface SourceText {
  readonly text: string;
  readonly doc: Document;
  readonly lines: LineCounter;
}

const SHOWN_CHARACTERS = 40;
const ENVIRONMENT =
  'secrets only in the environment, such as OPENAI_API_KEY, SYNCTHING_API_KEY or SHOW_BUILD_TOKEN';

const SYNTAX: ReadonlyMap<string, string> = new Map([
  ['TAB_AS_INDENT', 'blanks instead of the tab at the beginning of the line'],
  ['BAD_INDENT', 'this line as far to the right as its neighbours'],
  ['MULTIPLE_DOCS', 'one document only, without --- in the middle'],
  ['BLOCK_AS_IMPLICIT_KEY', 'each key on a line of its own, or quotes around a text with a colon'],
  ['MISSING_CHAR', 'the closing quote or bracket'],
  ['RESOURCE_EXHAUSTION', 'less nesting'],
]);

function problem(
  line: number,
  key: string,
  found: string | null,
  allowed: string,
  sentence?: string,
): SettingProblem {
  const said =
    sentence ??
    `${key === '' ? 'this' : key} is ${found === null ? 'missing' : `“${found}”`}; write ${allowed}`;
  return { line, key, found, allowed, message: `line ${line}: ${said}` };
}

/** Keys and values that look like secrets. Values are never repeated. */
export function secretProblems({ text, doc, lines }: SourceText): SettingProblem[] {
  const keys = keysWhere(doc, isSecretKey).map(({ key, offset }) =>
    secretProblem(lineAt(lines, offset), key),
  );
  const taken = new Set(keys.map((each) => each.line));
  const values = text
    .split(/\r\n|\r|\n/)
    .flatMap((line, i) => (holdsSecret(line) ? [secretProblem(i + 1, '')] : []));
  return [...keys, ...values.filter((each) => !taken.has(each.line))];
}

function secretProblem(line: number, key: string): SettingProblem {
  const what = key === '' ? 'a secret stands here' : `${key} looks like a secret`;
  const why = 'this file is synced and its history is kept';
  return problem(
    line,
    key,
    null,
    ENVIRONMENT,
    `${what}; ${why}, so take it out, replace the secret, and put ${ENVIRONMENT}`,
  );
}

export function syntaxProblem(error: YAMLError, { text, lines }: SourceText): SettingProblem {
  const line = lineAt(lines, error.pos[0]);
  if (error.code === 'DUPLICATE_KEY') {
    const key = /^[^:\r\n]*/.exec(text.slice(error.pos[0]))?.[0].trim() ?? '';
    return problem(
      line,
      key,
      key,
      'each key once',
      `“${shown(key)}” stands here a second time; keep one of the two`,
    );
  }
  const allowed = SYNTAX.get(error.code) ?? 'it in YAML, as “key: value”';
  return problem(line, '', null, allowed, `this cannot be read as YAML (${error.code}); write ${allowed}`);
}

export function aliasProblem(): SettingProblem {
  return problem(
    1,
    '',
    null,
    'values in full',
    'this file uses too many aliases (*name); write the values in full',
  );
}

/** One problem per unknown key or bad value in a schema issue. */
export function issueProblems(
  issue: z.core.$ZodIssue,
  source: SourceText,
  steps: readonly KnownStep[],
): SettingProblem[] {
  if (issue.code !== 'unrecognized_keys') return [valueProblem(issue, source)];
  return issue.keys.map((key) => unknownKey([...issue.path, key], source, steps));
}

function valueProblem(issue: z.core.$ZodIssue, { text, doc, lines }: SourceText): SettingProblem {
  const range = rangeAt(doc, issue.path);
  const missing =
    issue.code === 'invalid_type' && issue.input === undefined && doc.getIn(issue.path) === undefined;
  const found = missing || range === null ? null : shown(text.slice(range[0], range[1]));
  return problem(lineAt(lines, range?.[0] ?? 0), issue.path.join('.'), found, issue.message);
}

function unknownKey(
  path: readonly PropertyKey[],
  { doc, lines }: SourceText,
  steps: readonly KnownStep[],
): SettingProblem {
  const above = path.slice(0, -1);
  const key = path.join('.');
  const known = knownKeys(above, steps);
  const meant = nearest(String(path.at(-1)), known);
  const line = lineAt(lines, rangeAt(doc, path, true)?.[0] ?? 0);
  const allowed = meant === null ? `one of ${known.join(', ')}` : [...above, meant].join('.');
  const advice = meant === null ? `known here: ${known.join(', ')}` : `did you mean ${allowed}?`;
  return problem(line, key, String(path.at(-1)), allowed, `${key} is not a known setting; ${advice}`);
}

function shown(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim();
  return line.length > SHOWN_CHARACTERS ? `${line.slice(0, SHOWN_CHARACTERS - 1)}…` : line;
}
