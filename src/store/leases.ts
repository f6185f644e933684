// Expiring leases to read, process or write a file. An expired lease is lost, even if no other holder took it.
import type { TreePath } from '../domain/ids.ts';
import type { Sql } from './sql.ts';

export type LeaseKind = 'read' | 'write' | 'processing';

export interface Lease {
  readonly id: number;
  readonly path: TreePath;
  readonly kind: LeaseKind;
  readonly holder: string;
  readonly untilMs: number;
}

export interface LeaseTable {
  /** Null while another holder's lease conflicts. A holder that already has the lease gets it extended. */
  acquire(path: TreePath, kind: LeaseKind, holder: string, ttlMs: number, nowMs: number): Lease | null;
  /** Null if the lease is lost. */
  renew(lease: Lease, ttlMs: number, nowMs: number): Lease | null;
  release(lease: Lease): void;
  /** Current leases, for display. */
  list(nowMs: number): readonly Lease[];
}

/** Conflicting kinds: many may read, even during processing; only one may process at a time; a writer excludes all. */
const STANDS_AGAINST: Readonly<Record<LeaseKind, readonly LeaseKind[]>> = {
  read: ['write'],
  processing: ['processing', 'write'],
  write: ['read', 'processing', 'write'],
};

const COLUMNS = 'id, path, kind, holder, expires_at_ms as untilMs';
const TAKE = `insert into file_locks (path, kind, holder, acquired_ms, expires_at_ms) values (?, ?, ?, ?, ?)
  on conflict (path, kind, holder) do update set expires_at_ms = max(expires_at_ms, excluded.expires_at_ms)
  returning ${COLUMNS}`;

export function leaseTable(sql: Sql): LeaseTable {
  return {
    acquire: (path, kind, holder, ttlMs, nowMs) =>
      sql.atomically(() => {
        sql.run('delete from file_locks where path = ? and expires_at_ms <= ?', path, nowMs);
        const others = sql.all<Lease>(
          `select ${COLUMNS} from file_locks where path = ? and holder <> ?`,
          path,
          holder,
        );
        if (others.some((other) => STANDS_AGAINST[kind].includes(other.kind))) return null;
        return sql.one<Lease>(TAKE, path, kind, holder, nowMs, nowMs + ttlMs);
      }),
    renew: (lease, ttlMs, nowMs) =>
      sql.one<Lease>(
        `update file_locks set expires_at_ms = ? where id = ? and expires_at_ms > ? returning ${COLUMNS}`,
        nowMs + ttlMs,
        lease.id,
        nowMs,
      ),
    release(lease) {
      sql.run('delete from file_locks where id = ?', lease.id);
    },
    list: (nowMs) =>
      sql.all<Lease>(
        `select ${COLUMNS} from file_locks where expires_at_ms > ? order by path, kind, holder`,
        nowMs,
      ),
  };
}
