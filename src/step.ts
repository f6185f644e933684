// What a step is: a name, a version, a question (is there work?) and an answer (these are the changes).
// A step reads its subject and the tools that it asks for, and nothing else; it returns values and writes nothing.
import type { Change } from './domain/change.ts';
import type { Diagnostic } from './domain/diagnostic.ts';
import type { EpisodeId, Hash, TreePath } from './domain/ids.ts';
import type { Json } from './domain/json.ts';
import type { MediaShelf } from './domain/media/shelf.ts';
import type { Reason } from './domain/reason.ts';
import type { InfoDocument, SegmentDocument } from './markdown/document.ts';

export type SubjectKind = 'segment' | 'asset' | 'episode';

interface SubjectBase {
  readonly episode: EpisodeId;
  /** Where the subject lies: the segment's or asset's file; for an episode its `info.md`. */
  readonly path: TreePath;
  /** The step's own block below `steps:` in the settings, unchecked but for what the step's own schema says. */
  readonly settings: StepSettings;
  /** field → value, for each value that the bot landed last and nobody has touched since. Anything else is a person's. */
  readonly owned: ReadonlyMap<string, string>;
  /** field → hash of the input that the bot's own value in it was made from. Same fields as `owned`. */
  readonly madeFrom: ReadonlyMap<string, Hash>;
  /** What reviewers said when they asked for another answer, oldest first. */
  readonly remarks: readonly string[];
}

export interface SegmentSubject extends SubjectBase {
  readonly kind: 'segment';
  readonly document: SegmentDocument;
  /** The episode's `info.md`, null where there is none. */
  readonly info: InfoDocument | null;
  /** The items before and after it by `order`, for context. */
  readonly previous: SegmentDocument | null;
  readonly next: SegmentDocument | null;
  /** All rundown items in order, this one among them. */
  readonly siblings: readonly SegmentDocument[];
  /** The episode's media. */
  readonly media: MediaShelf;
}

export interface EpisodeSubject extends SubjectBase {
  readonly kind: 'episode';
  readonly info: InfoDocument | null;
  /** All rundown items by `order` (missing → last), ties by file name. */
  readonly segments: readonly SegmentDocument[];
  /** The episode's media. */
  readonly media: MediaShelf;
  /** What stands in `exports/` under the names that steps write: `script-host.html` → file. */
  readonly exports: ReadonlyMap<string, ExportedFile>;
  /** Conflict copies that lie in the episode. */
  readonly conflictCopies: readonly TreePath[];
}

export interface ExportedFile {
  readonly path: TreePath;
  readonly text: string;
  /** The bot landed it so, and nobody has touched it since. */
  readonly ours: boolean;
}

export interface AssetSubject extends SubjectBase {
  readonly kind: 'asset';
  readonly sha256: string;
  readonly bytes: number;
}

export type SubjectOf<K extends SubjectKind> = K extends 'segment'
  ? SegmentSubject
  : K extends 'episode'
    ? EpisodeSubject
    : AssetSubject;

/** Settings that all steps share, with the show's word for each default; a step reads what concerns it. */
export interface StepSettings {
  /** Frames per second of the fourth part of a duration. */
  readonly fps: number;
  /** The show's name, for prompts. */
  readonly show: string;
  /** Words read aloud in a minute: speech, and full-screen quotes. */
  readonly wordsPerMinute: number;
  readonly quoteWordsPerMinute: number;
  /** How long a quote stands at least, milliseconds. */
  readonly quoteMinimumMs: number;
  /** By speaker (`josh`, `guest`): words per minute, where one reads faster or slower. */
  readonly speakers: Readonly<Record<string, number>>;
  /** What ends a block: a break alone, or also adverts, promos and calls to action. */
  readonly blocksEndedBy: 'break' | 'adverts';
  /** Built-in prompt text replaced by the show's own; null = built-in. */
  readonly prompt: string | null;
}

