// Defines a step: an id, a version, `inspect` (is there work?) and `run` (the changes). A step reads only its subject
// and the tools it declares; it returns values and writes nothing.
import type { Change } from './domain/change.ts';
import type { CopyToMerge, OrphanCopy } from './domain/conflict-copy.ts';
import type { Cue } from './domain/cue.ts';
import type { Diagnostic } from './domain/diagnostic.ts';
import { infoPath } from './domain/episode.ts';
import type { EpisodeId, Hash, TreePath } from './domain/ids.ts';
import type { Json } from './domain/json.ts';
import type { MediaReport } from './domain/media/facts.ts';
import type { MediaShelf } from './domain/media/shelf.ts';
import type { Reason } from './domain/reason.ts';
import type { StepOptions } from './domain/step-option.ts';
import type { TextAt } from './domain/transplant.ts';
import type { InfoDocument, SegmentDocument } from './markdown/document.ts';
import type { ModelUse, ToolName, Tools } from './step/tools.ts';

export * from './step/tools.ts';

export type SubjectKind = 'segment' | 'asset' | 'episode';

interface SubjectBase {
  readonly episode: EpisodeId;
  /** The segment's or asset's file; for an episode, its `info.md`. */
  readonly path: TreePath;
  /** Shared settings plus the step's own options; read those with `optionValues`. */
  readonly settings: StepSettings;
  /** field → value, for values that the bot landed last and that are unchanged since. All other values are a
   *  person's. */
  readonly owned: ReadonlyMap<string, string>;
  /** field → hash of the input the bot's value was made from. Same fields as `owned`. */
  readonly madeFrom: ReadonlyMap<string, Hash>;
  /** Conflict copies of the subject's file that are not settled, oldest first. */
  readonly copies: readonly CopyToMerge[];
  /** Reviewers' remarks when asking for another answer, oldest first. */
  readonly remarks: readonly string[];
}

export interface SegmentSubject extends SubjectBase {
  readonly kind: 'segment';
  readonly document: SegmentDocument;
  /** The episode's `info.md`; null if there is none. */
  readonly info: InfoDocument | null;
  /** The items before and after it by `order`, for context. */
  readonly previous: SegmentDocument | null;
  readonly next: SegmentDocument | null;
  /** All rundown items in order, including this one. */
  readonly siblings: readonly SegmentDocument[];
  /** For a step that `followsLinks`: the episode's other notes, and the notes elsewhere whose links mean this file. */
  readonly notes: readonly SegmentDocument[];
  readonly linkedFrom: readonly TreePath[];
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
  /** Files in `exports/` under the names that steps write: `script-host.html` → file. */
  readonly exports: ReadonlyMap<string, ExportedFile>;
  /** Conflict copies that are in the episode's folder. */
  readonly conflictCopies: readonly TreePath[];
  /** The newest copy of each segment that there is no more. */
  readonly orphans: readonly OrphanCopy[];
}

export interface ExportedFile {
  readonly path: TreePath;
  readonly text: string;
  /** The bot landed this text, and it is unchanged since. */
  readonly ours: boolean;
}

/** A clip or sound of the episode. Everything measured of it holds for all files with its hash. */
export interface AssetSubject extends SubjectBase {
  readonly kind: 'asset';
  readonly sha256: string;
  readonly bytes: number;
  readonly media: MediaShelf;
  /** Null if nothing is known of these bytes. */
  readonly report: MediaReport | null;
  /** The bot made it, and it is unchanged since. */
  readonly ours: boolean;
  /** The cues that play it, in show order. A trim and a slug make a clip of it. */
  readonly uses: readonly AssetUse[];
}

export interface AssetUse {
  readonly document: SegmentDocument;
  readonly cue: Cue;
  /** As of a subject, of the document's values. */
  readonly owned: ReadonlyMap<string, string>;
}

export type SubjectOf<K extends SubjectKind> = K extends 'segment'
  ? SegmentSubject
  : K extends 'episode'
    ? EpisodeSubject
    : AssetSubject;

