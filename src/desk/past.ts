// History queries: who changed what, when and why; line by line; between two moments; and restoring files.
import type { Outcome } from './rows.ts';

/** All given fields must match. */
export interface HistoryFilter {
  readonly episode?: string;
  readonly step?: string;
  /** A name, or part of one: the author or the person who decided. */
  readonly who?: string;
  readonly kind?: HistoryKind;
  /** For landings: by the policy, by a reviewer, or reverted since. */
  readonly verdict?: 'policy' | 'person' | 'reverted';
  readonly path?: string;
  readonly sinceMs?: number;
  readonly untilMs?: number;
  /** Only entries older than this commit: the last one on the previous page. */
  readonly before?: string;
  /** Default 50. */
  readonly limit?: number;
}

/** switch: a hold, a pause or automatic landing was set or ended. */
export type HistoryKind = 'edit' | 'landing' | 'revert' | 'switch' | 'other';

export interface HistoryEntry {
  readonly commit: string;
  readonly atMs: number;
  readonly author: string;
  readonly subject: string;
  /** Title for producers: for a landing, what it changes; otherwise the commit subject. */
  readonly title: string;
  readonly kind: HistoryKind;
  readonly enhancement: string | null;
  readonly by: string | null;
  /** For landings and reverts; null otherwise. */
  readonly step: string | null;
  /** Episodes it touches; empty for the first commit, which contains all of them. */
  readonly episodes: readonly string[];
  /** Reverted since. */
  readonly reverted: boolean;
}

export interface FileDifference {
  readonly path: string;
  /** Previous path; null if unchanged. */
  readonly pathBefore: string | null;
  readonly kind: 'added' | 'changed' | 'removed' | 'moved';
  /** null if the file is absent, not text, or over 2 MiB. */
  readonly before: string | null;
  readonly after: string | null;
  /** For a long text, the hunks of its unified diff with three lines of context, because a browser would be slow to
   *  compute them; null otherwise. */
  readonly hunks: string | null;
}

export interface CommitDetail {
  readonly entry: HistoryEntry;
  readonly message: string;
  /** Compared with the first parent; at most 500. */
  readonly files: readonly FileDifference[];
  /** Number of further files. */
  readonly more: number;
  /** Enhancement that can be reverted from here; null if there is none or it has been reverted already. */
  readonly revertable: string | null;
}

export interface BlameLine {
  /** 1-based. */
  readonly line: number;
  readonly text: string;
  readonly commit: string;
  readonly atMs: number;
  /** Lines brought back by a revert or a restore count as the original author's. */
  readonly by: { readonly kind: 'person' | 'bot'; readonly name: string };
  readonly step: string | null;
  readonly model: string | null;
  readonly enhancement: string | null;
}

export interface FileAtCommit {
  readonly path: string;
  readonly commit: string;
  /** null if not text, or over 2 MiB. */
  readonly text: string | null;
  readonly bytes: number;
}

export interface NoteAddress {
  /** `obsidian://…`; null if the settings name no vault, the file is no note of a person, or it is gone. */
  readonly address: string | null;
}

/** The effect of putting a file back, before it is done. */
export interface RestorePreview {
  /** Commits since then that changed the file, newest first: it takes these out. At most 50. */
  readonly later: readonly HistoryEntry[];
  /** Number of further ones. */
  readonly more: number;
  /** From the file as it stands to how it would read; null if it reads so already. */
  readonly difference: FileDifference | null;
  /** The hunks of its unified diff; empty if the file is new, removed or no text. */
  readonly hunks: string;
  /** Mark of the file as it stands, for `restore`. */
  readonly seen: string;
}

export interface PastDesk {
  /** First-parent history of main, newest first. Rejects with NO_COMMIT for an unknown `before`. */
  history(filter: HistoryFilter): Promise<readonly HistoryEntry[]>;
  /** Accepts a full commit name or any unambiguous abbreviation. Rejects with NO_COMMIT (usage). */
  commit(commit: string): Promise<CommitDetail>;
  /** Compares two commits, or the newest commits at two instants (ISO 8601, or milliseconds since 1970). Rejects with
   *  NO_COMMIT, NO_MOMENT (usage), or TOO_MUCH (refused) if more differs than a page can show. */
  compare(from: string, to: string, path: string | null): Promise<readonly FileDifference[]>;
  /** Lines of a file on main (null) or in a commit, each with its author. Rejects with NO_FILE, or NO_TEXT if it is not
   *  text (usage). */
  blame(path: string, commit: string | null): Promise<readonly BlameLine[]>;
  fileAt(path: string, commit: string | null): Promise<FileAtCommit>;
  /** Opens the file in Obsidian as it stands, under the heading above a line (1-based; null: at its beginning). Rejects
   *  with PATH_REFUSED (usage). */
  noteAddress(path: string, line: number | null): Promise<NoteAddress>;
  /** Puts a file back as it was in a commit (deletes it if it was absent there), as this person's own edit, after
   *  waiting for the `settled` gate. `seen`: the mark of the preview that the person looked at; the file must still be
   *  as it was then (MOVED_ON). The present content stays in history, and anything landed since counts as removed
   *  by hand. The outcome is `landed`, or `refused`: SAME_ALREADY, NOT_SETTLED, EDITED_MEANWHILE, MEDIA_NOT_KEPT,
   *  NO_PLAIN_FILE, … Rejects with NO_COMMIT, NO_FILE, PATH_REFUSED (usage). */
  restore(path: string, commit: string, who: string | null, seen?: string | null): Promise<Outcome>;
  /** Rejects with NO_COMMIT, NO_FILE, PATH_REFUSED (usage). */
  restorePreview(path: string, commit: string): Promise<RestorePreview>;
}
