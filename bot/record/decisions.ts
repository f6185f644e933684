// The chain of decisions: one commit per decision on refs/show-build/decisions, with the decision as a line of JSON in
// its body. A decision is acknowledged once it is durable here; the folded state in memory is updated after that.
import { z } from 'zod';
import { fieldsOf } from '../../src/domain/change.ts';
import { inUsd } from '../../src/domain/cost.ts';
import type { Decision, DecisionKind, Who } from '../../src/domain/decision.ts';
import type { EnhancementRecord } from '../../src/domain/enhancement.ts';
import { GATE_NAMES } from '../../src/domain/gate.ts';
import type { CommitId } from '../../src/domain/ids.ts';
import { type DecisionState, foldDecisions } from '../../src/domain/memory.ts';
import { message } from '../../src/domain/trailers.ts';
import { Fault } from '../../src/errors.ts';
import type { Repo } from '../../src/git/repo.ts';
import { DECISIONS } from './refs.ts';

export interface Decisions {
  readonly memory: () => DecisionState;
  /** Number of decisions: a cheap check for “has anything been decided since”. */
  readonly count: () => number;
  readonly all: () => readonly Decision[];
  /** The commits of `all`, in the same order. */
  readonly commits: () => readonly CommitId[];
  add(decision: Decision): Promise<void>;
}

export async function openDecisions(repo: Repo): Promise<Decisions> {
  let tip = await repo.ref(DECISIONS);
  const { all, commits } = await readChain(repo, tip);
  let memory = foldDecisions(all);
  return {
    memory: () => memory,
    count: () => all.length,
    all: () => all,
    commits: () => commits,
    async add(decision) {
      const signature = { ...decision.by, atMs: decision.atMs };
      const commit = await repo.writeCommit({
        tree: await repo.emptyTree(),
        parents: tip === null ? [] : [tip],
        author: signature,
        committer: signature,
        message: messageOf(decision),
      });
      if (!(await repo.moveRef(DECISIONS, { from: tip, to: commit }))) {
        throw new Fault('bug', 'DECISIONS_MOVED', 'Something else wrote a decision; run it again');
      }
      tip = commit;
      all.push(decision);
      commits.push(commit);
      memory = foldDecisions(all);
    },
  };
}

async function readChain(
  repo: Repo,
  tip: CommitId | null,
): Promise<{ readonly all: Decision[]; readonly commits: CommitId[] }> {
  const all: Decision[] = [];
  const commits: CommitId[] = [];
  for (let at = tip; at !== null; ) {
    const commit = await repo.readCommit(at);
    all.push(parseDecision(commit.message, at));
    commits.push(at);
    at = commit.parents[0] ?? null;
  }
  return { all: all.reverse(), commits: commits.reverse() };
}

function messageOf(decision: Decision): string {
  const { saying } = decision;
  const trailers: [string, string][] = [['Decision', saying.kind]];
  if ('id' in saying) trailers.push(['Enhancement', saying.id]);
  if ('episode' in saying && saying.episode !== null) trailers.push(['Episode', saying.episode]);
  if ('step' in saying && saying.step !== null) trailers.push(['Step', saying.step]);
  trailers.push(['By', nameOf(decision.by)]);
  return message({
    subject: subjectOf(saying),
    body: [decision.why?.replaceAll(/\s+/g, ' ').trim(), spelled(decision)].filter(Boolean).join('\n\n'),
    trailers,
  });
}