/** Settings shared by all steps, with the show's values over the defaults; a step reads the ones it needs. */
export interface StepSettings {
  /** Frames per second, for the fourth part of a duration. */
  readonly fps: number;
  /** The show's name, for prompts. */
  readonly show: string;
  /** Words read aloud per minute, in speech and in full-screen quotes. */
  readonly wordsPerMinute: number;
  readonly quoteWordsPerMinute: number;
  /** Minimum time a quote is shown, in milliseconds. */
  readonly quoteMinimumMs: number;
  /** Speaker (`josh`, `guest`) → words per minute, for those who read faster or slower. */
  readonly speakers: Readonly<Record<string, number>>;
  /** Whether only a break ends a block, or also adverts, promos and calls to action. */
  readonly blocksEndedBy: 'break' | 'adverts';
  /** The show's own prompt text; null = built-in. */
  readonly prompt: string | null;
}

export type Inspection =
  | { readonly state: 'fulfilled'; readonly diagnostics: readonly Diagnostic[] }
  | { readonly state: 'blocked'; readonly reason: Reason; readonly diagnostics: readonly Diagnostic[] }
  | {
      readonly state: 'needed';
      /** Everything the result depends on; its hash is the enhancement's Input. */
      readonly input: Json;
      readonly diagnostics: readonly Diagnostic[];
      /** Field whose value, made by the bot, is to be replaced. Skipped if that value was made from the same input. */
      readonly renews?: string;
    };

export interface StepResult {
  readonly changes: readonly ProposedChange[];
  readonly facts: Json;
}

/** A change and the model use behind it. */
export interface ProposedChange extends Change {
  readonly origin?: ModelUse;
}

export interface Step<K extends SubjectKind = SubjectKind, T extends ToolName = ToolName> {
  /** In kebab-case; also the name of the step's file and fixture folder. */
  readonly id: string;
  readonly title: string;
  /** One or two words for lists, such as `Slug`; without one, the title. */
  readonly label?: string;
  /** Keys that it adds to its block under `steps:` in the settings, beside `policy` and `soak`. */
  readonly options?: StepOptions;
  /** Raise it when the same input should give a different result. */
  readonly version: number;
  readonly subjects: readonly K[];
  /** Steps that come before this one within an episode. */
  readonly after: readonly string[];
  readonly tools: readonly T[];
  /** True if what it makes for an episode follows from all of it. Such a change is renewed in place while nobody has
   *  decided on it, and is no work for a reviewer. */
  readonly sumsUp?: boolean;
  /** True if with these settings it needs `notes` and `linkedFrom`; then all notes of the show are read. */
  followsLinks?(settings: StepSettings): boolean;
  /** Pure and cheap; must not throw on any input. */
  inspect(subject: SubjectOf<K>): Inspection;
  run(subject: SubjectOf<K>, tools: Pick<Tools, T>, signal: AbortSignal): Promise<StepResult>;
}

/** A step in the list, for all kinds of subject. Callers pass only the kinds in `subjects`. */
export interface AnyStep extends Omit<Required<Step>, 'inspect' | 'run'> {
  inspect(subject: SubjectOf<SubjectKind>): Inspection;
  run(subject: SubjectOf<SubjectKind>, tools: Tools, signal: AbortSignal): Promise<StepResult>;
}

/** Converts a step for the list. The cast is safe because the planner passes only subjects of the kinds it names. */
export function defineStep<K extends SubjectKind, T extends ToolName>(step: Step<K, T>): AnyStep {
  return {
    label: step.title,
    options: {},
    sumsUp: false,
    followsLinks: () => false,
    ...step,
  } as unknown as AnyStep;
}

/** True if a change by this step to this subject sums the episode up. */
export function isSummary({ sumsUp }: AnyStep, episode: EpisodeId, subject: TreePath): boolean {
  return sumsUp && subject === infoPath(episode);
}

/** Work missing from a plan: one step to run on one subject. */
export interface MissingAnswer {
  readonly step: AnyStep;
  readonly subject: SubjectOf<SubjectKind>;
  readonly input: Hash;
  readonly fingerprint: Hash;
  /** The texts the subject was read from. */
  readonly texts: TextAt;
}
