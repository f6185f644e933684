// Finds the author of each line of a file: a person, or the bot with its step and model. Runs Git's blame on the
// commits that touched the file, and reads the rest from the trailers of the commits it names.
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BlameLine } from '../../src/desk.ts';
import type { CommitId, TreePath } from '../../src/domain/ids.ts';
import { parseTrailers } from '../../src/domain/trailers.ts';
import { Fault } from '../../src/errors.ts';
import { blame } from '../../src/git/native.ts';
import type { CommitObject } from '../../src/git/repo.ts';
import { BOT } from '../record/refs.ts';
import type { Show } from '../show/show.ts';
import { ancestryOf, ancestryText } from './ancestry.ts';
import { textOf } from './differences.ts';
import type { Touches } from './touches.ts';

type Writer = Omit<BlameLine, 'line' | 'text'>;

export async function blameLines(
  show: Show,
  touches: Touches,
  path: TreePath,
  commit: CommitId,
): Promise<readonly BlameLine[]> {
  await show.history.advance();
  const { tree } = await show.repo.readCommit(commit);
  const entry = await show.repo.fileAt(tree, path);
  if (entry === null) throw noFile(path, commit);
  if ((await textOf(show, path, entry)) === null) {
    const sentence = `${path} is no text, or too long a one, so it has no lines to tell of.`;
    throw new Fault('usage', 'NO_TEXT', sentence);
  }
  const ancestry = await ancestryOf(show, touches, { commit, path });
  const lines = await withFile(ancestryText(ancestry), (file) => blame(show.repo, ancestry.from, path, file));
  const writers = new Map<CommitId, Writer>();
  for (const id of new Set(lines.map((one) => one.commit)))
    writers.set(id, writerOf(await show.repo.readCommit(id)));
  return lines.flatMap(({ commit: id, text }, i) => {
    const writer = writers.get(id);
    return writer ? [{ line: i + 1, text, ...writer }] : [];
  });
}

export function noFile(path: TreePath, commit: CommitId): Fault {
  const sentence = `There is no ${path} in ${commit.slice(0, 10)}; name a commit in which it stands.`;
  return new Fault('usage', 'NO_FILE', sentence);
}

async function withFile<T>(text: string, use: (file: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'show-build-blame-'));
  try {
    const file = join(folder, 'ancestry');
    await writeFile(file, text);
    return await use(file);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function writerOf({ id, author, committer, message }: CommitObject): Writer {
  const trailers = parseTrailers(message);
  const said = (key: string) => trailers.get(key)?.[0] ?? null;
  const about = { commit: id, atMs: committer.atMs };
  if (author.email !== BOT.email)
    return {
      ...about,
      by: { kind: 'person', name: author.name },
      step: null,
      model: null,
      enhancement: null,
    };
  // Lines changed by a revert belong to the person who reverted.
  const reverter = said('Reverted-By');
  if (reverter !== null && reverter !== '')
    return {
      ...about,
      by: { kind: 'person', name: reverter },
      step: null,
      model: null,
      enhancement: said('Reverts'),
    };
  return {
    ...about,
    by: { kind: 'bot', name: author.name },
    step: said('Step')?.split('@')[0] ?? null,
    model: said('Model'),
    enhancement: said('Enhancement-Id') ?? said('Enhancement'),
  };
}
