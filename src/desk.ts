// The desk: all queries and decisions, as values. The command line and the HTTP API use it, whether the show is opened
// by the same program or by a service elsewhere. Rejects with a `Fault`; a decision is durable when its promise
// resolves.

import type { CareDesk } from './desk/care.ts';
import type { ConflictsDesk } from './desk/conflicts.ts';
import type { FlowDesk } from './desk/flow.ts';
import type { Machine, MachinesDesk } from './desk/machines.ts';
import type { PastDesk } from './desk/past.ts';
import type { ReviewDesk } from './desk/review.ts';
import type { EnhancementDetail, EnhancementRow, Outcome, Selection } from './desk/rows.ts';
import type { SearchDesk } from './desk/search.ts';
import type { WorkDesk } from './desk/work.ts';
import type { Diagnostic } from './domain/diagnostic.ts';
import type { EnhancementState } from './domain/enhancement.ts';
import type { Json } from './domain/json.ts';
import type { Reason } from './domain/reason.ts';
import type { Mend } from './exports/preflight/groups.ts';
import type { EpisodeReport, Finding } from './exports/preflight.ts';

export type * from './desk/care.ts';
export type * from './desk/conflicts.ts';
export type * from './desk/flow.ts';
export type * from './desk/machines.ts';
export type * from './desk/past.ts';
export type * from './desk/review.ts';
export type * from './desk/rows.ts';
export type * from './desk/search.ts';
export type * from './desk/work.ts';

export interface EpisodeRow {
  readonly episode: string;
  readonly title: string | null;
  readonly status: string | null;
  readonly airdate: string | null;
  /** Whether the bot works on it. */
  readonly open: boolean;
  readonly segments: number;
  readonly waiting: number;
  readonly hold: { readonly by: string; readonly why: string | null; readonly untilMs: number | null } | null;
}

export interface EpisodeDetail extends EpisodeRow {
  readonly rundown: readonly {
    readonly path: string;
    readonly order: number | null;
    readonly title: string | null;
    readonly slug: string | null;
    readonly type: string | null;
    readonly duration: string | null;
    readonly cues: number;
    readonly cueList: readonly EpisodeCue[];
  }[];
  /** Generated files: scripts, lists, the report. Empty if the episode has no readable `info.md`. */
  readonly exports: readonly {
    readonly name: string;
    readonly title: string;
    /** Whether the file exists in the tree. */
    readonly made: boolean;
    /** The file exists, but would be generated differently now. */
    readonly stale: boolean;
  }[];
  /** null if no on-air window applies to it, now or next. */
  readonly onAir: {
    readonly openNow: boolean;
    /** When it next goes on air or, if on air now, goes off; null if never. */
    readonly changesAtMs: number | null;
  } | null;
  /** The `info.md` status that locks the episode; null if unlocked. */
  readonly locked: string | null;
  readonly diagnostics: readonly Diagnostic[];
  readonly enhancements: readonly EnhancementRow[];
}

export interface EpisodeCue {
  /** In capitals; null if the cue has none. */
  readonly type: string | null;
  readonly slug: string | null;
  /** 1-based line in its file. */
  readonly line: number;
  readonly durationMs: number | null;
  /** The media file it plays; null if none is found or needed. */
  readonly mediaPath: string | null;
  /** It should play a media file that can't be found. */
  readonly missing: boolean;
  /** Reason, worded as the rest of a sentence; null if there is none to give. */
  readonly whyMissing: string | null;
}

export interface Status {
  readonly show: string;
  readonly tree: string;
  readonly state: string;
  /** null until a person first switches automatic landing on or off. */
  readonly auto: boolean | null;
  readonly paused: readonly string[];
  readonly counts: Readonly<Record<EnhancementState, number>>;
  readonly episodes: readonly EpisodeRow[];
  /** By state. A failed one counts until a later job has done the same work, or has failed itself. */
  readonly jobs: Readonly<Record<string, number>>;
  /** Everything that needs a person now, one sentence each: unreadable files, settings still in force after a bad edit,
   *  a database set aside. */
  readonly notices: readonly string[];
  /** Episodes with as many open changes as the settings allow. `keptBack`: number of further changes that come as those
   *  are decided; null if it is not known without planning anew. */
  readonly full: readonly {
    readonly episode: string;
    readonly open: number;
    readonly keptBack: number | null;
  }[];
  readonly service: { readonly pid: number; readonly url: string; readonly sinceMs: number } | null;
  /** Conflict copies in the tree that still have something to give. */
  readonly conflicts: number;
  /** As last known; null if no Syncthing is followed. */
  readonly machines: readonly Machine[] | null;
}

