// Current state computed from all decisions: verdicts, what must not be proposed again, what is held or paused.
import type { Decision, DecisionTarget } from './decision.ts';
import type { GateName } from './gate.ts';
import type { EnhancementId, EpisodeId, Hash, TreePath } from './ids.ts';

export interface Verdict {
  readonly kind: 'accept' | 'reject' | 'revert';
  readonly decision: Decision;
}

export interface Hold {
  readonly decision: Decision;
  readonly untilMs: number | null;
}

/** Decisions about one step on one subject. */
interface Said {
  readonly rejectedInputs: Set<Hash>;
  readonly rejectedHunks: Set<Hash>;
  readonly revertedFields: Set<string>;
  readonly remarks: string[];
  /** Number of times a person asked for another answer; part of the fingerprint. */
  asked: number;
}

export interface DecisionState {
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
  /** Old path → newest path, for subjects renamed by a person. */
  readonly renames: ReadonlyMap<TreePath, TreePath>;
  rejected(step: string, subject: TreePath, input: Hash): boolean;
  rejectedHunk(step: string, subject: TreePath, hunk: Hash): boolean;
  revertedField(step: string, subject: TreePath, field: string): boolean;
  remarks(step: string, subject: TreePath): readonly string[];
  /** US dollars added to an episode's budget, or (null) to the day's, at or after an instant. */
  addedUsd(episode: EpisodeId | null, sinceMs: number): number;
  asked(step: string, subject: TreePath): number;
}

export function foldDecisions(decisions: readonly Decision[]): DecisionState {
  const verdicts = new Map<EnhancementId, Verdict>();
  const holds = new Map<EpisodeId, Hold>();
  const paused = new Map<string | null, Decision>();
  const opened = new Map<EnhancementId, ReadonlySet<GateName>>();
  const parted = new Set<EnhancementId>();
  const renames = new Map<TreePath, TreePath>();
  const queries = new Map<string, { readonly sql: string; readonly by: string }>();
  const said = new Map<string, Said>();
  const money: { readonly atMs: number; readonly episode: EpisodeId | null; readonly addUsd: number }[] = [];
  let auto: boolean | null = null;

  for (const decision of decisions) {
    const { saying } = decision;
    switch (saying.kind) {
      case 'accept':
        verdicts.set(saying.id, { kind: 'accept', decision });
        break;
      case 'reject': {
        const about = saidOf(said, saying);
        for (const hunk of saying.hunks) about.rejectedHunks.add(hunk);
        if (!saying.whole) {
          parted.add(saying.id);
          break;
        }
        about.rejectedInputs.add(saying.input);
        verdicts.set(saying.id, { kind: 'reject', decision });
        break;
      }
      case 'revert':
        for (const field of saying.fields) saidOf(said, saying).revertedFields.add(field);
        verdicts.set(saying.id, { kind: 'revert', decision });
        break;
      case 'redo':
        askAgain(saidOf(said, saying), saying.remark);
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
      case 'rename':
        rename(renames, said, saying.from, saying.to);
        break;
    }
  }

  const look = (step: string, subject: TreePath) => said.get(key(step, subject));
  return {
    verdicts,
    holds,
    paused,
    parted,
    opened,
    auto,
    queries,
    renames,
    rejected: (step, subject, input) => look(step, subject)?.rejectedInputs.has(input) ?? false,
    rejectedHunk: (step, subject, hunk) => look(step, subject)?.rejectedHunks.has(hunk) ?? false,
    revertedField: (step, subject, field) => look(step, subject)?.revertedFields.has(field) ?? false,
    remarks: (step, subject) => look(step, subject)?.remarks ?? [],
    addedUsd: (episode, sinceMs) =>
      money.reduce(
        (sum, each) => (each.episode === episode && each.atMs >= sinceMs ? sum + each.addUsd : sum),
        0,
      ),
    asked: (step, subject) => look(step, subject)?.asked ?? 0,
  };
}

function key(step: string, subject: TreePath): string {
  return `${step}\n${subject}`;
}

function saidOf(said: Map<string, Said>, about: DecisionTarget): Said {
  const name = key(about.step, about.subject);
  const found = said.get(name) ?? {
    rejectedInputs: new Set(),
    rejectedHunks: new Set(),
    revertedFields: new Set(),
    remarks: [],
    asked: 0,
  };
  said.set(name, found);
  return found;
}

/** A `redo` lifts earlier rejections and reverts. */
function askAgain(about: Said, remark: string | null): void {
  about.rejectedInputs.clear();
  about.rejectedHunks.clear();
  about.revertedFields.clear();
  about.asked += 1;
  // Without a remark the request would be the same, and so would its cached answer.
  about.remarks.push(remark ?? `Word it differently than before (${about.asked}).`);
}

function rename(
  renames: Map<TreePath, TreePath>,
  said: Map<string, Said>,
  from: TreePath,
  to: TreePath,
): void {
  for (const [old, now] of renames) if (now === from) renames.set(old, to);
  renames.set(from, to);
  renames.delete(to);
  for (const [name, about] of [...said]) {
    // Up to the first line end: a file name may contain one, a step's id can't.
    const step = name.slice(0, name.indexOf('\n'));
    if (name !== key(step, from)) continue;
    said.delete(name);
    said.set(key(step, to), about);
  }
}
