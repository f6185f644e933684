// A short mark of what a reviewer looked at, and what has happened to it since. A decision with an outdated mark is
// refused, so that reviewers decide only on what they have seen.
import { textOfWhole } from '../../../src/domain/change.ts';
import type { Decision } from '../../../src/domain/decision.ts';
import type { EnhancementRecord, EnhancementState } from '../../../src/domain/enhancement.ts';
import type { EnhancementId } from '../../../src/domain/ids.ts';
import { type Reason, reason } from '../../../src/domain/reason.ts';
import { ago } from '../../../src/domain/span.ts';
import { hashValue } from '../../../src/hash.ts';
import { contextOf, stateOf } from '../../record/enhancement-state.ts';
import type { Show } from '../../show/show.ts';

const LENGTH = 16;

/** Covers the change as values, its state and its number of decisions; edits elsewhere on main leave it the same. */
export function revisionOf(show: Show, kept: EnhancementRecord): string {
  return revisions(show)(kept);
}

/** For many at once: counts the decisions only once. */
export function revisions(show: Show): (kept: EnhancementRecord) => string {
  const past = contextOf(show);
  const said = new Map<EnhancementId, number>();
  for (const { saying } of show.decisions.all())
    if ('id' in saying) said.set(saying.id, (said.get(saying.id) ?? 0) + 1);
  return (kept) => {
    const { id, change } = kept.enhancement;
    const files = change.files.map((file) => {
      if (file.kind === 'edit') return [file.path, file.edits.map(({ removed, added }) => [removed, added])];
      return [file.path, file.kind, file.kind === 'move' ? file.to : textOfWhole(file)];
    });
    return hashValue([files, stateOf(kept, past), said.get(id) ?? 0]).slice(0, LENGTH);
  };
}

/** Why it can't be decided on any more; null if it is as the reviewer saw it. `seen` null: any revision is accepted. */
export function movedOn(
  show: Show,
  kept: EnhancementRecord,
  seen: string | null,
  states: readonly EnhancementState[],
): Reason | null {
  const state = stateOf(kept, contextOf(show));
  if (states.includes(state) && (seen === null || seen === revisionOf(show, kept))) return null;
  const tech = `${kept.enhancement.id} is ${state} by now`;
  return reason('MOVED_ON', whatHappened(show, kept, state), tech);
}

function whatHappened(show: Show, kept: EnhancementRecord, state: EnhancementState): string {
  const { id } = kept.enhancement;
  const last = show.decisions.all().findLast(({ saying }) => 'id' in saying && saying.id === id);
  const landed = show.history.landed(id);
  if (state === 'landed' && landed !== null) {
    const by = landed.by === 'policy' ? '' : `, by ${landed.by}`;
    return `it has landed ${ago(show.nowMs() - landed.atMs)}${by}`;
  }
  if (state === 'withdrawn' && kept.ended !== null) return `it was withdrawn: ${kept.ended.reason.user}`;
  if (last !== undefined) return `${last.by.name} ${verbOf(last)} ${ago(show.nowMs() - last.atMs)}`;
  return 'its text changed; look at it again';
}

function verbOf({ saying }: Decision): string {
  switch (saying.kind) {
    case 'accept':
      return saying.words === undefined ? 'accepted it' : 'accepted it in words of their own';
    case 'reject':
      return saying.whole ? 'rejected it' : 'took some of its parts';
    case 'revert':
      return 'took it back';
    case 'take-back':
      return 'took the acceptance back';
    case 'redo':
      return 'asked for another answer';
    default:
      return 'decided about it';
  }
}
