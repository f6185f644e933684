// The exports of an episode as they would read now, whether or not they have landed: one by its name, or how they all
// compare with those on main.
import { sharedSettings } from '../../src/config.ts';
import type { EpisodeDetail } from '../../src/desk.ts';
import { EXPORT_NAMES, type ExportName, exportPath } from '../../src/domain/export-file.ts';
import type { EpisodeId, TreePath } from '../../src/domain/ids.ts';
import { Fault } from '../../src/errors.ts';
import { compileExports } from '../../src/exports/compile.ts';
import { preflightNote } from '../../src/exports/preflight/report.ts';
import { preflight } from '../../src/exports/preflight.ts';
import { currentEpisode } from '../plan/current-episode.ts';
import { episodeSubject, type SubjectFacts } from '../plan/subjects.ts';
import type { Show } from '../show/show.ts';

const REPORT = 'preflight.md';

/** Their names for people. Of the media lists, the text file is for reading; the other formats are for programs. */
const TITLES: ReadonlyMap<ExportName, string> = new Map<ExportName, string>([
  ['script-host.html', 'Host script'],
  ['script-teleprompter.html', 'Teleprompter'],
  ['script-director.html', 'Director’s script'],
  ['media-list.txt', 'Media list'],
  ['preflight.md', 'Preflight report'],
  ['script-host.md', 'Host script, Markdown'],
  ['script.txt', 'Script, plain text'],
  ['media-list.csv', 'Media list, CSV'],
  ['media-list.json', 'Media list, JSON'],
  ['media-list.m3u', 'Media list, playlist'],
  ['media-list.xml', 'Media list, XML'],
]);

export async function exported(show: Show, episode: string, name: string): Promise<string> {
  const known = [...TITLES.keys()].find((each) => each === name);
  if (known === undefined)
    throw new Fault('usage', 'NO_EXPORT', `There is no ${name}; there are ${EXPORT_NAMES.join(', ')}`);
  if (known === REPORT) return preflightNote(preflight(await currentEpisode(show, episode)));
  const text = compileExports(await currentEpisode(show, episode)).get(known);
  if (text !== undefined) return text;
  throw new Fault('bug', 'EXPORT_NOT_MADE', `${known} is not made of an episode`);
}

/** Empty if the episode has no readable `info.md`. */
export function exportRows(
  show: Show,
  episode: EpisodeId,
  texts: ReadonlyMap<TreePath, string>,
  about: SubjectFacts,
): EpisodeDetail['exports'] {
  const asked = { step: null, settings: sharedSettings(show.settings()) };
  const subject = episodeSubject(episode, texts, asked, about);
  if (subject === null) return [];
  const compiled = compileExports(subject);
  return [...TITLES].map(([name, title]) => {
    const standing = texts.get(exportPath(episode, name));
    const now = name === REPORT ? preflightNote(preflight(subject)) : compiled.get(name);
    return { name, title, made: standing !== undefined, stale: standing !== undefined && standing !== now };
  });
}
