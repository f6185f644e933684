// History as people ask for it: who changed what, when and why; line by line; between two moments; and back again.
import type { Outcome } from './rows.ts';

/** Each part narrows. */
export interface HistoryFilter {
  readonly episode?: string;
  readonly step?: string;
  /** A name, or part of one: who wrote or who decided. */
  readonly who?: string;
  readonly kind?: HistoryKind;
  /** Of landings: by the policy or by a reviewer; or taken back since. */
  readonly verdict?: 'policy' | 'person' | 'reverted';
  readonly path?: string;
  readonly sinceMs?: number;
  readonly untilMs?: number;
  /** Older than this commit: the last one of the page before. */
  readonly before?: string;
  /** 50 unless said. */
  readonly limit?: number;
}

export type HistoryKind = 'edit' | 'landing' | 'revert' | 'other';

export interface HistoryEntry {
  readonly commit: string;
  readonly atMs: number;
  readonly author: string;
  readonly subject: string;
  /** What a producer reads: of a landing what it changes, else the subject. */
  readonly title: string;
  readonly kind: HistoryKind;
  readonly enhancement: string | null;
  readonly by: string | null;
  /** Of landings and reverts; null elsewhere. */
  readonly step: string | null;
  /** Episodes that it touches; none for the first commit, which holds them all. */
  readonly episodes: readonly string[];
  /** It was taken back since. */
  readonly reverted: boolean;
}

export interface FileDifference {
  readonly path: string;
  /** Another name before; null where it is the same. */
  readonly pathBefore: string | null;
  readonly kind: 'added' | 'changed' | 'removed' | 'moved';
  /** null where there is none, it is no text, or it is over 2 MiB. */
  readonly before: string | null;
  readonly after: string | null;
  /** Of a long text the hunks of its unified diff, three lines of context around each: a browser would be slow to find
   *  them. null elsewhere. */
  readonly hunks: string | null;
}

export interface CommitDetail {
  readonly entry: HistoryEntry;
  readonly message: string;
  /** Against its first parent; 500 at most. */
  readonly files: readonly FileDifference[];
  /** How many files there are beyond those. */
  readonly more: number;
  /** The enhancement that can be reverted from here; null where there is none, or it was taken back already. */
  readonly revertable: string | null;
}

export interface BlameLine {
  /** 1-based. */
  readonly line: number;
  readonly text: string;
  readonly commit: string;
  readonly atMs: number;
  /** What was taken back, or put back, is again of whoever wrote it. */
  readonly by: { readonly kind: 'person' | 'bot'; readonly name: string };
  readonly step: string | null;
  readonly model: string | null;
  readonly enhancement: string | null;
}

export interface FileAt {
  readonly path: string;
  readonly commit: string;
  /** null where it is no text, or over 2 MiB. */
  readonly text: string | null;
  readonly bytes: number;
}

export interface PastDesk {
  /** First-parent history of main, newest first. Rejects with NO_COMMIT for an unknown `before`. */
  history(filter: HistoryFilter): Promise<readonly HistoryEntry[]>;
  /** By its name, or as much of it as no other has. Rejects with NO_COMMIT (usage). */
  commit(commit: string): Promise<CommitDetail>;
  /** Between two commits, or the newest commits at two instants (ISO 8601, or milliseconds since 1970).
   *  Rejects with NO_COMMIT, NO_MOMENT (usage), or TOO_MUCH (refused) where more differs than a page could show. */
  compare(from: string, to: string, path: string | null): Promise<readonly FileDifference[]>;
  /** As it stands on main, or in a commit. Rejects with NO_FILE, or NO_TEXT where there are no
   *  lines (usage). */
  blame(path: string, commit: string | null): Promise<readonly BlameLine[]>;
  fileAt(path: string, commit: string | null): Promise<FileAt>;
  /** Puts a file back as it was in a commit (where it was absent: takes it away), as this person's own edit, waiting
   *  out `settled`. What stands there now stays in history, and what landed since counts as taken out by hand. The
   *  outcome is `landed`, or `refused`: SAME_ALREADY, NOT_SETTLED, EDITED_MEANWHILE, MEDIA_NOT_KEPT, NO_PLAIN_FILE, …
   *  Rejects with NO_COMMIT, NO_FILE, PATH_REFUSED (usage). */
  restore(path: string, commit: string, who: string | null): Promise<Outcome>;
}
