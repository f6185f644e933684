// Makes the folder of the next episode: picks its number and air date, puts its first files into the tree as a whole,
// and commits them as an edit of the person who asked. Never touches existing files.
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { NewEpisode } from '../../src/desk.ts';
import { type Day, dayOf, nextAirdate, readAirdate } from '../../src/domain/airdate.ts';
import { infoPath } from '../../src/domain/episode.ts';
import { type EpisodeId, episodeId, type TreePath, treePath } from '../../src/domain/ids.ts';
import { Fault } from '../../src/errors.ts';
import { parseInfo } from '../../src/markdown/document.ts';
import { builtInInfo, filledInfo } from '../../src/markdown/new-info.ts';
import { decodeText } from '../../src/tree/blob.ts';
import { diskFault } from '../../src/tree/faults.ts';
import { folderToCopy, type NewFolder, placeFolder } from '../../src/tree/new-folder.ts';
import { readFileWhole } from '../../src/tree/read.ts';
import { recordSnapshot } from '../index/record.ts';
import { listEpisodes } from '../plan/episodes.ts';
import { reviewer } from '../record/authors.ts';
import { MAIN } from '../record/refs.ts';
import type { Show } from '../show/show.ts';
import { snapshot } from '../snapshot/snapshot.ts';

export async function newEpisode(show: Show, who: string | null): Promise<NewEpisode> {
  return show.exclusively(async () => {
    const taken = await takenNumbers(show);
    const episode = numberAfter(taken);
    const airdate = nextAirdate(await lastAirdate(show, taken), dayOf(show.nowMs()));
    const content = await contentOf(show, episode, airdate);
    const folder = treePath(`episodes/${episode}`);
    if (!(await placeFolder(show.treeDisk, folder, content))) {
      const sentence = `Somebody has just made ${folder}; nothing was written. Repeat the command for the next one.`;
      throw new Fault('refused', 'EPISODE_TAKEN', sentence);
    }
    recordSnapshot(show, await snapshot(asEditOf(show, who), [folder]));
    return { episode, airdate, paths: [...content.files.keys()].map((name) => `${folder}/${name}`).sort() };
  });
}

/** A snapshot is attributed to the only person in the settings; here it is known who asked. */
function asEditOf(show: Show, who: string | null): Show {
  if (who === null) return show;
  const { name, email } = reviewer(show.settings(), who);
  const settings = { ...show.settings(), people: { [who]: { name, email, device: null } } };
  return { ...show, settings: () => settings };
}

// ---- number and date ----

/** On disk, on main and in the records: a number once given is never given to another episode. */
async function takenNumbers(show: Show): Promise<readonly EpisodeId[]> {
  const main = await show.repo.ref(MAIN);
  const onMain =
    main === null ? [] : (await listEpisodes(show, (await show.repo.readCommit(main)).tree)).keys();
  const onDisk = namesIn(join(show.root, 'episodes')).flatMap((name) => episodeId(name) ?? []);
  return [...new Set([...onDisk, ...onMain, ...(await show.kept.episodes())])].sort();
}

function namesIn(folder: string): readonly string[] {
  try {
    return existsSync(folder) ? readdirSync(folder) : [];
  } catch (error) {
    throw diskFault(error, folder);
  }
}

const HIGHEST = 9999;

function numberAfter(taken: readonly EpisodeId[]): EpisodeId {
  const next = Number(taken.at(-1) ?? '0') + 1;
  const episode = next > HIGHEST ? null : episodeId(String(next).padStart(4, '0'));
  if (episode !== null) return episode;
  throw new Fault('refused', 'NUMBERS_USED_UP', 'Episode 9999 is there already; numbers have four digits.');
}

/** Air date of the newest episode that has a readable one. */
async function lastAirdate(show: Show, taken: readonly EpisodeId[]): Promise<Day | null> {
  for (const episode of [...taken].reverse()) {
    const text = await textOf(show, infoPath(episode));
    const day = text === null ? null : readAirdate(parseInfo(infoPath(episode), text).airdate);
    if (day !== null) return day;
  }
  return null;
}

async function textOf({ root }: Show, path: TreePath): Promise<string | null> {
  const reading = await readFileWhole(root, path);
  return reading.absent ? null : decodeText(reading.bytes);
}

// ---- content ----

const BLUEPRINT = treePath('tools/blueprints/episode');

const FOLDERS = [
  'assets',
  'assets/audio',
  'assets/graphics',
  'assets/images',
  'assets/images/guest',
  'assets/quotes',
  'assets/unlinked',
  'assets/video',
  'captures',
  'distribute',
  'exports',
  'preshow',
  'rundown',
  'vmix',
  'vmix/list1',
];

/** From the show's own blueprint, or else the usual folders; either way with an info.md. */
async function contentOf(show: Show, episode: EpisodeId, airdate: Day): Promise<NewFolder> {
  const blueprint = folderToCopy(show.root, BLUEPRINT);
  const info = await infoOf(show, blueprint, episode, airdate);
  if (blueprint !== null)
    return { ...blueprint, files: new Map([...blueprint.files, ['info.md', info] as const]) };
  const files = new Map([
    ['info.md', info],
    ['preshow/preshow notes.md', '# Preshow notes\n'],
  ]);
  return { folders: FOLDERS, files };
}

async function infoOf(
  show: Show,
  blueprint: NewFolder | null,
  episode: EpisodeId,
  airdate: Day,
): Promise<string> {
  if (!blueprint?.files.has('info.md')) return builtInInfo(episode, airdate);
  const path = treePath(`${BLUEPRINT}/info.md`);
  const text = filledInfo((await textOf(show, path)) ?? '', episode, airdate);
  if (text !== null) return text;
  const sentence = `${path} has no block of values between two lines of three hyphens; add one, or remove the file.`;
  throw new Fault('configuration', 'BLUEPRINT_BROKEN', sentence);
}
