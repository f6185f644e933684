// Extracts the requested value from a model's output. Models think aloud, greet, and wrap answers in code fences; the
// last JSON object that fits the schema counts.
import { z } from 'zod';
import type { FaultCodeOf } from '../../domain/fault-codes.ts';
import type { Json } from '../../domain/json.ts';
import { Fault } from '../../errors.ts';
import type { LanguageRequest } from '../../step.ts';

// A proper answer has a few hundred characters; text far beyond that comes from a model gone astray and is cut off.
const LONGEST_ANSWER = 100_000;
const MOST_OBJECTS = 100;

/** Throws a transient `LANGUAGE_EMPTY`, `…_NO_JSON` or `…_WRONG_SHAPE` if no object fits. */
export function readAnswer(written: string, schema: LanguageRequest['schema']): Json {
  const text = withoutThinking(written.slice(0, LONGEST_ANSWER)).trim();
  if (text === '') throw unusable('LANGUAGE_EMPTY', 'gave an empty answer', `${written.length} characters`);
  const values = objectsIn(text);
  if (values.length === 0) throw unusable('LANGUAGE_NO_JSON', 'answered in the wrong form', 'no JSON object');
  const checker = z.fromJSONSchema(schema);
  const results = values.map((value) => checker.safeParse(value));
  const fitting = values.filter((_, i) => results[i]?.success);
  const last = fitting.at(-1);
  if (last !== undefined) return last;
  const issues = results.at(-1)?.error?.issues.map((issue) => `${issue.path.join('.')}: ${issue.code}`);
  throw unusable('LANGUAGE_WRONG_SHAPE', 'left out what it was asked for', issues?.join(', ') ?? '');
}

function unusable(code: FaultCodeOf<'transient'>, what: string, tech: string): Fault {
  return new Fault('transient', code, `The language model ${what}; it will be asked again.`, { tech });
}

const THINKING = /<(\/?)(?:think|thinking|reasoning)>/gi;

/** Removes thinking, even if the endpoint dropped the opening tag or the model never wrote the closing one. */
function withoutThinking(text: string): string {
  let spoken = '';
  let from = 0;
  let thinks = false;
  for (const { index, 0: tag, 1: slash } of text.matchAll(THINKING)) {
    if (slash === '' && !thinks) spoken += text.slice(from, index);
    // A closing tag without an opening one: all text before it is thinking.
    if (slash === '/' && !thinks) spoken = '';
    thinks = slash === '';
    from = index + tag.length;
  }
  return thinks ? spoken : spoken + text.slice(from);
}

/** Every outermost `{…}` that is valid JSON, in order. */
function objectsIn(text: string): readonly Json[] {
  const found: Json[] = [];
  let from = text.indexOf('{');
  for (let tried = 0; from >= 0 && tried < MOST_OBJECTS; tried++) {
    const end = endOfObject(text, from);
    const value = end === null ? null : parsed(text.slice(from, end));
    if (value !== null) found.push(value);
    from = text.indexOf('{', value !== null && end !== null ? end : from + 1);
  }
  return found;
}

function endOfObject(text: string, from: number): number | null {
  let depth = 0;
  let quoted = false;
  for (let i = from; i < text.length; i++) {
    const letter = text[i];
    if (quoted && letter === '\\') i++;
    else if (letter === '"') quoted = !quoted;
    else if (!quoted && letter === '{') depth++;
    else if (!quoted && letter === '}' && --depth === 0) return i + 1;
  }
  return null;
}

function parsed(text: string): Json | null {
  try {
    return JSON.parse(text) as Json;
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}
