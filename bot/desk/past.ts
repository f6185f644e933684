// History: per line, per commit and between two commits; and restoring files, which are published like landings.
import type { HistoryEntry, PastDesk } from '../../src/desk.ts';
import type { EnhancementId, EpisodeId } from '../../src/domain/ids.ts';
import { blameLines, noFile } from '../history/blame.ts';
import { commitAt, commitNamed, commitOrMain, pathInShow } from '../history/commit-names.ts';
import { changesBetween, changesOf, textIn } from '../history/differences.ts';
import { entryOf, historyEntries, pastCommitOf } from '../history/entries.ts';
import { switchesIn } from '../history/switches.ts';
import { openTouches } from '../history/touches.ts';
import { pointerOf } from '../publish/lfs-content.ts';
import { reviewer } from '../record/authors.ts';
import { contextOf, stateOf } from '../record/enhancement-state.ts';
import { requireMain } from '../record/refs.ts';
import { restore } from '../revert/restore.ts';
import { restorePreview } from '../revert/restore-preview.ts';
import type { Show } from '../show/show.ts';
import { noteAddress } from './note-address.ts';

export function pastDesk(show: Show): PastDesk {
  const touches = openTouches(show);

  return {
    history: (filter) => historyEntries(show, touches, filter),

    async commit(text) {
      await show.history.advance();
      const id = await commitNamed(show, text);
      const past = await pastCommitOf(show, id);
      const { message } = await show.repo.readCommit(id);
      const entry =
        switchesIn(show).find((one) => one.entry.commit === id)?.entry ??
        (await entryOf(show, touches, past));
      return { entry, message, ...(await changesOf(show, id)), revertable: await revertable(show, entry) };
    },

    async compare(from, to, path) {
      const [before, after] = [await commitAt(show, from), await commitAt(show, to)];
      return changesBetween(show, before, after, path === null ? null : pathInShow(path));
    },

    blame: async (path, commit) =>
      blameLines(show, touches, pathInShow(path), await commitOrMain(show, commit)),

    async fileAt(text, commit) {
      const path = pathInShow(text);
      const id = await commitOrMain(show, commit);
      const entry = await show.repo.fileAt((await show.repo.readCommit(id)).tree, path);
      if (entry === null) throw noFile(path, id);
      const bytes = await show.repo.readBlob(entry.id);
      return {
        path,
        commit: id,
        text: entry.mode === '120000' ? null : textIn(path, bytes),
        bytes: pointerOf(path, bytes)?.bytes ?? bytes.length,
      };
    },

    noteAddress: async (path, line) => ({
      address: await noteAddress(show, [pathInShow(path)], line === null ? null : { text: null, line }),
    }),

    async restorePreview(path, commit) {
      await show.history.advance();
      return restorePreview(show, touches, pathInShow(path), await commitNamed(show, commit));
    },

    async restore(path, commit, who, seen = null) {
      await show.history.advance();
      return restore(show, {
        path: pathInShow(path),
        commit: await commitNamed(show, commit),
        by: reviewer(show.settings(), who),
        seen,
        isKnown: async (one) =>
          (await touches.lastTouch(show.history.timeline.placeOf(await requireMain(show)) ?? -1, one)) !==
          null,
      });
    },
  };
}

/** The enhancement to revert from this commit: it is a landing that still stands, or the bot's own commit of one. */
async function revertable(
  show: Show,
  { commit, kind, enhancement, episodes }: HistoryEntry,
): Promise<string | null> {
  const id = enhancement as EnhancementId | null;
  const landed = id === null || kind === 'revert' ? null : show.history.landed(id);
  if (id === null || landed === null || (kind === 'landing' && landed.commit !== commit)) return null;
  const past = contextOf(show);
  for (const episode of episodes) {
    const kept = (await show.kept.read(episode as EpisodeId)).all.get(id);
    if (kept && stateOf(kept, past) === 'landed') return id;
  }
  return null;
}
