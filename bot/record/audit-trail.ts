// The audit trail of enhancements, in the database: proposed, landed and reverted, with the hash of each file. It is
// an index of what Git remembers, so without a database it is left out.
import type { Enhancement } from '../../src/domain/enhancement.ts';
import type { BlobId, CommitId, TreePath } from '../../src/domain/ids.ts';
import type { Store } from '../../src/store/open.ts';

/** The parts of a show that the trail is written with. */
export interface Audited {
  readonly store: Store | null;
  readonly disk: { get(path: TreePath): { readonly blob: BlobId | null } | null };
  readonly nowMs: () => number;
}

export interface AuditEvent {
  readonly event: 'proposed' | 'landed' | 'reverted';
  readonly enhancement: Enhancement;
  readonly commit: CommitId;
  /** The name of a person, `policy` or `Show-Build`. */
  readonly who: string;
  /** Now, unless the trail is rebuilt from Git. */
  readonly atMs?: number;
}

/** One row for each file that the enhancement changes. */
export function recordOutcome({ store, disk, nowMs }: Audited, one: AuditEvent): void {
  const { event, enhancement, commit, who, atMs = nowMs() } = one;
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
}
