// Current state computed from all decisions: verdicts, what must not be proposed again, what is held or paused.
import type { Decision } from './decision.ts';
import type { GateName } from './gate.ts';
import type { EnhancementId, EpisodeId } from './ids.ts';
import { growingNames, type Names } from './names.ts';
import { growingTold, type Told } from './told.ts';

export interface Verdict {
  readonly kind: 'accept' | 'reject' | 'revert';
  readonly decision: Decision;
}

export interface Hold {
  readonly decision: Decision;
  readonly untilMs: number | null;
}

export interface DecisionState extends Told {
  readonly verdicts: ReadonlyMap<EnhancementId, Verdict>;
  readonly holds: ReadonlyMap<EpisodeId, Hold>;
  readonly paused: ReadonlyMap<string | null, Decision>;
  /** Enhancements that a reviewer accepted in part. */
  readonly parted: ReadonlySet<EnhancementId>;
  /** Gates that a person lets an enhancement pass. */
  readonly opened: ReadonlyMap<EnhancementId, ReadonlySet<GateName>>;
  /** null until a person decides, so that nothing lands by itself in a new show. */
  readonly auto: boolean | null;
  /** Name → SQL query and its owner. */
  readonly queries: ReadonlyMap<string, { readonly sql: string; readonly by: string }>;
  readonly names: Names;
  /** US dollars added to an episode's budget, or (null) to the day's, at or after an instant. */
  addedUsd(episode: EpisodeId | null, sinceMs: number): number;
}

interface Money {
  readonly atMs: number;
  readonly episode: EpisodeId | null;
  readonly addUsd: number;
}

export function foldDecisions(decisions: readonly Decision[]): DecisionState {
  const verdicts = new Map<EnhancementId, Verdict>();
  const holds = new Map<EpisodeId, Hold>();
  const paused = new Map<string | null, Decision>();
  const opened = new Map<EnhancementId, ReadonlySet<GateName>>();
  const parted = new Set<EnhancementId>();
  const names = growingNames();
  const queries = new Map<string, { readonly sql: string; readonly by: string }>();
  const told = growingTold();
  const money: Money[] = [];
  let auto: boolean | null = null;

  for (const [at, decision] of decisions.entries()) {
    const { saying } = decision;
    switch (saying.kind) {
      case 'accept':
        verdicts.set(saying.id, { kind: 'accept', decision });
        break;
      case 'reject':
        told.reject(saying);
        if (saying.whole) verdicts.set(saying.id, { kind: 'reject', decision });
        else parted.add(saying.id);
        break;
      case 'revert':
        told.revert(saying, saying.fields);
        verdicts.set(saying.id, { kind: 'revert', decision });
        break;
      case 'redo':
      case 'take-back':
        if (saying.kind === 'redo') told.askAgain(saying, saying.remark);
        // Letting it pass gates was part of accepting it.
        else opened.delete(saying.id);
        if (verdicts.get(saying.id)?.kind === 'accept') verdicts.delete(saying.id);
        break;
      case 'open-gate':
        opened.set(saying.id, new Set([...(opened.get(saying.id) ?? []), saying.gate]));
        break;
      case 'hold':
        holds.set(saying.episode, { decision, untilMs: saying.untilMs });
        break;
      case 'release':
        holds.delete(saying.episode);
        break;
      case 'pause':
        paused.set(saying.step, decision);
        break;
      case 'resume':
        if (saying.step === null) paused.clear();
        else paused.delete(saying.step);
        break;
      case 'auto':
        auto = saying.on;
        break;
      case 'budget':
        money.push({ atMs: decision.atMs, episode: saying.episode, addUsd: saying.addUsd });
        break;
      case 'save-query':
        queries.set(saying.name, { sql: saying.sql, by: decision.by.name });
        break;
      case 'forget-query':
        queries.delete(saying.name);
        break;
      case 'follow':
        names.add(saying.episode, saying, at);
        told.follow(saying);
        break;
    }
  }

  return {
    verdicts,
    holds,
    paused,
    parted,
    opened,
    auto,
    queries,
    names,
    ...told,
    addedUsd: (episode, sinceMs) => addedSince(money, episode, sinceMs),
  };
}

function addedSince(money: readonly Money[], episode: EpisodeId | null, sinceMs: number): number {
  const own = money.filter((each) => each.episode === episode && each.atMs >= sinceMs);
  return own.reduce((sum, { addUsd }) => sum + addUsd, 0);
}
