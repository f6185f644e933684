// The record of every enhancement ever proposed for an episode, on refs/show-build/kept/<episode>: one JSON file
// for each id in the newest commit's tree, and as the chain's second parents the tips of all stacks ever rendered,
// so that no rendering is ever unreachable. With this and main, the database can be deleted.
import { z } from 'zod';
import type { Kept } from '../src/domain/enhancement.ts';
import type { BlobId, CommitId, EnhancementId, EpisodeId, TreePath } from '../src/domain/ids.ts';
import { treePath } from '../src/domain/ids.ts';
import { Fault } from '../src/errors.ts';
import type { DeferredRepo, FileEntry, Repo } from '../src/git/repo.ts';
import { wordingShape } from './decisions.ts';
import { BOT } from './names.ts';

export function keptRef(episode: EpisodeId): string {
  return `refs/show-build/kept/${episode}`;
}

export interface KeptRecords {
  readonly tip: CommitId | null;
  readonly all: ReadonlyMap<EnhancementId, Kept>;
}

export interface KeptBook {
  read(episode: EpisodeId): Promise<KeptRecords>;
  /** Adds or replaces records; `tip` is the top of the stack as it is rendered now. */
  write(
    episode: EpisodeId,
    change: { records: readonly Kept[]; tip: CommitId | null; nowMs: number },
    /** What the records stand for has been written with this one, and gets on disk with them. */
    together?: DeferredRepo,
  ): Promise<void>;
}

interface Cached {
  readonly tip: CommitId;
  readonly all: ReadonlyMap<EnhancementId, Kept>;
  readonly blobs: ReadonlyMap<EnhancementId, BlobId>;
}

/** Episodes whose records stay in memory; the others are read again when they are asked for. */
const EPISODES_IN_MEMORY = 64;

export function keptBook(repo: Repo): KeptBook {
  const cache = new Map<EpisodeId, Cached>();

  async function read(episode: EpisodeId): Promise<KeptRecords> {
    const tip = await repo.ref(keptRef(episode));
    if (tip === null) return { tip, all: new Map() };
    const known = cache.get(episode);
    if (known?.tip === tip) return known;
    const fresh = await load(repo, tip, known);
    cache.delete(episode);
    cache.set(episode, fresh);
    for (const oldest of cache.keys()) {
      if (cache.size <= EPISODES_IN_MEMORY) break;
      cache.delete(oldest);
    }
    return fresh;
  }

  return {
    read,
    async write(episode, { records, tip, nowMs }, together = repo.deferred()) {
      const before = await repo.ref(keptRef(episode));
      const tree = before === null ? null : (await repo.readCommit(before)).tree;
      const files = new Map<TreePath, FileEntry | null>();
      await Promise.all(
        records.map(async (kept) => {
          const id = await together.writeBlob(Buffer.from(`${JSON.stringify(kept, null, 1)}\n`));
          files.set(treePath(`${kept.enhancement.id}.json`), { id, mode: '100644' });
        }),
      );
      const signature = { ...BOT, atMs: nowMs };
      const commit = await together.writeCommit({
        tree: await together.updateTree(tree, files),
        parents: [before, tip].filter((parent): parent is CommitId => parent !== null),
        author: signature,
        committer: signature,
        message: `Keep ${records.length} of ${episode}\n`,
      });
      await together.done();
      if (!(await repo.moveRef(keptRef(episode), { from: before, to: commit }))) {
        throw new Fault('bug', 'KEPT_MOVED', `Something else moved ${keptRef(episode)}; run it again`);
      }
    },
  };
}

async function load(repo: Repo, tip: CommitId, known: Cached | undefined): Promise<Cached> {
  const { tree } = await repo.readCommit(tip);
  const all = new Map<EnhancementId, Kept>();
  const blobs = new Map<EnhancementId, BlobId>();
  for (const entry of await repo.readTree(tree)) {
    if (!entry.name.endsWith('.json')) continue;
    const id = entry.name.slice(0, -'.json'.length) as EnhancementId;
    const blob = entry.id as BlobId;
    const same = known?.blobs.get(id) === blob ? known.all.get(id) : undefined;
    all.set(id, same ?? parseKept((await repo.readBlob(blob)).toString('utf8'), id));
    blobs.set(id, blob);
  }
  return { tip, all, blobs };
}

// ---- the door: what stands in Git may have been written by another version ----

const reasonShape = z.object({ code: z.string(), user: z.string(), tech: z.string() });
const editShape = z.object({
  start: z.number(),
  end: z.number(),
  removed: z.string(),
  added: z.string(),
  field: z.string(),
});
const fileShape = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('edit'), path: z.string(), edits: z.array(editShape) }),
  z.object({ kind: z.literal('create'), path: z.string(), text: z.string(), field: z.string() }),
  z.object({ kind: z.literal('move'), path: z.string(), to: z.string(), field: z.string() }),
]);
const keptShape = z.object({
  enhancement: z.object({
    id: z.string(),
    episode: z.string(),
    step: z.string(),
    stepVersion: z.number(),
    subject: z.string(),
    input: z.string(),
    fingerprint: z.string(),
    change: z.object({
      title: z.string(),
      why: z.string(),
      applicability: z.enum(['safe', 'unsafe']),
      files: z.array(fileShape),
    }),
    origin: z
      .object({
        model: z.string(),
        prompt: z.string(),
        costUsd: z.number().nullable(),
        confidence: z.number().nullable(),
      })
      .nullable(),
    lane: z.enum(['auto', 'review']),
    proposedMs: z.number(),
    supersedes: z.string().nullable(),
  }),
  rendering: z
    .object({
      commit: z.string(),
      parent: z.string(),
      bases: z.record(z.string(), z.string().nullable()),
    })
    .nullable(),
  stale: reasonShape.nullable(),
  ended: z
    .discriminatedUnion('state', [
      z.object({ state: z.literal('superseded'), by: z.string().nullable(), reason: reasonShape }),
      z.object({ state: z.literal('withdrawn'), reason: reasonShape }),
    ])
    .nullable(),
  worded: z.array(wordingShape).optional(),
});

function parseKept(text: string, id: EnhancementId): Kept {
  const parsed = keptShape.safeParse(JSON.parse(text));
  if (!parsed.success) {
    throw new Fault('bug', 'KEPT_UNREADABLE', `The record of enhancement ${id} can't be read`, {
      tech: z.prettifyError(parsed.error),
    });
  }
  return parsed.data as unknown as Kept;
}
