// Finds the media that a cue means before and after a change, as the media list finds them: with the rest of the episode
// as it stands on main. Chooses no files, and looks nothing up for a change outside cues.
import { sharedSettings } from '../../../src/config.ts';
import type { PlayedMedia } from '../../../src/desk.ts';
import type { Cue } from '../../../src/domain/cue.ts';
import { type EpisodeId, nameOf, type TreePath } from '../../../src/domain/ids.ts';
import { grouped } from '../../../src/domain/media/grouped.ts';
import type { MediaShelf } from '../../../src/domain/media/shelf.ts';
import { mediaEntries, unlistedEntries } from '../../../src/exports/media-list.ts';
import { cueMedia } from '../../../src/markdown/cue-media.ts';
import type { SegmentDocument } from '../../../src/markdown/document.ts';
import { type Rundown, rundownOf } from '../../../src/markdown/rundown.ts';
import { episodeTexts } from '../../plan/episode-texts.ts';
import { readEpisode } from '../../plan/subjects.ts';
import { requireMain } from '../../record/refs.ts';
import type { Show } from '../../show/show.ts';
import type { FileSides, MediaOf } from './label.ts';

/** `names`: all names of the changed files; main's version of them is left out. */
export async function mediaBeside(
  show: Show,
  episode: EpisodeId,
  sides: readonly FileSides[],
  names: ReadonlySet<TreePath>,
): Promise<MediaOf> {
  const [was, is] = [documentsOf(sides, 'was'), documentsOf(sides, 'is')];
  if (![...was, ...is].some(({ cues }) => cues.length > 0)) return () => null;
  const { tree } = await show.repo.readCommit(await requireMain(show));
  const { files } = await episodeTexts(show, tree, episode);
  const { info, segments } = readEpisode(episode, files, show.documents);
  const media = await show.media.of(tree, episode);
  const others = segments.filter(({ path }) => !names.has(path));
  const on = (own: readonly SegmentDocument[]) => {
    const items = own.filter((one) => one.isItem && one.path === rundownPath(episode, one.path));
    const rundown = rundownOf([...others, ...items], info, sharedSettings(show.settings()));
    return mediaIn(rundown, own, media);
  };
  const [before, after] = [on(was), on(is)];
  return (old, now) => ({ before: old && before(old), after: now && after(now) });
}

function documentsOf(sides: readonly FileSides[], side: 'was' | 'is'): readonly SegmentDocument[] {
  return sides.flatMap(({ [side]: document }) => (document?.kind === 'segment' ? [document] : []));
}

function rundownPath(episode: EpisodeId, path: TreePath): string {
  return `episodes/${episode}/rundown/${nameOf(path)}`;
}

/** `documents`: those that hold the cues asked about. */
function mediaIn(
  rundown: Rundown,
  documents: readonly SegmentDocument[],
  media: MediaShelf,
): (cue: Cue) => PlayedMedia {
  const { entries, fps } = rundown;
  const listed = grouped(mediaEntries(rundown, media, fps), ({ cue }) => cue);
  const found = new Map<Cue, PlayedMedia>();
  const look = (cue: Cue): PlayedMedia => {
    const holds = (one: SegmentDocument) => one.cues.includes(cue);
    const item = entries.find(({ document }) => holds(document));
    const shots = listed.get(cue) ?? (item === undefined ? [] : unlistedEntries(item, cue, media, fps));
    const text = documents.find(holds)?.text ?? '';
    // A note beside the rundown has no entries.
    const files = shots.length > 0 ? shots.map(({ file }) => file) : [cueMedia(cue, text, media, fps).file];
    return {
      files: files.flatMap((file) => (file === null ? [] : [{ path: file.path, kind: file.kind }])),
      missing: shots.find(({ status }) => status === 'MISSING')?.whyNoFile ?? null,
    };
  };
  // Many parts may belong to one cue.
  return (cue) => {
    const known = found.get(cue) ?? look(cue);
    found.set(cue, known);
    return known;
  };
}
