// The record of every enhancement ever proposed for an episode, on refs/show-build/kept/<episode>. The newest commit's
// tree holds one JSON file per id; the commits' second parents are the tips of all stacks ever rendered, which keeps
// every rendering reachable. Together with main this makes the database disposable.
import { z } from 'zod';
import type { EnhancementRecord } from '../../src/domain/enhancement.ts';
import type { BlobId, CommitId, EnhancementId, EpisodeId, TreePath } from '../../src/domain/ids.ts';
import { episodeId, treePath } from '../../src/domain/ids.ts';
import { Fault } from '../../src/errors.ts';
import type { FileEntry, Repo } from '../../src/git/repo.ts';
import { wordingShape } from './decisions.ts';
import { BOT } from './refs.ts';

const KEPT = 'refs/show-build/kept/';

export function keptRef(episode: EpisodeId): string {
  return `${KEPT}${episode}`;
}

export interface KeptRecords {
  readonly tip: CommitId | null;
  readonly all: ReadonlyMap<EnhancementId, EnhancementRecord>;
}

export interface KeptBook {
  read(episode: EpisodeId): Promise<KeptRecords>;
  /** Episodes that have records, by number. */
  episodes(): Promise<readonly EpisodeId[]>;
  /** Ids that begin like this, sorted by episode. Reads file names only, no records. */
  idsFrom(beginning: string): Promise<readonly { readonly episode: EpisodeId; readonly id: EnhancementId }[]>;
  /** Adds or replaces records; `tip` is the top of the stack as rendered now. */
  write(
    episode: EpisodeId,
    change: { records: readonly EnhancementRecord[]; tip: CommitId | null; nowMs: number },
  ): Promise<void>;
}

interface Cached {
  readonly tip: CommitId;
  readonly all: ReadonlyMap<EnhancementId, EnhancementRecord>;
  readonly blobs: ReadonlyMap<EnhancementId, { readonly blob: BlobId; readonly bytes: number }>;
  /** Total size of the records in Git. */
  readonly bytes: number;
}

/** Size in Git of the records kept in memory; others are read again when needed. The page of open enhancements reads
 *  the records of all open episodes after every event. */
const RECORDS_MAX_BYTES = 32 * 1024 * 1024;

export function keptBook(repo: Repo): KeptBook {
  const cache = new Map<EpisodeId, Cached>();
  const names = new Map<EpisodeId, { readonly tip: CommitId; readonly ids: readonly EnhancementId[] }>();
  let bytes = 0;

  function forget(episode: EpisodeId): void {
    bytes -= cache.get(episode)?.bytes ?? 0;
    cache.delete(episode);
  }

  async function read(episode: EpisodeId): Promise<KeptRecords> {
    const tip = await repo.ref(keptRef(episode));
    if (tip === null) return { tip, all: new Map() };
    const known = cache.get(episode);
    const fresh = known?.tip === tip ? known : await load(repo, tip, known);
    // Reinsert, so that the least recently used episode is dropped first.
    forget(episode);
    cache.set(episode, fresh);
    bytes += fresh.bytes;
    for (const oldest of cache.keys()) {
      if (bytes <= RECORDS_MAX_BYTES || oldest === episode) break;
      forget(oldest);
    }
    return fresh;
  }

  async function idsIn(episode: EpisodeId, tip: CommitId): Promise<readonly EnhancementId[]> {
    const known = names.get(episode);
    if (known?.tip === tip) return known.ids;
    const { tree } = await repo.readCommit(tip);
    const ids = (await repo.readTree(tree)).flatMap(({ name }) => idOf(name) ?? []);
    names.set(episode, { tip, ids });
    return ids;
  }

  return {
    read,
    async episodes() {
      const refs = await repo.refs(KEPT);
      return [...refs.keys()].flatMap((name) => episodeId(name.slice(KEPT.length)) ?? []).sort();
    },
    async idsFrom(beginning) {
      const refs = await repo.refs(KEPT);
      const found: { episode: EpisodeId; id: EnhancementId }[] = [];
      for (const [name, tip] of [...refs].sort(([a], [b]) => (a < b ? -1 : 1))) {
        const episode = episodeId(name.slice(KEPT.length));
        if (episode === null) continue;
        for (const id of await idsIn(episode, tip)) if (id.startsWith(beginning)) found.push({ episode, id });
      }
      return found;
    },
    async write(episode, { records, tip, nowMs }) {
      const before = await repo.ref(keptRef(episode));
      const tree = before === null ? null : (await repo.readCommit(before)).tree;
      const files = new Map<TreePath, FileEntry | null>();
      await Promise.all(
        records.map(async (kept) => {
          const id = await repo.writeBlob(Buffer.from(`${JSON.stringify(kept, null, 1)}\n`));
          files.set(treePath(`${kept.enhancement.id}.json`), { id, mode: '100644' });
        }),
      );
      const signature = { ...BOT, atMs: nowMs };
      const commit = await repo.writeCommit({
        tree: await repo.updateTree(tree, files),
        parents: [before, tip].filter((parent): parent is CommitId => parent !== null),
        author: signature,
        committer: signature,
        message: `Keep ${records.length} of ${episode}\n`,
      });
      if (!(await repo.moveRef(keptRef(episode), { from: before, to: commit }))) {
        throw new Fault('bug', 'KEPT_MOVED', `Something else moved ${keptRef(episode)}; run it again`);
      }
    },
  };
}

