// Limits how much may wait for a decision: picks the wanted changes to keep back, so that reviewers are not swamped.
// Pure. Never takes away what is already open, and never keeps back what lands by itself (other changes build on it) or
// what a person asked for.
import type { Change } from '../../src/domain/change.ts';
import type { EnhancementId, TreePath } from '../../src/domain/ids.ts';
import { type Reason, reason } from '../../src/domain/reason.ts';
import type { SkippedWork, WantedChange } from '../plan/plan-values.ts';

export interface BacklogLimits {
  readonly episode: string;
  /** null: no limit. */
  readonly openPerEpisode: number | null;
  readonly newPerHour: number | null;
  /** In the whole show, within the last hour. */
  readonly newThisHour: number;
  /** Whether changes in lane `auto` land without a decision now; if so, they don't count. */
  readonly autoLands: boolean;
  /** Whether it is accepted: it may still wait, but not for a decision. */
  readonly isDecided: (id: EnhancementId) => boolean;
  readonly isAskedFor: (step: string, subject: TreePath) => boolean;
  /** Position of a subject in the rundown; the first is proposed first. */
  readonly place: (subject: TreePath) => number;
}

/** A change that is on the branch regardless of the limits. */
export interface StandingChange extends Pick<WantedChange, 'lane' | 'subject' | 'change'> {
  /** null for a change that replaces another. */
  readonly id: EnhancementId | null;
}

export interface Backlog {
  /** Number open and undecided, including newly admitted changes; the form fixes of one segment count as one. */
  readonly open: number;
  readonly keptBack: ReadonlyMap<WantedChange, Reason>;
}

/** Is it a form fix beyond dispute? Those of one segment are counted, shown and decided on together. */
function isTrivial(subject: TreePath, { applicability, files }: Change): boolean {
  const isForm = files.every(({ kind, path }) => kind === 'edit' && path === subject);
  return applicability === 'safe' && subject.includes('/rundown/') && isForm;
}

/** The same value for all changes that count as one. */
export function groupOf<G extends Pick<WantedChange, 'subject' | 'change'>>(one: G): string | G {
  return isTrivial(one.subject, one.change) ? one.subject : one;
}

type Counting = Pick<BacklogLimits, 'autoLands' | 'isDecided'>;

function counts({ lane }: Pick<WantedChange, 'lane'>, { autoLands }: Counting): boolean {
  return lane === 'review' || !autoLands;
}

/** One value for each that is open and undecided. */
export function openGroups(standing: readonly StandingChange[], limits: Counting): Set<unknown> {
  const isUndecided = ({ id }: StandingChange) => id === null || !limits.isDecided(id);
  return new Set(standing.filter((one) => counts(one, limits) && isUndecided(one)).map(groupOf));
}

/** `fresh`: changes that have not been proposed before, in plan order. */
export function backlog(
  fresh: readonly WantedChange[],
  standing: readonly StandingChange[],
  room: BacklogLimits,
): Backlog {
  const open = openGroups(standing, room);
  const before = open.size;
  for (const one of fresh) if (one.lane === 'auto' && counts(one, room)) open.add(groupOf(one));

  const keptBack = new Map<WantedChange, Reason>();
  for (const one of inOrder(fresh, room)) {
    const isFirst = !open.has(groupOf(one));
    const why = isFirst && !room.isAskedFor(one.step.id, one.subject) ? full(open.size, before, room) : null;
    if (why === null) open.add(groupOf(one));
    else keptBack.set(one, why);
  }
  return { open: open.size, keptBack };
}

function full(open: number, before: number, room: BacklogLimits): Reason | null {
  const { openPerEpisode, newPerHour, newThisHour, episode } = room;
  if (openPerEpisode !== null && open >= openPerEpisode)
    return reason('BACKLOG_FULL', `${open} are open in ${episode}; decide some first`);
  if (newPerHour !== null && newThisHour + open - before >= newPerHour)
    return reason('BACKLOG_FULL', `${newPerHour} new ones are enough for an hour; the next ones come later`);
  return null;
}

/** Rundown order; within a subject, highest confidence first, then plan order. */
function inOrder(fresh: readonly WantedChange[], { place }: BacklogLimits): readonly WantedChange[] {
  const sure = ({ origin }: WantedChange) => origin?.confidence ?? 1;
  return fresh
    .filter(({ lane }) => lane === 'review')
    .map((one) => ({ one, at: place(one.subject) }))
    .sort((a, b) => a.at - b.at || sure(b.one) - sure(a.one))
    .map(({ one }) => one);
}

/** The changes kept back, as skipped work: one entry per step and subject. */
export function keptBackIdle({ keptBack }: Backlog): readonly SkippedWork[] {
  const idle = new Map<string, SkippedWork>();
  for (const [{ step, subject }, why] of keptBack)
    idle.set(`${step.id} ${subject}`, { step: step.id, subject, reason: why });
  return [...idle.values()];
}
