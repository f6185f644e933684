// Fills the plan's tables after snapshots, proposals and landings. The database is an index: whatever stands here can be
// read from Git again, and without a database nothing is written down here at all.

import { stepSettings } from '../src/config.ts';
import { pathsOf } from '../src/domain/change.ts';
import { cueValue } from '../src/domain/cue.ts';
import { durationMs } from '../src/domain/duration.ts';
import type { Enhancement } from '../src/domain/enhancement.ts';
import {
  type CommitId,
  type EnhancementId,
  episodeOf,
  nameOf,
  type TreePath,
  treePath,
} from '../src/domain/ids.ts';
import type { Json } from '../src/domain/json.ts';
import type { MediaShelf } from '../src/domain/media/shelf.ts';
import { type RundownEntry, rundownOf } from '../src/markdown/rundown.ts';
import type { SegmentEntry } from '../src/store/episodes.ts';
import { mediaKind } from '../src/tree/media.ts';
import type { Snapshot } from './changed.ts';
import { originalsBelow } from './originals.ts';
import { authorOf } from './people.ts';
import type { Proposal } from './propose.ts';
import type { Show } from './show.ts';
import { readEpisode } from './subjects.ts';
import { rowsOf } from './view.ts';

export async function recordEpisode(show: Show, { episode, plan, tree }: Proposal): Promise<void> {
  const { store } = show;
  if (!store) return;
  const { info, segments } = readEpisode(episode, plan.main, show.documents);
  const told = stepSettings(show.settings(), 'runtime-calculation');
  const { fps } = told;
  const runs = rundownOf(segments, info, told);
  const ms = (text: string | null) => durationMs(text, fps);
  const blobOf = (path: TreePath) => {
    const text = plan.main.get(path);
    return text === undefined ? null : show.repo.hashBlob(Buffer.from(text));
  };
  const rows = await rowsOf(show, episode);
  const { all } = await show.kept.read(episode);
  const { media } = await show.media.of(tree, episode);
  const assets = await originalsBelow(show.repo, treePath(`episodes/${episode}`));
  store.transaction(() => {
    store.index.recordEpisode({
      episode,
      path: info?.path ?? null,
      blob: info ? blobOf(info.path) : null,
      title: info?.title ?? null,
      subtitle: info?.subtitle ?? null,
      slug: info?.slug ?? null,
      type: info?.type ?? null,
      status: info?.status ?? null,
      airDate: info?.airdate ?? null,
      description: info?.description ?? null,
      durationMs: ms(info?.duration ?? null),
      runtimeMs: ms(info?.totalRuntime ?? null),
    });
    store.index.recordSegments(
      episode,
      runs.entries.map((entry, position) =>
        segmentEntry(entry, position, blobOf(entry.document.path), ms, media),
      ),
    );
    store.index.recordAssets(
      episode,
      assets.map(({ path, bytes, sha256 }) => ({
        path,
        kind: mediaKind(nameOf(path)),
        bytes,
        sha256,
        madeBy: 'person' as const,
      })),
    );
    store.index.recordEnhancements(
      episode,
      rows.flatMap((row) => {
        const kept = all.get(row.id as EnhancementId);
        if (!kept || row.commit === null) return [];
        const { change, origin, stepVersion, proposedMs, subject } = kept.enhancement;
        return [
          {
            id: kept.enhancement.id,
            step: row.step,
            stepVersion,
            state: row.state,
            subject,
            title: row.title,
            why: change.why,
            applicability: row.applicability,
            commit: row.commit as CommitId,
            paths: pathsOf(change),
            base: row.base as Record<string, never>,
            reasons: row.reasons,
            model: origin?.model ?? null,
            prompt: origin?.prompt ?? null,
            costUsd: origin?.costUsd ?? null,
            confidence: origin?.confidence ?? null,
            proposedMs,
          },
        ];
      }),
    );
  });
}

/** What was proposed anew, in the audit trail. */
export async function recordProposals(show: Show, { episode, fresh }: Proposal): Promise<void> {
  if (fresh.length === 0) return;
  const { all } = await show.kept.read(episode);
  show.store?.transaction(() => {
    for (const id of fresh) {
      const kept = all.get(id);
      if (kept?.rendering)
        append(show, 'proposed', kept.enhancement, kept.rendering.commit, 'Show-Build', show.nowMs());
    }
  });
}

function segmentEntry(
  { document: segment, block, countedMs: runtimeMs }: RundownEntry,
  position: number,
  blob: SegmentEntry['blob'],
  ms: (text: string | null) => number | null,
  media: MediaShelf,
): SegmentEntry {
  const words = segment.spokenText.split(/\s+/).filter(Boolean).length;
  return {
    path: segment.path,
    blob,
    position,
    order: segment.order,
    type: segment.type,
    slug: segment.slug,
    title: segment.title,
    description: segment.description,
    status: segment.status,
    block,
    durationMs: ms(segment.duration),
    runtimeMs,
    words,
    body: segment.spokenText,
    cues: segment.cues.map((cue) => {
      return {
        line: cue.line,
        type: cue.type,
        assetId: cue.assetId,
        slug: cue.slug,
        mediaUrl: cueValue(cue, 'mediaurl'),
        mediaPath: media.resolve(cueValue(cue, 'mediaurl') ?? '')?.path ?? null,
        durationMs: ms(cueValue(cue, 'duration')),
        fields: Object.fromEntries(cue.fields.map(({ label, value }) => [label, value])) as Json,
      };
    }),
  };
}

/** A landing, or the revert of one. */
export function recordOutcome(
  show: Show,
  event: 'landed' | 'reverted',
  enhancement: Enhancement,
  commit: CommitId,
  by: string,
  atMs: number = show.nowMs(),
): void {
  append(show, event, enhancement, commit, by, atMs);
}

function append(
  show: Show,
  event: string,
  enhancement: Enhancement,
  commit: CommitId,
  who: string,
  atMs: number,
): void {
  for (const file of enhancement.change.files) {
    show.store?.history.append({
      atMs,
      event,
      episode: enhancement.episode,
      step: enhancement.step,
      subject: enhancement.subject,
      path: file.path,
      enhancement: enhancement.id,
      commit,
      who,
      hashBefore: null,
      hashAfter: event === 'proposed' ? null : (show.disk.get(file.path)?.blob ?? null),
      detail: { title: enhancement.change.title },
    });
  }
}

/** What people edited. The first look at a show is no edit. */
export function recordSnapshot(show: Show, { commits, paths, adopted }: Snapshot): void {
  const commit = commits.at(-1);
  if (!commit || adopted) return;
  show.store?.transaction(() => {
    for (const path of paths) {
      show.store?.history.append({
        atMs: show.nowMs(),
        event: 'edited',
        episode: episodeOf(path),
        step: null,
        subject: path,
        path,
        enhancement: null,
        commit,
        who: authorOf(show.settings()).name,
        hashBefore: null,
        hashAfter: show.disk.get(path)?.blob ?? null,
        detail: null,
      });
    }
  });
}