async function load(repo: Repo, tip: CommitId, known: Cached | undefined): Promise<Cached> {
  const { tree } = await repo.readCommit(tip);
  const all = new Map<EnhancementId, EnhancementRecord>();
  const blobs = new Map<EnhancementId, { blob: BlobId; bytes: number }>();
  let bytes = 0;
  for (const entry of await repo.readTree(tree)) {
    const id = idOf(entry.name);
    if (id === null) continue;
    const blob = entry.id as BlobId;
    const [was, same] = [known?.blobs.get(id), known?.all.get(id)];
    if (was?.blob === blob && same !== undefined) {
      all.set(id, same);
      blobs.set(id, was);
    } else {
      const text = await repo.readBlob(blob);
      all.set(id, parseKept(text.toString('utf8'), id));
      blobs.set(id, { blob, bytes: text.length });
    }
    bytes += blobs.get(id)?.bytes ?? 0;
  }
  return { tip, all, blobs, bytes };
}

function idOf(name: string): EnhancementId | null {
  return name.endsWith('.json') ? (name.slice(0, -'.json'.length) as EnhancementId) : null;
}

// ---- parsing: records in Git may have been written by another version ----

const reasonShape = z.object({ code: z.string(), user: z.string(), tech: z.string() });
const editShape = z.object({
  start: z.number(),
  end: z.number(),
  removed: z.string(),
  added: z.string(),
  field: z.string(),
});
const pointerShape = z.object({ sha256: z.string(), bytes: z.number() });
const fileShape = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('edit'), path: z.string(), edits: z.array(editShape) }),
  z.object({ kind: z.literal('create'), path: z.string(), text: z.string(), field: z.string() }),
  z.object({
    kind: z.literal('media'),
    path: z.string(),
    pointer: pointerShape,
    replaces: pointerShape.nullable(),
    field: z.string(),
  }),
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
    renewedMs: z.number().optional(),
    supersedes: z.string().nullable(),
  }),
  asOf: z.number().default(0),
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

function parseKept(text: string, id: EnhancementId): EnhancementRecord {
  const parsed = keptShape.safeParse(JSON.parse(text));
  if (!parsed.success) {
    throw new Fault('bug', 'KEPT_UNREADABLE', `The record of enhancement ${id} can't be read`, {
      tech: z.prettifyError(parsed.error),
    });
  }
  return parsed.data as unknown as EnhancementRecord;
}
