// What can be asked and decided, as values: the command line and the HTTP API speak to this, whether the show is opened
// by the same program or by a service elsewhere. Rejects with a `Fault`; a decision is durable when its promise resolves.

import type { FlowDesk } from './desk/flow.ts';
import type { PastDesk } from './desk/past.ts';
import type { ReviewDesk } from './desk/review.ts';
import type { EnhancementDetail, EnhancementRow, Outcome, Selection } from './desk/rows.ts';
import type { SearchDesk } from './desk/search.ts';
import type { WorkDesk } from './desk/work.ts';
import type { Diagnostic } from './domain/diagnostic.ts';
import type { EnhancementState } from './domain/enhancement.ts';
import type { Json } from './domain/json.ts';
import type { Reason } from './domain/reason.ts';
import type { EpisodeReport } from './exports/preflight.ts';

export type * from './desk/flow.ts';
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
  /** Is it worked on? */
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
  /** What is made of it: scripts, lists, the report. None where it has no `info.md` that can be read. */
  readonly exports: readonly {
    readonly name: string;
    readonly title: string;
    /** It lies in the tree. */
    readonly made: boolean;
    /** It lies there, and would read otherwise now. */
    readonly stale: boolean;
  }[];
  /** Null: no on-air window means it, now or next. */
  readonly onAir: {
    readonly openNow: boolean;
    /** When it next goes on air or, on air, leaves it; null where that never is. */
    readonly changesAtMs: number | null;
  } | null;
  /** The status by which nothing lands in it; null where it has none such. */
  readonly locked: string | null;
  readonly diagnostics: readonly Diagnostic[];
  readonly enhancements: readonly EnhancementRow[];
}

export interface EpisodeCue {
  /** In capitals; null where none is written. */
  readonly type: string | null;
  readonly slug: string | null;
  /** 1-based, in its file. */
  readonly line: number;
  readonly durationMs: number | null;
  /** What it plays; null where nothing is found, or wanted. */
  readonly mediaPath: string | null;
  /** It would be played, and is not there. */
  readonly missing: boolean;
  /** As the rest of a sentence. */
  readonly whyMissing: string | null;
}

export interface Status {
  readonly show: string;
  readonly tree: string;
  readonly state: string;
  /** null: nobody has switched automatic landing on or off yet. */
  readonly auto: boolean | null;
  readonly paused: readonly string[];
  readonly counts: Readonly<Record<EnhancementState, number>>;
  readonly episodes: readonly EpisodeRow[];
  readonly jobs: Readonly<Record<string, number>>;
  /** What needs a person now, one sentence each: files that can't be read, settings in force, a database set aside. */
  readonly notices: readonly string[];
  readonly service: { readonly pid: number; readonly url: string; readonly sinceMs: number } | null;
}

/** What the language model has cost and may cost, in US dollars. */
export interface BudgetReport {
  /** Its name; `rules` where none is set up. */
  readonly model: string;
  /** False: none is set up, or its price is not known; nothing is counted, and no budget holds. */
  readonly counted: boolean;
  /** Of today, UTC. */
  readonly day: BudgetRow;
  /** Each over its whole life. */
  readonly episodes: readonly (BudgetRow & { readonly episode: string })[];
}

export interface BudgetRow {
  readonly spentUsd: number;
  /** What people have added included. */
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

/** Is an episode ready for air? The shape is a contract. */
export interface CheckReport extends EpisodeReport {
  /** Open enhancements: what the bot offers to mend. */
  readonly waiting: number;
}

export interface NewEpisode {
  readonly episode: string;
  /** `2031-03-02`. */
  readonly airdate: string;
  /** Its files. */
  readonly paths: readonly string[];
}

export interface Desk extends ReviewDesk, FlowDesk, PastDesk, WorkDesk, SearchDesk {
  list(selection: Selection): Promise<readonly EnhancementRow[]>;
  show(id: string): Promise<EnhancementDetail>;
  /** Unified, with `a/` and `b/` names. */
  diff(id: string): Promise<string>;
  /** `who`: a key of the settings' people; null = whoever is at the desk. */
  accept(selection: Selection, who: string | null): Promise<readonly Outcome[]>;
  reject(selection: Selection, why: string | null, who: string | null): Promise<readonly Outcome[]>;
  revert(selection: Selection, who: string | null): Promise<readonly Outcome[]>;
  redo(id: string, remark: string | null, who: string | null): Promise<Outcome>;
  hold(episode: string, forMs: number | null, why: string | null, who: string | null): Promise<void>;
  release(episode: string, who: string | null): Promise<void>;
  pause(step: string | null, why: string | null, who: string | null): Promise<void>;
  resume(step: string | null, who: string | null): Promise<void>;
  auto(on: boolean, who: string | null): Promise<void>;
  /** Of one episode, or of all that are worked on. */
  budget(episode: string | null): Promise<BudgetReport>;
  /** More US dollars for the language model: for an episode for good, without one (null) for today. */
  addBudget(episode: string | null, addUsd: number, who: string | null): Promise<void>;
  episodes(): Promise<readonly EpisodeRow[]>;
  episode(episode: string): Promise<EpisodeDetail>;
  /** Preflight of one episode, or of all that are worked on. */
  check(episode: string | null): Promise<readonly CheckReport[]>;
  /** Makes the folder of the next episode, as this person's edit. */
  create(who: string | null): Promise<NewEpisode>;
  /** One of the files that are made of an episode (`script-host.html`), as it would read now, landed or not. */
  exported(episode: string, name: string): Promise<string>;
  status(): Promise<Status>;
  /** One pass: snapshot, plan, run all due jobs, propose; with `acceptAll`, land. */
  pass(options: PassOptions, onProgress: (progress: Progress) => void): Promise<PassReport>;
}

/** Events that the page follows. */
export interface DeskEvent {
  /** `landed` and `reverted` name the enhancements in `detail`; those that a reviewer landed have no episode. */
  readonly kind: 'proposed' | 'landed' | 'reverted' | 'decided' | 'editing' | 'snapshot' | 'job' | 'notice';
  readonly episode: string | null;
  readonly detail: Json;
}