/** Language-model spending and limits, in US dollars. */
export interface BudgetReport {
  /** Model name; `rules` if none is set up. */
  readonly model: string;
  /** False if no model is set up or its price is unknown; then nothing is counted and no budget applies. */
  readonly counted: boolean;
  /** Today (UTC). */
  readonly day: BudgetRow;
  /** Each over the episode's whole life. */
  readonly episodes: readonly (BudgetRow & { readonly episode: string })[];
}

export interface BudgetRow {
  readonly spentUsd: number;
  /** Includes amounts added by people. */
  readonly limitUsd: number;
}

export interface PassOptions {
  readonly episode?: string;
  readonly step?: string;
  readonly dryRun?: boolean;
  readonly acceptAll?: boolean;
}

export interface PassReport {
  readonly episodes: number;
  readonly snapshots: number;
  readonly jobs: number;
  readonly proposed: readonly EnhancementRow[];
  readonly landed: readonly Outcome[];
  /** Work that was not done, and why. */
  readonly idle: readonly { readonly step: string; readonly subject: string; readonly reason: Reason }[];
  readonly diagnostics: readonly Diagnostic[];
  readonly problems: readonly string[];
}

export interface Progress {
  readonly phase: 'looking' | 'planning' | 'working' | 'landing' | 'waiting';
  readonly done: number;
  readonly total: number | null;
  readonly note: string;
}

export interface CheckFinding extends Finding {
  /** The open enhancement that mends it; null if a person has to. */
  readonly mend: Mend | null;
}

/** Whether an episode is ready for air. This shape is a contract. */
export interface CheckReport extends Omit<EpisodeReport, 'findings'> {
  /** Sorted by severity (blocking errors first), then in show order. */
  readonly findings: readonly CheckFinding[];
  /** Number of open enhancements: fixes the bot offers. */
  readonly waiting: number;
}

export interface NewEpisode {
  readonly episode: string;
  /** Such as `2031-03-02`. */
  readonly airdate: string;
  /** Paths of the new files. */
  readonly paths: readonly string[];
}

export interface Desk
  extends ReviewDesk,
    FlowDesk,
    PastDesk,
    WorkDesk,
    SearchDesk,
    MachinesDesk,
    ConflictsDesk,
    CareDesk {
  list(selection: Selection): Promise<readonly EnhancementRow[]>;
  show(id: string): Promise<EnhancementDetail>;
  /** A unified diff, with `a/` and `b/` names. */
  diff(id: string): Promise<string>;
  /** `who`: a key of the settings' people; null = the person at the desk. */
  accept(selection: Selection, who: string | null): Promise<readonly Outcome[]>;
  reject(selection: Selection, why: string | null, who: string | null): Promise<readonly Outcome[]>;
  revert(selection: Selection, who: string | null): Promise<readonly Outcome[]>;
  redo(id: string, remark: string | null, who: string | null): Promise<Outcome>;
  hold(episode: string, forMs: number | null, why: string | null, who: string | null): Promise<void>;
  release(episode: string, who: string | null): Promise<void>;
  pause(step: string | null, why: string | null, who: string | null): Promise<void>;
  resume(step: string | null, who: string | null): Promise<void>;
  auto(on: boolean, who: string | null): Promise<void>;
  /** For one episode, or (null) all that are worked on. */
  budget(episode: string | null): Promise<BudgetReport>;
  /** Adds US dollars to the language-model budget: permanently for an episode, or only for today (null). */
  addBudget(episode: string | null, addUsd: number, who: string | null): Promise<void>;
  episodes(): Promise<readonly EpisodeRow[]>;
  episode(episode: string): Promise<EpisodeDetail>;
  /** Preflight of one episode, or (null) of all that are worked on. */
  check(episode: string | null): Promise<readonly CheckReport[]>;
  /** Creates the next episode's folder, as an edit by this person. */
  create(who: string | null): Promise<NewEpisode>;
  /** Present content of one generated file (`script-host.html`), whether it has landed or not. */
  exported(episode: string, name: string): Promise<string>;
  status(): Promise<Status>;
  /** One pass: snapshot, plan, run all due jobs, propose; with `acceptAll`, land. */
  pass(options: PassOptions, onProgress: (progress: Progress) => void): Promise<PassReport>;
}

/** Events sent to the web page. */
export interface DeskEvent {
  /** `landed` and `reverted` list the enhancements in `detail`; for those landed by a reviewer, `episode` is null. */
  readonly kind:
    | 'proposed'
    | 'landed'
    | 'reverted'
    | 'decided'
    | 'editing'
    | 'snapshot'
    | 'job'
    | 'machines'
    | 'notice';
  readonly episode: string | null;
  readonly detail: Json;
}
