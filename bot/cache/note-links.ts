// Links from one note of the show to another: read for a step that renames files, since a link outside the episode can't
// follow in the episode's change. Each text is read once while it is on main.
import { isExportPath } from '../../src/domain/export-file.ts';
import {
  type BlobId,
  type EpisodeId,
  episodeOf,
  nameOf,
  type TreeId,
  type TreePath,
} from '../../src/domain/ids.ts';
import { grouped } from '../../src/domain/media/grouped.ts';
import type { FileAt, Repo } from '../../src/git/repo.ts';
import { parseSegment } from '../../src/markdown/document.ts';
import { leadsTo, linksIn, stemOf } from '../../src/markdown/note-links.ts';
import { decodeText } from '../../src/tree/blob.ts';
import { kindOfPath } from '../../src/tree/ignore.ts';

export interface NoteLinks {
  /** For a file of the episode: the notes elsewhere whose links mean it. `tree`: the root tree of main. */
  into(tree: TreeId, episode: EpisodeId): Promise<(path: TreePath) => readonly TreePath[]>;
}

/** A link, as the steps of its target, in a note. */
interface PlacedLink {
  readonly from: TreePath;
  readonly steps: readonly string[];
}

interface Known {
  readonly tree: TreeId;
  /** By the name of the note that they mean, as `keyOf` gives it. */
  readonly links: ReadonlyMap<string, readonly PlacedLink[]>;
  readonly notes: ReadonlyMap<string, readonly TreePath[]>;
}

/** A larger file is no note. */
const MOST_BYTES = 2 * 1024 * 1024;

export function openNoteLinks(repo: Repo): NoteLinks {
  let stepsOf: ReadonlyMap<BlobId, PlacedLink['steps'][]> = new Map();
  let known: Known | null = null;

  async function read({ path, id }: FileAt): Promise<PlacedLink['steps'][]> {
    const bytes = await repo.readBlob(id);
    const text = bytes.length > MOST_BYTES ? null : decodeText(bytes);
    if (text === null || !/\[\[|\.md/i.test(text)) return [];
    return linksIn(text, parseSegment(path, text).silent).map(({ steps }) => steps);
  }

  async function readAll(tree: TreeId): Promise<Known> {
    const notes = (await repo.listFiles(tree)).filter(isNote);
    const now = new Map<BlobId, PlacedLink['steps'][]>();
    const links: PlacedLink[] = [];
    for (const note of notes) {
      const found = stepsOf.get(note.id) ?? now.get(note.id) ?? (await read(note));
      now.set(note.id, found);
      links.push(...found.map((steps) => ({ from: note.path, steps })));
    }
    stepsOf = now;
    return {
      tree,
      links: grouped(links, ({ steps }) => keyOf(steps.at(-1) ?? '')),
      notes: grouped(
        notes.map(({ path }) => path),
        (path) => keyOf(nameOf(path)),
      ),
    };
  }

  return {
    async into(tree, episode) {
      if (known?.tree !== tree) known = await readAll(tree);
      const { links, notes } = known;
      return (path) => {
        const key = keyOf(nameOf(path));
        const others = (notes.get(key) ?? []).filter((other) => other !== path);
        const found = (links.get(key) ?? []).filter(
          ({ from, steps }) =>
            episodeOf(from) !== episode &&
            leadsTo(steps, path) &&
            !others.some((other) => leadsTo(steps, other)),
        );
        return [...new Set(found.map(({ from }) => from))].sort();
      };
    },
  };
}

function isNote({ path, mode }: FileAt): boolean {
  return (
    path.endsWith('.md') && mode.startsWith('100') && kindOfPath(path) === 'content' && !isExportPath(path)
  );
}

function keyOf(name: string): string {
  return stemOf(name).toLowerCase();
}
