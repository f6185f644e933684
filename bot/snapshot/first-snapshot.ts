// First snapshot of a tree: commits all of it to main as it is. Streams the files, so that a show of any size fits in
// memory.
import type { TreePath } from '../../src/domain/ids.ts';
import { episodeOf } from '../../src/domain/ids.ts';
import { Fault } from '../../src/errors.ts';
import { importFiles } from '../../src/git/bulk.ts';
import type { FileMode } from '../../src/git/repo.ts';
import { kindOfPath } from '../../src/tree/ignore.ts';
import { scanTree } from '../../src/tree/scan.ts';
import { type Original, recordOriginals } from '../cache/originals.ts';
import { authorOf } from '../record/authors.ts';
import { adoptedMessage } from '../record/commit-messages.ts';
import { BOT } from '../record/refs.ts';
import type { Show } from '../show/show.ts';
import { advance, type ChangedFile, enter, type Snapshot } from './changed-file.ts';
import { recordCopies } from './conflict-copies.ts';
import { inspectFile } from './inspect-file.ts';
import { leftOut } from './left-out.ts';

/** Reports progress: files looked at so far, and their total. */
export type OnLooked = (done: number, total: number) => void;

const LOOKED_EACH = 250;

export async function adopt(show: Show, onLooked: OnLooked): Promise<Snapshot> {
  const scan = await scanTree(show.root);
  const problems = scan.unreadable.map(leftOut);
  const originals = new Map<TreePath, Original>();
  const copies: ChangedFile[] = [];
  const paths: TreePath[] = [];

  let looked = 0;
  async function* files(): AsyncGenerator<{ path: TreePath; mode: FileMode; bytes: Buffer }> {
    for (const [path, stat] of scan.files) {
      looked += 1;
      if (looked % LOOKED_EACH === 0) onLooked(looked, scan.files.size);
      try {
        const seen = await inspectFile(show.repo, show.root, path, stat, show.settings().media.keep);
        const arrivedMs = Number(stat.ctimeNs / 1_000_000n);
        enter(show, { path, seen, arrivedMs });
        if (seen.kind === 'original') originals.set(path, { sha256: seen.sha256, bytes: stat.bytes });
        if (kindOfPath(path) === 'conflict') copies.push({ path, before: null, seen, arrivedMs });
        if (seen.kind !== 'content') continue;
        paths.push(path);
        yield { path, mode: seen.mode, bytes: seen.bytes };
      } catch (error) {
        if (!(error instanceof Fault)) throw error;
        problems.push(error);
      }
    }
  }

  const author = { ...authorOf(show.settings()), atMs: show.nowMs() };
  const adoption = {
    parents: [],
    author,
    committer: { ...BOT, atMs: show.nowMs() },
    message: adoptedMessage(scan.files.size),
  };
  const commit = await importFiles(show.repo, files(), adoption, async (imported) => {
    await recordOriginals(show.repo, originals, show.nowMs());
    await recordCopies(show, copies);
    await advance(show, null, imported);
  });
  show.disk.agree(commit);
  return {
    adopted: true,
    commits: [commit],
    paths,
    episodes: new Set(paths.flatMap((path) => episodeOf(path) ?? [])),
    problems,
    later: [],
  };
}
