// Reviewing: the inbox, one enhancement with its parts, and a verdict part by part.
import type { Lane } from '../domain/enhancement.ts';
import type { MediaKind } from '../domain/media/shelf.ts';
import type { Reason } from '../domain/reason.ts';
import type { AskedWith, EnhancementDetail, EnhancementRow, Outcome } from './rows.ts';

/** All given fields must match. */
export interface InboxFilter {
  readonly episode?: string;
  readonly step?: string;
  /** Minimum confidence of the model, 0..1; results of rules count as 1. */
  readonly leastConfidence?: number;
  /** `person`: a person has to decide · `time`: all closed gates open by themselves · `choice`: held by a switch, hold
   *  or window that a person can open · `no-person`: either of the last two. */
  readonly waitsFor?: WaitsFor | 'no-person';
  /** `next` of the previous page; stays valid even if that page's rows have been decided since. */
  readonly after?: string;
  /** Maximum number of rows; default 200. */
  readonly limit?: number;
}

export type WaitsFor = 'person' | 'time' | 'choice';

export interface InboxRow extends EnhancementRow {
  readonly why: string;
  readonly lane: Lane;
  readonly proposedMs: number;
  readonly model: string | null;
  /** 0..1; null if made by rules. */
  readonly confidence: number | null;
  readonly waitsFor: WaitsFor;
  /** The rundown segment; null if it is about the episode itself. */
  readonly segment: {
    readonly path: string;
    readonly order: number | null;
    readonly title: string | null;
  } | null;
  /** An indisputable form fix; those of one segment are shown and decided together. */
  readonly trivial: boolean;
  /** Sums the whole episode up, as scripts and preflight do: one line at the episode's end, and no work for a person. */
  readonly summary: boolean;
  /** Why it is not based on the present text; null if it is. */
  readonly stale: Reason | null;
  /** Changes whenever the matter to decide changes: the enhancement's text, or the decisions about it. */
  readonly revision: string;
}

export interface Inbox {
  readonly rows: readonly InboxRow[];
  /** Value for `after`; null on the last page. */
  readonly next: string | null;
  /** Number of matching rows, regardless of `limit`. */
  readonly total: number;
  /** Number of those that a person has to decide; summaries are not counted. */
  readonly work: number;
  /** Counts over everything open, regardless of the filter. */
  readonly episodes: readonly {
    readonly episode: string;
    readonly title: string | null;
    readonly count: number;
  }[];
  readonly steps: readonly { readonly step: string; readonly title: string; readonly count: number }[];
}

/** A landing by the policy or by a reviewer; can be reverted. */
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
  /** Reverted since. */
  readonly reverted: boolean;
}

export interface Review {
  readonly enhancement: EnhancementDetail;
  readonly revision: string;
  readonly stale: Reason | null;
  readonly files: readonly ReviewFile[];
  /** The accepted or rejected enhancement that this one replaces, so that both can be shown. */
  readonly supersedes: OlderAnswer | null;
  /** Answers before that one that a reviewer asked again about, newest first, at most 10. */
  readonly earlier: readonly OlderAnswer[];
  /** The last in its chain of replacements: remade for a text that changed, or the remainder of a partial verdict. */
  readonly supersededBy: string | null;
}

export interface OlderAnswer {
  readonly id: string;
  readonly title: string;
  readonly askedWith: AskedWith | null;
  readonly files: readonly ReviewFile[];
}

/** How to display a file: `page` shows a report or script as the page it is; `picture`, `sound` and `video` are for the
 *  media steps. */
export type FileView = 'prose' | 'page' | 'text' | 'picture' | 'sound' | 'video';

/** Bytes that the show keeps; they can be asked for by their hash. */
export interface KeptMedia {
  readonly sha256: string;
  readonly bytes: number;
}

export interface ReviewFile {
  readonly path: string;
  /** Path after the change; the same unless the file is moved. */
  readonly pathAfter: string;
  readonly kind: 'edit' | 'create' | 'media' | 'move';
  readonly view: FileView;
  /** Full text before and after the commit; null if the file is absent or not text. */
  readonly before: string | null;
  readonly after: string | null;
  /** For a media file: the bytes it replaces, null if there are none, and those it puts there. */
  readonly media: { readonly before: KeptMedia | null; readonly after: KeptMedia } | null;
  /** Opens the note in Obsidian under the heading above its first part: `obsidian://…`. null if the settings name no
   *  vault, the file is no note of a person, or it is not there; and in older answers. */
  readonly note: string | null;
  readonly parts: readonly ReviewPart[];
}

