// The conditions for landing. Each closed gate has a sentence for the producer and, if time alone opens it, the moment
// it opens.

import type { Lane } from './enhancement.ts';
import type { EpisodeId } from './ids.ts';
import { type Reason, reason } from './reason.ts';
import { ago } from './span.ts';
import type { SyncWait } from './sync-gate.ts';

export const GATE_NAMES = ['verdict', 'base', 'settled', 'idle', 'sync', 'hold', 'order', 'disk'] as const;

export type GateName = (typeof GATE_NAMES)[number];

export type Gate =
  | { readonly name: GateName; readonly open: true }
  | {
      readonly name: GateName;
      readonly open: false;
      readonly reason: Reason;
      /** When it may open by itself; null if a person has to act. */
      readonly opensAtMs: number | null;
    };

export type ClosedGate = Gate & { readonly open: false };

export interface GateFacts {
  readonly nowMs: number;
  readonly episode: EpisodeId;
  readonly lane: Lane;
  readonly accepted: boolean;
  /** Made from the whole episode: changes with every edit in it, wherever. */
  readonly isSummary: boolean;
  /** Automatic landing for the whole show; null = not decided yet. */
  readonly auto: boolean | null;
  /** Why the bytes on disk, the blob on main and the commit's base differ; null if they are the same. */
  readonly base: Reason | null;
  readonly files: readonly FileQuiet[];
  readonly episodeQuiet: EpisodeQuiet;
  readonly settleMs: number;
  readonly settleRemoteMs: number;
  readonly idleMs: number;
  /** Why Syncthing is not done with its files; null if it is, or if nothing syncs the show. */
  readonly sync: SyncWait | null;
  readonly held: readonly HoldReason[];
  /** Gates that a person lets this enhancement pass. */
  readonly passes: ReadonlySet<GateName>;
  readonly order: Reason | null;
  readonly disk: Reason | null;
}

export interface FileQuiet {
  readonly name: string;
  /** Milliseconds since a person's last change arrived; null = no change by a person is known. */
  readonly quietMs: number | null;
  readonly remote: boolean;
  readonly person: string;
}

export interface EpisodeQuiet {
  readonly quietMs: number | null;
  /** How long people have been editing it without a pause of `idleMs`. */
  readonly editingForMs: number;
  readonly person: string;
}

/** A deliberate hold on landings. */
export interface HoldReason {
  readonly reason: Reason;
  readonly opensAtMs: number | null;
  /** `everything`: holds accepted enhancements too · `automatic`: holds only automatic landings · `choice`: the same,
   *  but a person may let one enhancement pass. */
  readonly holds: 'everything' | 'automatic' | 'choice';
}

/** After people have been editing the episode for this long, it is enough that the changed files have been left alone as
 *  long as an episode has to be. */
const LONG_EDITING_MS = 30 * 60_000;

export function gates(facts: GateFacts): readonly Gate[] {
  return [
    verdict(facts),
    given('base', facts.base),
    settled(facts),
    idle(facts),
    facts.sync === null
      ? { name: 'sync', open: true }
      : shut('sync', facts.sync.reason, facts.sync.opensAtMs),
    ...hold(facts),
    given('order', facts.order),
    given('disk', facts.disk),
  ];
}

export function closed(all: readonly Gate[]): readonly ClosedGate[] {
  return all.filter((gate): gate is ClosedGate => !gate.open);
}

function shut(name: GateName, why: Reason, opensAtMs: number | null = null): Gate {
  return { name, open: false, reason: why, opensAtMs };
}

function given(name: GateName, why: Reason | null): Gate {
  return why === null ? { name, open: true } : shut(name, why);
}

function verdict({ accepted, lane, auto }: GateFacts): Gate {
  const name = 'verdict';
  if (accepted) return { name, open: true };
  if (lane === 'review')
    return shut(
      name,
      reason('NOT_REVIEWED', 'waits for a reviewer', 'policy is review and no verdict is recorded'),
    );
  if (auto === true) return { name, open: true };
  return shut(
    name,
    auto === null
      ? reason(
          'AUTO_NOT_ON',
          'would land by itself, but automatic landing is not switched on yet',
          'nobody has said auto on or off',
        )
      : reason('AUTO_OFF', 'would land by itself, but automatic landing is off'),
  );
}

function settled({ nowMs, files, settleMs, settleRemoteMs }: GateFacts): Gate {
  let worst: { waitMs: number; file: FileQuiet } | null = null;
  for (const file of files) {
    if (file.quietMs === null) continue;
    const waitMs = (file.remote ? settleRemoteMs : settleMs) - file.quietMs;
    if (waitMs > 0 && waitMs > (worst?.waitMs ?? 0)) worst = { waitMs, file };
  }
  if (worst === null) return { name: 'settled', open: true };
  const { file, waitMs } = worst;
  const user = `${file.person} edited ${file.name} ${ago(file.quietMs ?? 0)}`;
  return shut(
    'settled',
    reason('NOT_SETTLED', user, `${file.name} has been quiet for ${file.quietMs} ms`),
    nowMs + waitMs,
  );
}

function idle(facts: GateFacts): Gate {
  const name = 'idle';
  const { nowMs, accepted, isSummary, episode, episodeQuiet, idleMs, passes } = facts;
  const { quietMs, editingForMs, person } = episodeQuiet;
  if (accepted || passes.has(name) || quietMs === null) return { name, open: true };
  const filesWaitMs = Math.max(0, ...facts.files.map((file) => idleMs - (file.quietMs ?? idleMs)));
  const soonMs = isSummary ? Number.POSITIVE_INFINITY : Math.max(LONG_EDITING_MS - editingForMs, filesWaitMs);
  const waitMs = Math.min(idleMs - quietMs, soonMs);
  if (waitMs <= 0) return { name, open: true };
  const user = `${person} is working on ${episode} (last edit ${ago(quietMs)})`;
  return shut(name, reason('NOT_IDLE', user, `episode quiet for ${quietMs} of ${idleMs} ms`), nowMs + waitMs);
}

/** One gate per hold, so that each is visible and, if it is a choice, can be opened. */
function hold({ held, accepted, passes }: GateFacts): readonly Gate[] {
  const name = 'hold';
  const holding = held.filter(
    ({ holds }) => holds === 'everything' || (!accepted && !(holds === 'choice' && passes.has(name))),
  );
  if (holding.length === 0) return [{ name, open: true }];
  return holding.map((each) => shut(name, each.reason, each.opensAtMs));
}
