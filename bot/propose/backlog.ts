// How much may wait for a decision: which of the changes that ought to be proposed are kept back, so that nobody faces a
// wall of them. Pure. What is open already is never taken away, what lands by itself is never kept back (other changes
// are made on it), and what a person asked for comes at once.
import type { Change } from '../../src/domain/change.ts';
import type { EnhancementId, TreePath } from '../../src/domain/ids.ts';
import { type Reason, reason } from '../../src/domain/reason.ts';
import type { SkippedWork, WantedChange } from '../plan/plan.ts';

export interface BacklogLimits {
  readonly episode: string;
  /** null = any number. */
  readonly openPerEpisode: number | null;
  readonly newPerHour: number | null;
  /** Over the whole show, within the last hour. */
  readonly newThisHour: number;
  /** Changes of the lane auto land by themselves now: nobody has to decide about them, and they don't count. */
  readonly autoLands: boolean;
  /** Accepted: it may still wait, but for nobody's decision. */
  readonly isDecided: (id: EnhancementId) => boolean;
  readonly isAskedFor: (step: string, subject: TreePath) => boolean;
  /** Where in the rundown a subject stands; the first is proposed first. */
  readonly place: (subject: TreePath) => number;
}

/** What stands on the branch whether or not there is room. */
export interface StandingChange extends Pick<WantedChange, 'lane' | 'subject' | 'change'> {
  /** null: it takes the place of another. */
  readonly id: EnhancementId | null;
}

export interface Backlog {
  /** Open and undecided, form fixes of one segment counted as one; those included that are let in. */
  readonly open: number;
  readonly keptBack: ReadonlyMap<WantedChange, Reason>;
}

/** A form fix that nobody could disagree with: those of one segment are counted, shown and decided together. */
function isTrivial(subject: TreePath, { applicability, files }: Change): boolean {
  const isForm = files.every(({ kind, path }) => kind === 'edit' && path === subject);
  return applicability === 'safe' && subject.includes('/rundown/') && isForm;
}

/** Equal for all that count as one. */
export function groupOf<G extends Pick<WantedChange, 'subject' | 'change'>>(one: G): string | G {
  return isTrivial(one.subject, one.change) ? one.subject : one;
}

/** `fresh`: changes that have not been proposed before, in the order of the plan. */
export function backlog(
  fresh: readonly WantedChange[],
  standing: readonly StandingChange[],
  room: BacklogLimits,
): Backlog {
  const open = new Set<unknown>();
  const counts = ({ lane }: Pick<WantedChange, 'lane'>) => lane === 'review' || !room.autoLands;
  for (const one of standing)
    if (counts(one) && (one.id === null || !room.isDecided(one.id))) open.add(groupOf(one));
  const before = open.size;
  for (const one of fresh) if (one.lane === 'auto' && counts(one)) open.add(groupOf(one));

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

/** The order of the rundown; of one subject what is surest first, then as planned. */
function inOrder(fresh: readonly WantedChange[], { place }: BacklogLimits): readonly WantedChange[] {
  const sure = ({ origin }: WantedChange) => origin?.confidence ?? 1;
  return fresh
    .filter(({ lane }) => lane === 'review')
    .map((one) => ({ one, at: place(one.subject) }))
    .sort((a, b) => a.at - b.at || sure(b.one) - sure(a.one))
    .map(({ one }) => one);
}

/** As what was not done, once for each step and subject. */
export function keptBackIdle({ keptBack }: Backlog): readonly SkippedWork[] {
  const idle = new Map<string, SkippedWork>();
  for (const [{ step, subject }, why] of keptBack)
    idle.set(`${step.id} ${subject}`, { step: step.id, subject, reason: why });
  return [...idle.values()];
}
