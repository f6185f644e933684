// The input of a plan and its result, as plain values.
import type { Canvas } from '../../src/domain/canvas.ts';
import type { Change } from '../../src/domain/change.ts';
import type { RejectedEdit } from '../../src/domain/decision.ts';
import type { Diagnostic } from '../../src/domain/diagnostic.ts';
import type { Lane, Origin } from '../../src/domain/enhancement.ts';
import type { EpisodeId, Hash, TreePath } from '../../src/domain/ids.ts';
import type { Reason } from '../../src/domain/reason.ts';
import type { TextAt } from '../../src/domain/transplant.ts';
import type { AnyStep, MissingAnswer, ProposedChange } from '../../src/step.ts';
import type { ConfiguredStep } from './policy.ts';
import type { SubjectFacts } from './subjects.ts';

export interface PlanInput extends SubjectFacts {
  /** The only step to plan; null = all. Open enhancements of other steps stay as they are. */
  readonly only: string | null;
  readonly episode: EpisodeId;
  /** Texts on main that steps read: `info.md`, `rundown/*.md`, and the files in `exports/` that steps wrote. */
  readonly files: ReadonlyMap<TreePath, string>;
  /** See `Plan`. */
  readonly awaited: Plan['awaited'];
  /** Paths that hold no text; nothing is written there. */
  readonly unreadable: ReadonlySet<TreePath>;
  readonly steps: readonly ConfiguredStep[];
  /** The step's earlier answer, placed on the present text; null if it has to run. */
  readonly known: (need: MissingAnswer, at: TextAt) => readonly ProposedChange[] | null;
  /** Why the job for it was given up (failed, cancelled); null if it was not. */
  readonly givenUp: (need: MissingAnswer) => Reason | null;
  /** True if it needs a reviewer now: a person's text displaced it after it landed, or it lands again and again. */
  readonly displaced: (step: string, subject: TreePath, change: Change) => boolean;
}

/** The names under which a rejection of an edit is remembered: by its place in the file, and by its field. */
export interface EditMark {
  readonly hunks: readonly Hash[];
  readonly edit: RejectedEdit;
}

/** A change to propose. */
export interface WantedChange {
  readonly step: AnyStep;
  readonly subject: TreePath;
  readonly input: Hash;
  readonly fingerprint: Hash;
  readonly origin: Origin | null;
  readonly lane: Lane;
  /** On main plus all automatic changes before it (lane auto), or plus all of them (lane review). */
  readonly change: Change;
  /** On main alone; null while it builds on a change that has not landed. */
  readonly onMain: Change | null;
  /** For each of its edits and files, in order. */
  readonly marks: readonly EditMark[];
}

export interface SkippedWork {
  readonly step: string;
  readonly subject: TreePath;
  readonly reason: Reason;
}

export interface Plan {
  readonly episode: EpisodeId;
  readonly only: string | null;
  readonly wanted: readonly WantedChange[];
  readonly needs: readonly MissingAnswer[];
  /** Work that is not done now, and why. */
  readonly idle: readonly SkippedWork[];
  readonly diagnostics: readonly Diagnostic[];
  /** Main's texts, without and with all automatic changes. */
  readonly main: ReadonlyMap<TreePath, string>;
  readonly withAuto: Canvas;
  /** Notes that went away a moment ago and may come back under another name: when they count as gone. */
  readonly awaited: ReadonlyMap<TreePath, number>;
}