export type Inspection =
  | { readonly state: 'fulfilled'; readonly diagnostics: readonly Diagnostic[] }
  | { readonly state: 'blocked'; readonly reason: Reason; readonly diagnostics: readonly Diagnostic[] }
  | {
      readonly state: 'needed';
      /** All that the result depends on, as a value; its hash is the enhancement's Input. */
      readonly input: Json;
      readonly diagnostics: readonly Diagnostic[];
      /** The bot's own value in this field is to be made anew: only if it was made from another input. */
      readonly renews?: string;
    };

export interface StepResult {
  readonly changes: readonly ProposedChange[];
  readonly facts: Json;
}

/** A change, and who or what spoke. */
export interface ProposedChange extends Change {
  readonly origin?: ModelUse;
}

/** Which model wrote it, asked how, at what price. */
export interface ModelUse {
  /** `gpt-5-mini`, or `rules` where no model was asked. */
  readonly model: string;
  /** Prompt type and version, `description-generation/segment@1`. */
  readonly prompt: string;
  /** US dollars; null where the endpoint's price is not known. */
  readonly costUsd: number | null;
  /** 0..1, as the step judges it; null where it has no view. */
  readonly confidence: number | null;
}

// ---- tools ----

export interface LanguageRequest {
  /** Prompt type and version: `slug-enhancement/segment@1`. Part of the cache key. */
  readonly prompt: string;
  /** Whose money pays for it; no part of the cache key. null where no one episode is meant. */
  readonly episode: EpisodeId | null;
  readonly system: string;
  /** Content from the show. Fenced as data by the tool; never trusted. */
  readonly content: string;
  /** A JSON Schema (object) for the answer. */
  readonly schema: { readonly [key: string]: Json };
  readonly temperature: number;
  readonly maxTokens: number;
}

export type LanguageAnswer =
  | { readonly kind: 'answer'; readonly value: Json; readonly use: ModelUse }
  /** No endpoint is configured: the step falls back to its rules. */
  | { readonly kind: 'off' };

/** What becomes of a question, for whoever watches: it went out to the model, or waits for the same question of
 *  somebody else; or its answer was known. */
export type LanguageNews = 'asking' | 'asked-already' | 'from-cache';

/** The name that stands for a model where none is set up and rules write the wording. */
export const RULES = 'rules';

export interface LanguageTool {
  /** Asks the model, or the cache. Rejects with a `Fault` of kind `transient` or `configuration`. */
  ask(
    request: LanguageRequest,
    signal: AbortSignal,
    tell?: (news: LanguageNews) => void,
  ): Promise<LanguageAnswer>;
  /** Named in the fingerprint: model, or `rules`. */
  readonly model: string;
}

export interface Tools {
  readonly language: LanguageTool;
}
export type ToolName = keyof Tools;

export interface Step<K extends SubjectKind = SubjectKind, T extends ToolName = ToolName> {
  /** kebab-case = file name = fixture folder. */
  readonly id: string;
  readonly title: string;
  /** Raise it when the same input should now give another result. */
  readonly version: number;
  readonly subjects: readonly K[];
  /** Steps that come first within an episode. */
  readonly after: readonly string[];
  readonly tools: readonly T[];
  /** Pure, cheap, and throws on no input. */
  inspect(subject: SubjectOf<K>): Inspection;
  run(subject: SubjectOf<K>, tools: Pick<Tools, T>, signal: AbortSignal): Promise<StepResult>;
}

/** A step as the list holds it: asked only about the subjects that it names. */
export interface AnyStep extends Omit<Step, 'inspect' | 'run'> {
  inspect(subject: SubjectOf<SubjectKind>): Inspection;
  run(subject: SubjectOf<SubjectKind>, tools: Tools, signal: AbortSignal): Promise<StepResult>;
}

/** Puts a step in the list. The planner asks it only about subjects of the kinds that it names. */
export function defineStep<K extends SubjectKind, T extends ToolName>(step: Step<K, T>): AnyStep {
  return step as unknown as AnyStep;
}

/** An answer that a plan is missing: one step to run on one subject. */
export interface Need {
  readonly step: AnyStep;
  readonly subject: SubjectOf<SubjectKind>;
  readonly input: Hash;
  readonly fingerprint: Hash;
  /** The texts that the subject was read from. */
  readonly texts: ReadonlyMap<TreePath, string>;
}
