// Descriptions and measurements of media, on refs/show-build/media-facts: one text for each content, under its hash. A renamed file costs nothing, and a database that is gone is no reason to measure anew.
import type { TreePath } from '../../src/domain/ids.ts';
import { treePath } from '../../src/domain/ids.ts';
import {
  type Cut,
  cutKey,
  type MediaFacts,
  type MediaMeasure,
  type MediaReport,
} from '../../src/domain/media/facts.ts';
import type { FileEntry, Repo } from '../../src/git/repo.ts';
import { appendTo } from './append-only-ref.ts';
import { MEDIA_FACTS } from './refs.ts';

export interface MediaFactBook {
  /** Null if nothing is known of these bytes. */
  of(sha256: string): Promise<MediaReport | null>;
  noteFacts(sha256: string, facts: MediaFacts, atMs: number): Promise<void>;
  /** The program in this version can't read it. */
  noteUnreadable(sha256: string, why: string, version: string, atMs: number): Promise<void>;
  noteMeasure(sha256: string, cut: Cut, measure: MediaMeasure, atMs: number): Promise<void>;
}

const NOTHING: MediaReport = { facts: null, unreadable: null, cuts: {} };

export function mediaFactBook(repo: Repo): MediaFactBook {
  const known = new Map<string, { readonly blob: string; readonly report: MediaReport }>();
  let writing: Promise<void> = Promise.resolve();

  async function read(sha256: string): Promise<MediaReport | null> {
    const tip = await repo.ref(MEDIA_FACTS);
    const entry = tip && (await repo.fileAt((await repo.readCommit(tip)).tree, placeOf(sha256)));
    if (!entry) return null;
    const last = known.get(sha256);
    if (last?.blob === entry.id) return last.report;
    const report = {
      ...NOTHING,
      ...JSON.parse((await repo.readBlob(entry.id)).toString('utf8')),
    } as MediaReport;
    known.set(sha256, { blob: entry.id, report });
    return report;
  }

  /** One after the other: two jobs may end at the same moment. */
  function change(sha256: string, atMs: number, to: (report: MediaReport) => MediaReport): Promise<void> {
    const next = writing.then(async () => {
      const report = to((await read(sha256)) ?? NOTHING);
      const id = await repo.writeBlob(Buffer.from(`${JSON.stringify(report, null, 1)}\n`));
      const files = new Map<TreePath, FileEntry>([[placeOf(sha256), { id, mode: '100644' }]]);
      await appendTo(repo, MEDIA_FACTS, { files, message: 'Note what was measured of a media file', atMs });
    });
    // The next one writes whether or not this one could.
    writing = next.catch(() => {});
    return next;
  }

  return {
    of: read,
    noteFacts: (sha256, facts, atMs) =>
      change(sha256, atMs, (report) => ({ ...report, facts, unreadable: null })),
    noteUnreadable: (sha256, why, version, atMs) =>
      change(sha256, atMs, (report) => ({ ...report, unreadable: { why, version } })),
    noteMeasure: (sha256, cut, measure, atMs) =>
      change(sha256, atMs, (report) => ({ ...report, cuts: { ...report.cuts, [cutKey(cut)]: measure } })),
  };
}

function placeOf(sha256: string): TreePath {
  return treePath(`${sha256.slice(0, 2)}/${sha256}.json`);
}
