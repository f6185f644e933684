// What a reviewer looks at and decides: the inbox, one enhancement with its parts, and a verdict part by part.
import type { Lane } from '../domain/enhancement.ts';
import type { Reason } from '../domain/reason.ts';
import type { EnhancementDetail, EnhancementRow, Outcome } from './rows.ts';

/** Each part narrows. */
export interface InboxFilter {
  readonly episode?: string;
  readonly step?: string;
  /** Only what a model was at least so sure of, 0..1; what rules made counts as 1. */
  readonly leastConfidence?: number;
  /** `person`: somebody has to decide · `time`: all that is closed opens by itself · `choice`: a switch, hold or window. */
  readonly waitsFor?: WaitsFor;
  /** `next` of the page before: it holds even when that page's rows have been decided about since. */
  readonly after?: string;
  /** Rows at most; 200 unless said. */
  readonly limit?: number;
}

export type WaitsFor = 'person' | 'time' | 'choice';

export interface InboxRow extends EnhancementRow {
  readonly why: string;
  readonly lane: Lane;
  readonly proposedMs: number;
  readonly model: string | null;
  /** 0..1; null where rules spoke. */
  readonly confidence: number | null;
  readonly waitsFor: WaitsFor;
  /** Where in the rundown; null where it is about the episode itself. */
  readonly segment: {
    readonly path: string;
    readonly order: number | null;
    readonly title: string | null;
  } | null;
  /** A form fix that nobody could disagree with: those of one segment are shown, and decided, together. */
  readonly trivial: boolean;
  /** Why it is not on the present text; null while it is. */
  readonly stale: Reason | null;
  /** Changes whenever what a reviewer would decide about has changed: its text, or what was said of it. */
  readonly revision: string;
}

export interface Inbox {
  readonly rows: readonly InboxRow[];
  /** For `after`; null at the end. */
  readonly next: string | null;
  /** Of the whole selection, whatever `limit` says. */
  readonly total: number;
  /** Of everything that is open, whatever the filter says. */
  readonly episodes: readonly {
    readonly episode: string;
    readonly title: string | null;
    readonly count: number;
  }[];
  readonly steps: readonly { readonly step: string; readonly title: string; readonly count: number }[];
}

/** What has landed, by the policy or by somebody's word; each can be reverted. */
export interface LandedRow {
  readonly id: string;
  readonly episode: string;
  readonly step: string;
  readonly title: string;
  readonly paths: readonly string[];
  readonly commit: string;
  readonly atMs: number;
  /** `policy`, or a reviewer's name. */
  readonly by: string;
  /** It was taken back since. */
  readonly reverted: boolean;
}

export interface Review {
  readonly enhancement: EnhancementDetail;
  readonly revision: string;
  readonly stale: Reason | null;
  readonly files: readonly ReviewFile[];
  /** The accepted or rejected one that this one takes the place of: both are shown. */
  readonly supersedes: {
    readonly id: string;
    readonly title: string;
    readonly files: readonly ReviewFile[];
  } | null;
  /** The one that took its place in the end: made anew for a text that moved, or what was left of it. */
  readonly supersededBy: string | null;
}

/** How it is looked at: `page` is a report or script that reads as the page it is; media come with the media steps. */
export type FileView = 'prose' | 'page' | 'text' | 'picture' | 'sound' | 'video';

export interface ReviewFile {
  readonly path: string;
  /** Another name afterwards, else the same. */
  readonly pathAfter: string;
  readonly kind: 'edit' | 'create' | 'move';
  readonly view: FileView;
  /** The whole text as the commit finds it, and as it leaves it; null where there is none, or it is no text. */
  readonly before: string | null;
  readonly after: string | null;
  readonly parts: readonly ReviewPart[];
}

/** What can be taken or left by itself: what stands on the same lines, or a whole new file, or a new name. */
export interface ReviewPart {
  /** Stands for this part in `decideParts`; the same part has the same key in every rendering. */
  readonly key: string;
  readonly field: string;
  /** `head`: a key of the front matter · `cue`: a field or line of a cue block · `prose` · `file`: all of it. */
  readonly kind: 'head' | 'cue' | 'prose' | 'file';
  /** What a producer calls it: `slug`, `Duration of SOT guest-boundaries`, `paragraph at line 12`. */
  readonly label: string;
  /** The cue that it belongs to, so that fields of one cue stand together; null elsewhere. */
  readonly cue: { readonly type: string | null; readonly slug: string | null; readonly line: number } | null;
  /** 1-based, in the old text and in the new one. */
  readonly lineBefore: number;
  readonly lineAfter: number;
  /** What is replaced, and by what: word by word, in order. */
  readonly words: readonly WordRun[];
  /** Whole lines, without the last one's ending. A person's own words take the place of `after`. */
  readonly before: string;
  readonly after: string;
}

export interface WordRun {
  readonly kind: 'same' | 'removed' | 'added';
  readonly text: string;
}

/** What a reviewer takes, leaves and words anew. Parts that are not named are taken. */
export interface PartsVerdict {
  /** Keys of parts that are left out, and remembered as rejected. */
  readonly reject: readonly string[];
  /** Key → the person's own words instead of the bot's. They land as that person's commit on top of the bot's. */
  readonly edit: Readonly<Record<string, string>>;
}

export interface ReviewDesk {
  inbox(filter: InboxFilter): Promise<Inbox>;
  /** What landed since, newest first, at most 200. */
  landedSince(sinceMs: number): Promise<readonly LandedRow[]>;
  review(id: string): Promise<Review>;
  /** Lands what is left of it, which goes by an id of its own where parts were left out: the outcome names it.
   *  `revision`: what the reviewer saw; rejects with Fault MOVED_ON (refused) where it is not the present one, saying
   *  what happened meanwhile. Rejects with PARTS_TOGETHER (refused) where one part would be wrong without the others,
   *  NOT_NOW (refused) while its step is being asked again, NO_PART (usage) for an unknown key. */
  decideParts(
    id: string,
    verdict: PartsVerdict,
    revision: string | null,
    who: string | null,
  ): Promise<Outcome>;
  /** Markdown or HTML of one side of a change as a page that is safe to show: sanitised, without scripts. */
  page(id: string, path: string, side: 'before' | 'after'): Promise<string>;
}