/** The smallest unit of a verdict: the edits on the same lines, a whole new file, or a rename. */
export interface ReviewPart {
  /** Identifies this part in `decideParts`; the same in every rendering. */
  readonly key: string;
  readonly field: string;
  /** `head`: a key of the front matter · `cue`: a field or line of a cue block · `prose` · `file`: the whole file. */
  readonly kind: 'head' | 'cue' | 'prose' | 'file';
  /** Label for producers: `slug`, `Duration of SOT guest-boundaries`, `paragraph at line 12`. */
  readonly label: string;
  /** The cue it belongs to, so that fields of one cue can be shown together; null for other parts. */
  readonly cue: ReviewCue | null;
  /** 1-based, in the old text and in the new one. */
  readonly lineBefore: number;
  readonly lineAfter: number;
  /** Word-by-word difference, in order. */
  readonly words: readonly WordRun[];
  /** Whole lines, without the last line's ending. A person's rewording replaces `after`. */
  readonly before: string;
  readonly after: string;
}

export interface ReviewCue {
  readonly type: string | null;
  readonly slug: string | null;
  /** 1-based, in the old text; in the new one if the cue is new. */
  readonly line: number;
  /** Before and after the change; null on a side without the cue. Null as a whole in older answers. */
  readonly media: { readonly before: PlayedMedia | null; readonly after: PlayedMedia | null } | null;
}

/** The files that a cue means, as the media list has them. */
export interface PlayedMedia {
  /** Usually one; a long quote has a picture for each of its pages. */
  readonly files: readonly { readonly path: string; readonly kind: MediaKind }[];
  /** Why a file is missing, as a clause in the media list's words; null if none is. */
  readonly missing: string | null;
}

/** The lines that stand today in place of a part, for a reviewer’s words that have lost their place. */
export interface StandingPart {
  readonly part: ReviewPart;
  /** The file's present name. */
  readonly path: string;
  /** The lines as they stand on main; empty if they were removed, null if the file is gone or their place is not certain. */
  readonly text: string | null;
  /** 1-based. */
  readonly line: number | null;
  /** Its last writer; null if no line is left. */
  readonly by: { readonly name: string; readonly atMs: number } | null;
}

export interface WordRun {
  readonly kind: 'same' | 'removed' | 'added';
  readonly text: string;
}

/** A verdict on single parts. Parts not named are accepted. */
export interface PartsVerdict {
  /** Keys of parts to leave out; they are remembered as rejected. */
  readonly reject: readonly string[];
  /** Key → the person's wording in place of the bot's. Lands as that person's commit on top of the bot's. */
  readonly edit: Readonly<Record<string, string>>;
}

export interface ReviewDesk {
  inbox(filter: InboxFilter): Promise<Inbox>;
  /** Landings since an instant, newest first, at most 200. */
  landedSince(sinceMs: number): Promise<readonly LandedRow[]>;
  review(id: string): Promise<Review>;
  /** Lands the parts that are not rejected. If any are, the remainder gets an id of its own, which the outcome names.
   *  `revision`: the one the reviewer saw; rejects with Fault MOVED_ON (refused) if it is no longer current, with what
   *  happened since. Rejects with PARTS_TOGETHER (refused) if one part would be wrong without the others, NOT_NOW
   *  (refused) while its step is being run again, NO_PART (usage) for an unknown key. */
  decideParts(
    id: string,
    verdict: PartsVerdict,
    revision: string | null,
    who: string | null,
  ): Promise<Outcome>;
  /** Rejects with NO_PART (usage) for an unknown key. */
  standing(id: string, key: string): Promise<StandingPart>;
  /** Puts a reviewer's words in place of the lines that stand there, as this person's own edit, after waiting for the
   *  `settled` gate. `theirs`: the text the reviewer saw. Those lines stay in the history. The outcome is `landed` or
   *  `refused`, or rejects with MOVED_ON (refused) if other words stand there by now, NO_PART, NOT_WORDED (usage). */
  putOnTop(id: string, key: string, words: string, theirs: string, who: string | null): Promise<Outcome>;
  /** Renders one side of a Markdown or HTML change as a page that is safe to show: sanitised, without scripts. */
  page(id: string, path: string, side: 'before' | 'after'): Promise<string>;
}
