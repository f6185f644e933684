// Parses the show's settings (`show-build.yaml`) into checked values, or a list of problems. Reads no files and no
// environment variables, and refuses secrets.
import { type Document, LineCounter, parseDocument } from 'yaml';
import {
  aliasProblem,
  issueProblems,
  type SourceText,
  secretProblems,
  syntaxProblem,
} from './config/problems.ts';
import { type KnownStep, settingsSchema } from './config/schema.ts';
import type { SettingProblem, Settings } from './config/settings.ts';
import type { Hash } from './domain/ids.ts';
import type { Json } from './domain/json.ts';
import { hashValue } from './hash.ts';
import type { StepSettings } from './step.ts';

export { settingsReference } from './config/reference.ts';
export type { KnownStep } from './config/schema.ts';
export type * from './config/settings.ts';

export type SettingsReading =
  | { readonly ok: true; readonly settings: Settings }
  | { readonly ok: false; readonly problems: readonly SettingProblem[] };

/** Parses the settings; empty text (or only comments) gives the defaults. `steps`: all that there are. */
export function readSettings(text: string, steps: readonly KnownStep[]): SettingsReading {
  const lines = new LineCounter();
  const doc: Document = parseDocument(text, { lineCounter: lines, prettyErrors: false, logLevel: 'error' });
  const source = { text, doc, lines };
  const secrets = secretProblems(source);
  const { settings, problems } = checked(source, steps);
  if (settings !== null && secrets.length === 0) return { ok: true, settings };
  // Report nothing else about a line with a secret, because the message could repeat it.
  const secretLines = new Set(secrets.map((each) => each.line));
  const others = problems.filter((each) => !secretLines.has(each.line));
  return { ok: false, problems: [...secrets, ...others].sort((a, b) => a.line - b.line) };
}

interface Checked {
  readonly settings: Settings | null;
  readonly problems: readonly SettingProblem[];
}

function checked(source: SourceText, steps: readonly KnownStep[]): Checked {
  const syntax = [...source.doc.errors, ...source.doc.warnings].map((error) => syntaxProblem(error, source));
  if (syntax.length > 0) return { settings: null, problems: syntax };
  const written = plainValue(source.doc);
  if (written === TOO_MANY_ALIASES) return { settings: null, problems: [aliasProblem()] };
  const parsed = settingsSchema(steps, isNamed(written, 'merge')).safeParse(written ?? {});
  if (parsed.success) return { settings: parsed.data, problems: [] };
  return {
    settings: null,
    problems: parsed.error.issues.flatMap((issue) => issueProblems(issue, source, steps)),
  };
}

/** Settings passed to one step: the shared ones, its own options and its prompt. */
export function stepSettings(settings: Settings, stepId: string): StepSettings {
  return {
    ...settings.steps[stepId]?.parameters,
    ...sharedSettings(settings),
    prompt: settings.prompts[stepId] ?? null,
  };
}

/** The settings that all steps share, for reading an episode as steps do without being one. */
export function sharedSettings(settings: Settings): StepSettings {
  return {
    fps: settings.timecode.fps,
    show: settings.show,
    wordsPerMinute: settings.speech.wordsPerMinute,
    quoteWordsPerMinute: settings.quotes.wordsPerMinute,
    quoteMinimumMs: settings.quotes.minimumMs,
    speakers: settings.speech.speakers,
    blocksEndedBy: settings.blocks.endedBy,
    prompt: null,
  };
}

/** Hash of all settings passed to a step; part of its fingerprint. Policies and gates are left out: they decide when a
 *  result lands, not what it is. */
export function settingsHash(settings: Settings, stepId: string): Hash {
  const told = stepSettings(settings, stepId) as StepSettings & { readonly [key: string]: Json };
  return hashValue(told);
}

const TOO_MANY_ALIASES = Symbol('too many aliases');

function plainValue(doc: Document): unknown {
  try {
    return doc.toJS({ maxAliasCount: 20 });
  } catch (error) {
    // The only error left at this point: aliases that would expand without bound.
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
