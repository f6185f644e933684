// Every conflict copy ever seen, on refs/show-build/conflicts/<episode>: its text under its own path, and below
// `records/` a JSON file with what is known of it. Copies outside of episodes are on refs/show-build/conflicts/show.
import { z } from 'zod';
import type { CopyRecord } from '../../src/domain/conflict-copy.ts';
import { type CommitId, type EpisodeId, episodeOf, type TreePath, treePath } from '../../src/domain/ids.ts';
import { grouped } from '../../src/domain/media/grouped.ts';
import type { FileEntry, Repo } from '../../src/git/repo.ts';
import { appendTo } from './append-only-ref.ts';
import { CONFLICTS, conflictsRef } from './refs.ts';

export interface CopyBook {
  /** Copies in an episode, by path; null: outside of episodes. */
  read(episode: EpisodeId | null): Promise<ReadonlyMap<TreePath, CopyRecord>>;
  /** Changes whenever something about an episode's copies does. */
  key(episode: EpisodeId): Promise<string>;
  /** Of all episodes. */
  all(): Promise<readonly CopyRecord[]>;
  /** Adds or replaces. `texts`: those that are new, by path. Durable when it resolves. */
  write(change: CopyChange): Promise<void>;
}

export interface CopyChange {
  readonly records: readonly CopyRecord[];
  readonly texts?: ReadonlyMap<TreePath, FileEntry>;
  readonly message: string;
  readonly atMs: number;
}

type Records = ReadonlyMap<TreePath, CopyRecord>;

const RECORDS = treePath('records');
const NONE: Records = new Map();
/** Episodes with copies are few. */
const EPISODES_IN_MEMORY = 500;

export function copyBook(repo: Repo): CopyBook {
  const known = new Map<string, { readonly tip: CommitId; readonly records: Records }>();

  async function inRef(ref: string): Promise<Records> {
    const tip = await repo.ref(ref);
    if (tip === null) return NONE;
    const cached = known.get(ref);
    if (cached?.tip === tip) return cached.records;
    const records = await load(repo, tip);
    known.delete(ref);
    known.set(ref, { tip, records });
    if (known.size > EPISODES_IN_MEMORY) known.delete(known.keys().next().value as string);
    return records;
  }

  return {
    read: (episode) => inRef(refOf(episode)),
    key: async (episode) => (await repo.ref(refOf(episode))) ?? '-',
    async all() {
      const found: CopyRecord[] = [];
      for (const ref of (await repo.refs(CONFLICTS)).keys())
        for (const record of (await inRef(ref)).values()) found.push(record);
      return found;
    },
    async write({ records, texts = new Map(), message, atMs }) {
      for (const [episode, group] of grouped(records, ({ path }) => episodeOf(path))) {
        const files = new Map<TreePath, FileEntry | null>();
        for (const record of group) {
          const text = texts.get(record.path);
          if (text) files.set(record.path, text);
          const id = await repo.writeBlob(Buffer.from(`${JSON.stringify(record, null, 1)}\n`));
          files.set(recordPath(record.path), { id, mode: '100644' });
        }
        await appendTo(repo, refOf(episode), { files, message, atMs });
      }
    },
  };
}

function refOf(episode: EpisodeId | null): string {
  return conflictsRef((episode ?? 'show') as EpisodeId);
}

function recordPath(path: TreePath): TreePath {
  return treePath(`${RECORDS}/${path}.json`);
}

async function load(repo: Repo, tip: CommitId): Promise<Records> {
  const { tree } = await repo.readCommit(tip);
  if ((await repo.treeAt(tree, RECORDS)) === null) return NONE;
  const records = new Map<TreePath, CopyRecord>();
  for (const { id } of await repo.listFiles(tree, RECORDS)) {
    const record = parse((await repo.readBlob(id)).toString('utf8'));
    if (record !== null) records.set(record.path, record);
  }
  return records;
}

const SHAPE = z.object({
  path: z.string(),
  blob: z.string().nullable(),
  sha256: z.string(),
  bytes: z.number(),
  seenMs: z.number(),
  writtenMs: z.number(),
  by: z.string().nullable(),
  asOf: z.number(),
  gone: z.object({ atMs: z.number(), by: z.enum(['bot', 'person']) }).nullable(),
  isSettled: z.boolean(),
});

/** Null if another program wrote it: the copy is then recorded anew when it is seen. */
function parse(text: string): CopyRecord | null {
  try {
    return SHAPE.parse(JSON.parse(text)) as unknown as CopyRecord;
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof z.ZodError) return null;
    throw error;
  }
}
