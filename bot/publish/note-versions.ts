// Notes which version Syncthing gave to files that were published, once it has read them.
import type { TreePath } from '../../src/domain/ids.ts';
import type { KnownVersion } from '../record/versions.ts';
import { indexedFiles } from '../show/indexed-files.ts';
import type { Show } from '../show/show.ts';

/** Do not call inside `show.exclusively`. */
export async function noteVersions(show: Show, paths: readonly TreePath[]): Promise<void> {
  const indexed = await indexedFiles(show, paths);
  if (indexed === null) return;
  await show.exclusively(async () => {
    const versions = new Map<TreePath, KnownVersion>();
    for (const [path, file] of indexed) {
      const local = file.kind === 'known' ? file.local : null;
      const state = show.disk.get(path);
      if (local === null || local.deleted || state?.blob == null || state.writtenBy !== 'bot') continue;
      const isSame = local.size === state.bytes && local.mtimeMs === Number(state.mtimeNs / 1_000_000n);
      if (isSame) versions.set(path, { blob: state.blob, version: local.version });
    }
    await show.versions.note(versions, show.nowMs());
  });
}
