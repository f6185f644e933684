// Records a person's renames of Markdown files as decisions, so that earlier decisions hold under the new name. Matches
// equal content or the `id` in the front matter; anything else counts as a deletion and a new file.
import { episodeOf, type TreePath } from '../../src/domain/ids.ts';
import { parseSegment } from '../../src/markdown/document.ts';
import { decodeText } from '../../src/tree/blob.ts';
import { authorOf } from '../record/authors.ts';
import type { Show } from '../show/show.ts';
import type { ChangedFile } from './changed-file.ts';

export async function recordPersonRenames(show: Show, changed: readonly ChangedFile[]): Promise<void> {
  const gone = changed.filter(({ path, seen }) => seen.kind === 'absent' && path.endsWith('.md'));
  if (gone.length === 0) return;
  const come = new Set(
    changed.filter(
      ({ path, before, seen }) => before === null && seen.kind === 'content' && path.endsWith('.md'),
    ),
  );
  for (const old of gone) {
    const now = await matchOf(show, old, come);
    if (now === null) continue;
    come.delete(now);
    const episode = episodeOf(old.path);
    if (episode === null) continue;
    await show.decisions.add({
      atMs: show.nowMs(),
      by: authorOf(show.settings()),
      why: null,
      saying: { kind: 'rename', episode, from: old.path, to: now.path },
    });
  }
}

async function matchOf(
  show: Show,
  old: ChangedFile,
  come: ReadonlySet<ChangedFile>,
): Promise<ChangedFile | null> {
  if (old.before === null) return null;
  const inEpisode = [...come].filter(({ path }) => episodeOf(path) === episodeOf(old.path));
  const equal = inEpisode.filter(({ seen }) => seen.kind === 'content' && seen.blob === old.before?.id);
  if (equal.length > 0) return equal.length === 1 ? (equal[0] ?? null) : null;
  const id = idOf(old.path, await show.repo.readBlob(old.before.id));
  if (id === null) return null;
  const named = inEpisode.filter(
    ({ path, seen }) => seen.kind === 'content' && idOf(path, seen.bytes) === id,
  );
  return named.length === 1 ? (named[0] ?? null) : null;
}

function idOf(path: TreePath, bytes: Buffer): string | null {
  const text = decodeText(bytes);
  return text === null ? null : parseSegment(path, text).id;
}
