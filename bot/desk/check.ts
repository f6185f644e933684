// Preflight of episodes as they are on main. Reads only. Also checks what no step sees: files that can't be read, and
// episodes without an info.md.
import { type Settings, sharedSettings } from '../../src/config.ts';
import type { CheckFinding, CheckReport, Desk } from '../../src/desk.ts';
import { type EpisodeId, nameOf, type TreeId, type TreePath, treePath } from '../../src/domain/ids.ts';
import { isItemName } from '../../src/domain/segment.ts';
import { Fault } from '../../src/errors.ts';
import { type EpisodeReport, type Finding, preflight } from '../../src/exports/preflight.ts';
import { parseSegment } from '../../src/markdown/document.ts';
import { type DocumentReader, documentReader } from '../../src/markdown/reader.ts';
import { countOpen } from '../index/enhancement-rows.ts';
import { besideKey, copiesThere } from '../plan/copies-to-merge.ts';
import { episodeTexts } from '../plan/episode-texts.ts';
import { requireEpisode as episodeKnown, listEpisodes, workedOn } from '../plan/episodes.ts';
import { readEpisode } from '../plan/subjects.ts';
import { MAIN } from '../record/refs.ts';
import type { Show } from '../show/show.ts';
import { mendsOf, openEdits } from './mending.ts';

interface Looked {
  readonly report: EpisodeReport;
  readonly files: ReadonlyMap<TreePath, string>;
  readonly findingsIn: (files: ReadonlyMap<TreePath, string>) => readonly Finding[];
}

interface Known {
  readonly key: string;
  readonly settings: Settings;
  readonly looked: Looked;
  /** With the enhancements that mend them, as of `open`. */
  readonly mends: { readonly open: string; readonly findings: readonly CheckFinding[] };
}

/** Reports in the cache: pages ask after every event, and most episodes have not changed. */
const MOST_KNOWN = 500;

/** `check(null)` covers all episodes that are worked on. */
export function checkDesk(show: Show): Pick<Desk, 'check'> {
  const known = new Map<EpisodeId, Known>();

  async function reportOf(tree: TreeId, episode: EpisodeId): Promise<CheckReport> {
    const folder = await show.repo.treeAt(tree, treePath(`episodes/${episode}`));
    const key = `${folder} ${await besideKey(show, episode)}`;
    const settings = show.settings();
    const before = known.get(episode);
    const isSame = before?.key === key && before.settings === settings;
    const looked = isSame ? before.looked : await look(show, tree, episode);
    const { open, key: openKey } = await openEdits(show, episode);
    const mends =
      isSame && before.mends.open === openKey
        ? before.mends
        : { open: openKey, findings: await withMends(show, looked, open) };
    if (known.size >= MOST_KNOWN) known.clear();
    known.set(episode, { key, settings, looked, mends });
    return { ...looked.report, findings: mends.findings, waiting: await countOpen(show, episode) };
  }

  return {
    async check(name) {
      const main = await show.repo.ref(MAIN);
      // An empty list would read as "all well", but nothing has been checked.
      if (main === null) {
        const sentence = 'This show has not been looked at yet; run show-build run first';
        throw new Fault('refused', 'NOTHING_YET', sentence);
      }
      const { tree } = await show.repo.readCommit(main);
      const named = name === null ? null : episodeKnown(name, await listEpisodes(show, tree));
      const reports: CheckReport[] = [];
      for (const episode of named === null ? await workedOn(show, tree) : [named])
        reports.push(await reportOf(tree, episode));
      return reports;
    },
  };
}

async function withMends(
  show: Show,
  { report: { episode, findings }, files, findingsIn }: Looked,
  open: Parameters<typeof mendsOf>[1]['open'],
): Promise<readonly CheckFinding[]> {
  const mends = await mendsOf(show, { episode, open, files, findings, findingsIn });
  return findings.map((finding, i) => ({ ...finding, mend: mends[i] ?? null }));
}

async function look(show: Show, tree: TreeId, episode: EpisodeId): Promise<Looked> {
  const { files, diagnostics } = await episodeTexts(show, tree, episode);
  const about = {
    media: await show.media.of(tree, episode),
    conflictCopies: await copiesThere(show, episode),
    episode,
    settings: sharedSettings(show.settings()),
    unread: diagnostics.filter(({ path }) => isUnread(treePath(path), files)),
  };
  const reportOn = (texts: Looked['files'], documents: DocumentReader) =>
    preflight({ ...readEpisode(episode, texts, documents), ...about });
  const beside = readerBeside(show.documents, files);
  return {
    report: reportOn(files, show.documents),
    files,
    findingsIn: (texts) => reportOn(texts, beside).findings,
  };
}

/** Parses texts that are only tried, without evicting those of main from the cache. */
function readerBeside(documents: DocumentReader, files: Looked['files']): DocumentReader {
  const own = documentReader(1);
  return {
    segment: (path, text) =>
      text === files.get(path) ? documents.segment(path, text) : parseSegment(path, text),
    // Remembers what is computed from it, so main's is left alone.
    info: own.info,
    items: (all) => all,
  };
}

/** Leaves out problems in a head, which preflight finds itself, and notes and exports, which may hold anything. */
function isUnread(path: TreePath, files: ReadonlyMap<TreePath, string>): boolean {
  return !files.has(path) && !path.includes('/exports/') && isItemName(nameOf(path));
}
