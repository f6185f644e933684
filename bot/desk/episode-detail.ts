// One episode in full: its rundown with what each cue plays, its diagnostics, its exports, and whether it is on air or
// locked. Reads only.
import { sharedSettings } from '../../src/config.ts';
import type { EpisodeCue, EpisodeDetail } from '../../src/desk.ts';
import type { Cue } from '../../src/domain/cue.ts';
import type { MediaFile } from '../../src/domain/media/shelf.ts';
import { lockedBy } from '../../src/domain/on-air.ts';
import { Fault } from '../../src/errors.ts';
import type { MediaEntry } from '../../src/exports/media-entry.ts';
import { mediaEntries } from '../../src/exports/media-list.ts';
import { cueMedia } from '../../src/markdown/cue-media.ts';
import type { SegmentDocument } from '../../src/markdown/document.ts';
import { rundownOf } from '../../src/markdown/rundown.ts';
import { rowsOf } from '../index/enhancement-rows.ts';
import { airStateOf } from '../land/on-air.ts';
import { configuredSteps } from '../plan/configured-steps.ts';
import { episodeTexts } from '../plan/episode-texts.ts';
import { isWorkedOn, listEpisodes, requireEpisode } from '../plan/episodes.ts';
import { subjectFacts } from '../plan/subject-facts.ts';
import { episodeSubjects, readEpisode } from '../plan/subjects.ts';
import { MAIN } from '../record/refs.ts';
import type { Show } from '../show/show.ts';
import { exportRows } from './exports.ts';
import { episodeRow } from './status.ts';

/** Rejects with NO_EPISODE. */
export async function episodeDetail(show: Show, name: string): Promise<EpisodeDetail> {
  const main = await show.repo.ref(MAIN);
  if (main === null) throw new Fault('usage', 'NO_EPISODE', `There is no episode ${name} in this show`);
  const { tree } = await show.repo.readCommit(main);
  const episode = requireEpisode(name, await listEpisodes(show, tree));
  const texts = await episodeTexts(show, tree, episode);
  const { info, segments } = readEpisode(episode, texts.files, show.documents);
  const about = await subjectFacts(show, episode, tree, (await show.kept.read(episode)).all);
  const diagnostics = configuredSteps(show).flatMap((set) =>
    episodeSubjects(episode, texts.files, set, about).flatMap(
      (subject) => set.step.inspect(subject).diagnostics,
    ),
  );
  const options = sharedSettings(show.settings());
  const rundown = rundownOf(segments, info, options);
  const shots = byCue(mediaEntries(rundown, about.media, options.fps));
  return {
    ...(await episodeRow(show, episode)),
    open: await isWorkedOn(show, tree, episode),
    onAir: await airStateOf(show, main, episode),
    locked: lockedBy(info?.status ?? null),
    rundown: segments.map((segment) =>
      rundownRow(segment, shots, (cue) => cueMedia(cue, segment.text, about.media, options.fps).file),
    ),
    exports: exportRows(show, episode, texts.files, about),
    diagnostics: [...texts.diagnostics, ...diagnostics],
    enhancements: await rowsOf(show, episode),
  };
}

type Shots = ReadonlyMap<Cue, readonly MediaEntry[]>;
type FileOf = (cue: Cue) => MediaFile | null;

function rundownRow(
  { path, order, title, slug, type, duration, cues }: SegmentDocument,
  shots: Shots,
  fileOf: FileOf,
): EpisodeDetail['rundown'][number] {
  const cueList = cues.map((cue) => cueRow(cue, shots.get(cue) ?? [], fileOf));
  return { path, order, title, slug, type, duration, cues: cues.length, cueList };
}

/** A long quote has several pictures and needs all of them. A cue that is not played has nothing missing. */
function cueRow(cue: Cue, shots: readonly MediaEntry[], fileOf: FileOf): EpisodeCue {
  const file = shots.length > 0 ? shots.find((shot) => shot.file !== null)?.file : fileOf(cue);
  const [shot] = shots;
  const lost = shots.find(({ status }) => status === 'MISSING');
  return {
    type: cue.type,
    slug: shot === undefined || shot.page !== null ? cue.slug : shot.slug,
    line: cue.line,
    durationMs: shot?.durationMs ?? null,
    mediaPath: file ? file.path : null,
    missing: lost !== undefined,
    whyMissing: lost?.whyNoFile ?? null,
  };
}

function byCue(entries: readonly MediaEntry[]): Shots {
  const shots = new Map<Cue, MediaEntry[]>();
  for (const entry of entries) {
    const known = shots.get(entry.cue);
    if (known === undefined) shots.set(entry.cue, [entry]);
    else known.push(entry);
  }
  return shots;
}
