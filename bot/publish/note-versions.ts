// Notes which version Syncthing gave to files that were published, once it has read them.
import type { TreePath } from '../../src/domain/ids.ts';
import { isAsOnDisk } from '../../src/tools/syncthing/presence.ts';
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
      if (local === null || state?.blob == null || state.writtenBy !== 'bot') continue;
      if (isAsOnDisk(local, state)) versions.set(path, { blob: state.blob, version: local.version });
    }
    await show.versions.note(versions, show.nowMs());
  });
}