/** JSON for the body's last line. Escapes all characters that commit messages strip or break lines at. */
function spelled(decision: Decision): string {
  return JSON.stringify(decision).replaceAll(/[\p{C}\p{Zl}\p{Zp}]/gu, (mark) =>
    mark.replaceAll(/[\s\S]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`),
  );
}

function nameOf(who: Who): string {
  return `${who.name} <${who.email}>`;
}

function subjectOf(saying: DecisionKind): string {
  switch (saying.kind) {
    case 'accept':
    case 'revert':
    case 'redo':
      return `${saying.kind} ${saying.id} (${saying.step}, ${saying.episode})`;
    case 'take-back':
      return `take back the acceptance of ${saying.id} (${saying.step}, ${saying.episode})`;
    case 'reject':
      return `${saying.whole ? 'reject' : 'reject part of'} ${saying.id} (${saying.step}, ${saying.episode})`;
    case 'open-gate':
      return `open gate ${saying.gate} for ${saying.id} (${saying.step}, ${saying.episode})`;
    case 'hold':
    case 'release':
      return `${saying.kind} ${saying.episode}`;
    case 'follow':
      return `follow ${saying.episode} to ${saying.files.length + saying.things.length} new names`;
    case 'pause':
    case 'resume':
      return `${saying.kind} ${saying.step ?? 'everything'}`;
    case 'budget':
      return `budget ${saying.episode ?? 'of the day'}: ${inUsd(saying.addUsd)} more`;
    case 'save-query':
      return `save the query ${saying.name}`;
    case 'forget-query':
      return `forget the query ${saying.name}`;
    case 'auto':
      return `automatic landing ${saying.on ? 'on' : 'off'}`;
  }
}

// ---- parsing ----

const about = {
  id: z.string(),
  episode: z.string(),
  step: z.string(),
  subject: z.string(),
  input: z.string(),
};
const thing = z.object({ subject: z.string(), name: z.string() });
/** A person's own words in place of a part of a change. */
export const wordingShape = z.object({
  file: z.number(),
  first: z.number(),
  count: z.number(),
  lead: z.number(),
  removed: z.string(),
  added: z.string(),
});
const shape = z.object({
  atMs: z.number(),
  by: z.object({ name: z.string(), email: z.string() }),
  why: z.string().nullable(),
  saying: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('accept'), words: z.array(wordingShape).optional(), ...about }),
    z.object({
      kind: z.literal('reject'),
      whole: z.boolean(),
      hunks: z.array(z.string()),
      edits: z.array(z.object({ field: z.string(), key: z.string() })).optional(),
      ...about,
    }),
    z.object({ kind: z.literal('revert'), fields: z.array(z.string()), ...about }),
    z.object({ kind: z.literal('take-back'), ...about }),
    z.object({ kind: z.literal('redo'), remark: z.string().nullable(), ...about }),
    z.object({ kind: z.literal('open-gate'), gate: z.enum(GATE_NAMES), ...about }),
    z.object({ kind: z.literal('hold'), episode: z.string(), untilMs: z.number().nullable() }),
    z.object({ kind: z.literal('release'), episode: z.string() }),
    z.object({ kind: z.literal('pause'), step: z.string().nullable() }),
    z.object({ kind: z.literal('resume'), step: z.string().nullable() }),
    z.object({ kind: z.literal('auto'), on: z.boolean() }),
    z.object({ kind: z.literal('budget'), episode: z.string().nullable(), addUsd: z.number().positive() }),
    z.object({ kind: z.literal('save-query'), name: z.string(), sql: z.string() }),
    z.object({ kind: z.literal('forget-query'), name: z.string() }),
    z.object({
      kind: z.literal('follow'),
      episode: z.string(),
      main: z.string().nullable(),
      files: z.array(z.object({ from: z.string(), to: z.string() })),
      things: z.array(z.object({ from: thing, to: thing })),
    }),
    // Written by versions before 0.1.
    z
      .object({ kind: z.literal('rename'), episode: z.string(), from: z.string(), to: z.string() })
      .transform(({ episode, from, to }) => {
        return { kind: 'follow' as const, episode, main: null, files: [{ from, to }], things: [] };
      }),
  ]),
});

function parseDecision(text: string, at: CommitId): Decision {
  const value = text.split('\n').findLast((line) => line.startsWith('{'));
  try {
    return shape.parse(JSON.parse(value ?? '')) as unknown as Decision;
  } catch (cause) {
    throw new Fault(
      'bug',
      'DECISION_UNREADABLE',
      `Decision ${at.slice(0, 10)} can't be read; nothing was changed`,
      {
        cause,
        tech: String(cause),
      },
    );
  }
}

/** The decision that keeps a reverted change out: under the present names, and for all its fields or some. */
export function revertDecision(
  { decisions, nowMs }: { readonly decisions: Pick<Decisions, 'memory'>; readonly nowMs: () => number },
  {
    enhancement: { id, episode, step, subject, input, change },
    asOf,
  }: Pick<EnhancementRecord, 'enhancement' | 'asOf'>,
  { by, why = null, fields = fieldsOf(change) }: { by: Who; why?: string | null; fields?: readonly string[] },
): Decision {
  const { names } = decisions.memory();
  const now = names.path(subject, asOf);
  // A part that has moved into another file is decided on by itself, should it be reverted there.
  const left = fields.map((field) => names.field({ subject, field }, asOf));
  const own = left.flatMap((one) => (one.subject === now ? [one.field] : []));
  const saying = { kind: 'revert', id, episode, step, subject: now, input, fields: own } as const;
  return { atMs: nowMs(), by, why, saying };
}
