// Names of refs and the bot's author name, which other programs rely on.
import type { Who } from '../../src/domain/decision.ts';
import type { CommitId, EpisodeId } from '../../src/domain/ids.ts';
import { Fault } from '../../src/errors.ts';
import type { RefMove } from '../../src/git/move-ref.ts';
import type { Repo } from '../../src/git/repo.ts';

export const BOT: Who = { name: 'Show-Build', email: 'bot@show-build.local' };

export const MAIN = 'refs/heads/main';
export const PUBLISHED = 'refs/show-build/published';
export const DECISIONS = 'refs/show-build/decisions';
export const ORIGINALS = 'refs/show-build/originals';
/** The version vectors that Syncthing gave to what is on main. */
export const VERSIONS = 'refs/show-build/versions';
/** Measurements of media, by the hash of their bytes. */
export const MEDIA_FACTS = 'refs/show-build/media-facts';
/** Commits that another program put on main in the bot's name. */
export const SET_ASIDE = 'refs/show-build/set-aside';

export function botRef(episode: EpisodeId): string {
  return `refs/heads/bot/${episode}`;
}

export const CONFLICTS = 'refs/show-build/conflicts/';

export function conflictsRef(episode: EpisodeId): string {
  return `${CONFLICTS}${episode}`;
}

/** Rejects with a Fault NOTHING_YET before the first snapshot. */
export async function requireMain({ repo }: { readonly repo: Pick<Repo, 'ref'> }): Promise<CommitId> {
  const main = await repo.ref(MAIN);
  if (main !== null) return main;
  throw new Fault('refused', 'NOTHING_YET', 'This show has not been looked at yet');
}

/** Moves main to commits made on it, if it is as published: anything else there is another program's, and may be forged.
 *  Rejects with a Fault MAIN_MOVED that says what was not done. */
export async function extendMain(
  { repo }: { readonly repo: Pick<Repo, 'ref' | 'moveRef'> },
  { from, to }: RefMove,
  done: 'landed' | 'reverted' | 'restored',
): Promise<void> {
  if ((await repo.ref(PUBLISHED)) === from && (await repo.moveRef(MAIN, { from, to }))) return;
  throw new Fault('bug', 'MAIN_MOVED', `Something else moved main; nothing was ${done}, run it again`);
}

/** Rejects with a Fault REF_MOVED if the ref is not at `from`. */
export async function requireMove(
  { repo }: { readonly repo: Pick<Repo, 'moveRef'> },
  ref: string,
  move: RefMove,
): Promise<void> {
  if (await repo.moveRef(ref, move)) return;
  throw new Fault('bug', 'REF_MOVED', `Something else moved ${ref}; stop it and run fsck`);
}
