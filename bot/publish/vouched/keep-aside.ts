// Keeps what main no longer leads to, on refs/show-build/set-aside.
import type { CommitId } from '../../../src/domain/ids.ts';
import { message } from '../../../src/domain/trailers.ts';
import { BOT, requireMove, SET_ASIDE } from '../../record/refs.ts';
import type { Show } from '../../show/show.ts';

/** `why`: for people who read the ref. */
export async function keepAside({ repo, nowMs }: Show, tip: CommitId, why: string): Promise<void> {
  const before = await repo.ref(SET_ASIDE);
  const signature = { ...BOT, atMs: nowMs() };
  const commit = await repo.writeCommit({
    tree: (await repo.readCommit(tip)).tree,
    parents: before === null ? [tip] : [before, tip],
    author: signature,
    committer: signature,
    message: message({ subject: `Set aside ${tip.slice(0, 10)}`, body: why }),
  });
  await requireMove({ repo }, SET_ASIDE, { from: before, to: commit });
}
