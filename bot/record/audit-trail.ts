// Writes the audit trail of enhancements to the database: proposed, landed and reverted, with the hash of each file.
// It is an index of what is in Git, so without a database nothing is written.
import type { Enhancement } from '../../src/domain/enhancement.ts';
import type { BlobId, CommitId, TreePath } from '../../src/domain/ids.ts';
import type { Store } from '../../src/store/open.ts';

/** The parts of a show needed to write the trail. */
export interface Audited {
  readonly store: Store | null;
  readonly disk: { get(path: TreePath): { readonly blob: BlobId | null } | null };
  readonly nowMs: () => number;
}

export interface AuditEvent {
  readonly event: 'proposed' | 'landed' | 'reverted';
  readonly enhancement: Enhancement;
  readonly commit: CommitId;
  /** A person's name, `policy` or `Show-Build`. */
  readonly who: string;
  /** Defaults to now; set when the trail is rebuilt from Git. */
  readonly atMs?: number;
}

/** Adds one row per file that the enhancement changes. */
export function recordOutcome({ store, disk, nowMs }: Audited, one: AuditEvent): void {
  const { event, enhancement, commit, who, atMs = nowMs() } = one;
  const write = () => {
    for (const { path } of enhancement.change.files) {
      store?.history.append({
        atMs,
        event,
        episode: enhancement.episode,
        step: enhancement.step,
        subject: enhancement.subject,
        path,
        enhancement: enhancement.id,
        commit,
        who,
        hashBefore: null,
        hashAfter: event === 'proposed' ? null : (disk.get(path)?.blob ?? null),
        detail: { title: enhancement.change.title },
      });
    }
  };
  store?.record(write);
}
