// The show's settings, `show-build.yaml`: text in, checked values or a list of what is wrong with it out. Reads no
// file and no environment; secrets have no place here and are refused.
import { type Document, LineCounter, parseDocument } from 'yaml';
import {
  aliasProblem,
  issueProblems,
  type SourceText,
  secretProblems,
  syntaxProblem,
} from './config/problems.ts';
import { settingsSchema } from './config/schema.ts';
import type { SettingProblem, Settings } from './config/settings.ts';
import type { Hash } from './domain/ids.ts';
import type { Json } from './domain/json.ts';
import { hashValue } from './hash.ts';
import type { StepSettings } from './step.ts';

export { settingsReference } from './config/reference.ts';
export type * from './config/settings.ts';

export type SettingsReading =
  | { readonly ok: true; readonly settings: Settings }
  | { readonly ok: false; readonly problems: readonly SettingProblem[] };

/** Reads the settings; an empty text (or comments only) gives the defaults. `stepIds` are the steps that there are. */
export function readSettings(text: string, stepIds: readonly string[]): SettingsReading {
  const lines = new LineCounter();
  const doc: Document = parseDocument(text, { lineCounter: lines, prettyErrors: false, logLevel: 'error' });
  const source = { text, doc, lines };
  const secrets = secretProblems(source);
  const { settings, problems } = checked(source, stepIds);
  if (settings !== null && secrets.length === 0) return { ok: true, settings };
  // Of a line with a secret nothing else is said, lest it be repeated.
  const secretLines = new Set(secrets.map((each) => each.line));
  const others = problems.filter((each) => !secretLines.has(each.line));
  return { ok: false, problems: [...secrets, ...others].sort((a, b) => a.line - b.line) };
}

interface Checked {
  readonly settings: Settings | null;
  readonly problems: readonly SettingProblem[];
}

function checked(source: SourceText, stepIds: readonly string[]): Checked {
  const syntax = [...source.doc.errors, ...source.doc.warnings].map((error) => syntaxProblem(error, source));
  if (syntax.length > 0) return { settings: null, problems: syntax };
  const written = plainValue(source.doc);
  if (written === TOO_MANY_ALIASES) return { settings: null, problems: [aliasProblem()] };
  const parsed = settingsSchema(stepIds, isNamed(written, 'merge')).safeParse(written ?? {});
  if (parsed.success) return { settings: parsed.data, problems: [] };
  return {
    settings: null,
    problems: parsed.error.issues.flatMap((issue) => issueProblems(issue, source, stepIds)),
  };
}

/** What every step is told, and the free parameters of its own block beside it. */
export function stepSettings(settings: Settings, stepId: string): StepSettings {
  return {
    ...settings.steps[stepId]?.parameters,
    fps: settings.timecode.fps,
    show: settings.show,
    wordsPerMinute: settings.speech.wordsPerMinute,
    quoteWordsPerMinute: settings.quotes.wordsPerMinute,
    quoteMinimumMs: settings.quotes.minimumMs,
    speakers: settings.speech.speakers,
    blocksEndedBy: settings.blocks.endedBy,
    prompt: settings.prompts[stepId] ?? null,
  };
}

/** Part of a step's fingerprint: all that it is told. Policies and gates decide when a result lands, not what it is. */
export function settingsHash(settings: Settings, stepId: string): Hash {
  const told = stepSettings(settings, stepId) as StepSettings & { readonly [key: string]: Json };
  return hashValue(told);
}

const TOO_MANY_ALIASES = Symbol('too many aliases');

function plainValue(doc: Document): unknown {
  try {
    return doc.toJS({ maxAliasCount: 20 });
  } catch (error) {
    // The only refusal left here: aliases that would unfold without bound.
    if (error instanceof ReferenceError) return TOO_MANY_ALIASES;
    throw error;
  }
}

function isNamed(written: unknown, key: string): boolean {
  return (
    written instanceof Object &&
    (Object.entries(written).find(([name]) => name === key)?.[1] ?? null) !== null
  );
}
