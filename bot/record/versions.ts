// The version vectors that Syncthing gave to what was taken in and published, on refs/show-build/versions: below each
// file's path a text with one line for each version, its blob and its counters, the newest last. Git has the bases that
// Syncthing lacks, and this tells who had seen which.
import type { BlobId, TreePath } from '../../src/domain/ids.ts';
import { parseVersion, type VersionVector, versionCounters } from '../../src/domain/version-vector.ts';
import type { FileEntry, Repo } from '../../src/git/repo.ts';
import { appendTo } from './append-only-ref.ts';
import { VERSIONS } from './refs.ts';

export interface KnownVersion {
  readonly blob: BlobId;
  readonly version: VersionVector;
}

export interface VersionBook {
  /** By blob; of a text that came back, the newest. */
  of(path: TreePath): Promise<ReadonlyMap<BlobId, VersionVector>>;
  /** Durable when it resolves. */
  note(versions: ReadonlyMap<TreePath, KnownVersion>, atMs: number): Promise<void>;
}

/** Nobody comes back with an older one. */
const MOST_LINES = 100;

export function versionBook(repo: Repo): VersionBook {
  async function linesOf(path: TreePath): Promise<readonly string[]> {
    const tip = await repo.ref(VERSIONS);
    const entry = tip && (await repo.fileAt((await repo.readCommit(tip)).tree, path));
    if (!entry) return [];
    const text = (await repo.readBlob(entry.id)).toString('utf8');
    return text.split('\n').filter((line) => line !== '');
  }

  return {
    async of(path) {
      const found = new Map<BlobId, VersionVector>();
      for (const line of await linesOf(path)) {
        const [blob = '', ...counters] = line.split(' ');
        const version = parseVersion(counters);
        if (version !== null) found.set(blob as BlobId, version);
      }
      return found;
    },
    async note(versions, atMs) {
      const files = new Map<TreePath, FileEntry>();
      for (const [path, { blob, version }] of versions) {
        const line = [blob, ...versionCounters(version)].join(' ');
        const lines = await linesOf(path);
        if (lines.at(-1) === line) continue;
        const text = `${[...lines, line].slice(-MOST_LINES).join('\n')}\n`;
        files.set(path, { id: await repo.writeBlob(Buffer.from(text)), mode: '100644' });
      }
      if (files.size === 0) return;
      const many = files.size === 1 ? 'a file' : `${files.size} files`;
      await appendTo(repo, VERSIONS, { files, message: `Note the versions of ${many}`, atMs });
    },
  };
}
