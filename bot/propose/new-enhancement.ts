// The enhancement that stands for a wanted change: the open one that is the same change, or a summary renewed under its
// id, or a new one with an id of its own. Pure.
import { type Change, textOfWhole } from '../../src/domain/change.ts';
import type { Enhancement } from '../../src/domain/enhancement.ts';
import type { EnhancementId, EpisodeId } from '../../src/domain/ids.ts';
import type { Json } from '../../src/domain/json.ts';
import { hashValue } from '../../src/hash.ts';
import type { WantedChange } from '../plan/plan-values.ts';
import type { Pair } from './matching.ts';

export interface Making {
  readonly episode: EpisodeId;
  readonly nowMs: number;
  /** The id for a new enhancement; hashing it is skipped where the open one keeps its own. */
  readonly id: () => EnhancementId;
  readonly supersedes: EnhancementId | null;
}

/** `change`: the wanted one, placed on the layers below. */
export function enhancementOf(
  { wanted, same, isRenewed }: Pair,
  change: Change,
  making: Making,
): Enhancement {
  const { input, fingerprint, lane } = wanted;
  if (same && isRenewed) {
    const [stepVersion, { origin }, renewedMs] = [wanted.step.version, wanted, making.nowMs];
    return { ...same.kept.enhancement, change, input, fingerprint, lane, stepVersion, origin, renewedMs };
  }
  // Placement and inputs are current; id, time of proposing and origin stay.
  if (same) return { ...same.kept.enhancement, change, input, fingerprint, lane };
  return {
    id: making.id(),
    episode: making.episode,
    step: wanted.step.id,
    stepVersion: wanted.step.version,
    subject: wanted.subject,
    input,
    fingerprint,
    change,
    origin: wanted.origin,
    lane,
    proposedMs: making.nowMs,
    supersedes: making.supersedes,
  };
}

/** Ten hex digits of the content's hash, with the next number hashed in where that id is taken. */
export function newId(
  episode: EpisodeId,
  wanted: WantedChange,
  taken: (id: EnhancementId) => boolean,
): EnhancementId {
  const what: Json = [
    episode,
    wanted.step.id,
    wanted.subject,
    wanted.input,
    wanted.change.files.map((file) =>
      file.kind === 'edit'
        ? [file.path, file.edits.map((e) => [e.start, e.removed, e.added])]
        : [file.path, file.kind === 'move' ? file.to : textOfWhole(file)],
    ),
  ];
  for (let n = 0; ; n++) {
    const id = hashValue([what, n]).slice(0, 10) as EnhancementId;
    if (!taken(id)) return id;
  }
}
