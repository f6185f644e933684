// Checks whether an episode is ready for air and lists what is left to do. A pure function of its texts and media: uses
// no clock and repairs nothing. Only items on air can block the episode; items left out are listed with the reason.
import type { Diagnostic } from '../domain/diagnostic.ts';
import type { EpisodeId, TreePath } from '../domain/ids.ts';
import { treePath } from '../domain/ids.ts';
import type { MediaShelf } from '../domain/media/shelf.ts';
import type { InfoDocument, SegmentDocument } from '../markdown/document.ts';
import { rundownDiagnostics } from '../markdown/rundown/diagnostics.ts';
import { type Rundown, type RundownEntry, type RundownOptions, rundownOf } from '../markdown/rundown.ts';
import { checkAssetIds } from './preflight/asset-ids.ts';
import { checkConflicts } from './preflight/conflicts.ts';
import { checkCues } from './preflight/cues.ts';
import { checkEpisode } from './preflight/episode.ts';
import { asAdvice, type Finding, finding, weighed } from './preflight/finding.ts';
import { checkItem } from './preflight/item.ts';
import { checkMedia } from './preflight/media.ts';
import { checkNames } from './preflight/names.ts';
import { checkOrder } from './preflight/order.ts';
import { checkTwice } from './preflight/twice.ts';

export type { Finding } from './preflight/finding.ts';

/** The parts of a step's episode subject that preflight needs. */
export interface PreflightValues {
  readonly episode: EpisodeId;
  readonly info: InfoDocument | null;
  readonly segments: readonly SegmentDocument[];
  readonly media: MediaShelf;
  readonly conflictCopies: readonly TreePath[];
  readonly settings: RundownOptions;
  /** Diagnostics of files that could not be read at all and so are missing from `segments`. */
  readonly unread?: readonly Diagnostic[];
}

export interface ItemReport {
  readonly path: TreePath;
  readonly order: number | null;
  readonly title: string | null;
  readonly type: string | null;
  readonly onAir: boolean;
  /** Null if not on air. */
  readonly ready: boolean | null;
  /** Why it is left out, as a clause (`it has no status`); null if on air. */
  readonly whyNot: string | null;
  readonly block: string | null;
  /** Milliseconds from the start of the show; null if left out. */
  readonly startMs: number | null;
  readonly durationMs: number;
}

export interface EpisodeReport {
  readonly episode: EpisodeId;
  readonly title: string | null;
  /** As written in info.md. */
  readonly airdate: string | null;
  readonly ready: boolean;
  /** Sorted by severity (blocking errors first), then in show order. */
  readonly findings: readonly Finding[];
  /** In show order, including items left out. */
  readonly items: readonly ItemReport[];
  readonly totalMs: number;
  /** Null if no length is planned. */
  readonly plannedMs: number | null;
  /** Positive is over, negative is under; null if no length is planned. */
  readonly overMs: number | null;
  /** Frames per second in the show’s durations. */
  readonly fps: number;
}

export function preflight(values: PreflightValues): EpisodeReport {
  const { episode, info, segments, media, conflictCopies, settings, unread = [] } = values;
  const parts = [episode, JSON.stringify([settings, conflictCopies, unread]), media, ...segments];
  return info === null ? reported(values) : info.once('preflight', parts, () => reported(values));
}

function reported(values: PreflightValues): EpisodeReport {
  const rundown = rundownOf(values.segments, values.info, values.settings);
  const findings = inOrder(allFindings(values, rundown), rundown);
  const blocked = new Set(findings.filter(({ blocks }) => blocks).map(({ path }) => path));
  const { totalMs, plannedMs, overMs, fps } = rundown;
  return {
    episode: values.episode,
    title: values.info?.title ?? null,
    airdate: values.info?.airdate ?? null,
    ready: blocked.size === 0,
    findings,
    items: rundown.entries.map((entry) => itemReport(entry, blocked)),
    totalMs,
    plannedMs,
    overMs,
    fps,
  };
}

function itemReport(entry: RundownEntry, blocked: ReadonlySet<string>): ItemReport {
  const { document, onAir, whyNot, block, startMs, durationMs } = entry;
  const { path, order, title, type } = document;
  const ready = onAir ? !blocked.has(path) : null;
  return { path, order, title, type, onAir, ready, whyNot, block, startMs, durationMs };
}

function allFindings(values: PreflightValues, rundown: Rundown): readonly Finding[] {
  const { episode, info, media, settings } = values;
  const onAir = rundown.entries.filter((entry) => entry.onAir);
  const items = onAir.map(({ document }) => document);
  const infoPath = info?.path ?? treePath(`episodes/${episode}/info.md`);
  const unread = values.unread ?? [];
  // info.md exists but is unreadable, so a missing one must not be reported too.
  const isUnread = unread.some(({ path }) => path === infoPath);
  const files = new Set<string>([infoPath, ...items.map(({ path }) => path)]);
  return [
    ...unread.flatMap((each) => weighed(each) ?? []),
    ...(isUnread ? [] : checkEpisode(episode, info, settings.fps)),
    ...(items.length === 0 ? [finding('NOTHING_ON_AIR', infoPath, null)] : []),
    ...checkConflicts(values.conflictCopies, files),
    ...checkNames(rundown.entries),
    ...checkOrder(items),
    ...checkTwice(items),
    ...checkAssetIds(items),
    ...onAir.flatMap((entry) => checkItem(entry, info, settings.fps)),
    ...items.flatMap((item) => checkCues(item, values.segments, media, settings)),
    ...checkMedia(rundown, media),
    ...(items.length === 0 ? [] : rundownDiagnostics(rundown).flatMap((each) => weighed(each) ?? [])),
    ...rundown.entries.filter((entry) => !entry.onAir).flatMap(leftOut),
  ];
}

/** Reports problems in the head as advice: an unreadable status may be why the item is left out. */
function leftOut({ document }: RundownEntry): readonly Finding[] {
  const heads = document.diagnostics.filter(({ code }) => code.startsWith('HEAD_'));
  return heads.flatMap((each) => weighed(each) ?? []).map(asAdvice);
}

const WEIGHT = { error: 0, warning: 1, note: 2 } as const;

function inOrder(findings: readonly Finding[], { entries }: Rundown): readonly Finding[] {
  const place = new Map<string, number>(entries.map(({ document }, i) => [document.path, i]));
  return [...findings].sort(
    (a, b) =>
      WEIGHT[a.severity] - WEIGHT[b.severity] ||
      (place.get(a.path) ?? -1) - (place.get(b.path) ?? -1) ||
      (a.line ?? 0) - (b.line ?? 0) ||
      compare(a.code, b.code) ||
      compare(a.path, b.path),
  );
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
