// The texts of one episode on main that steps look at, decoded; what can't be decoded is named, not guessed at.
import type { Diagnostic } from '../src/domain/diagnostic.ts';
import type { BlobId, EpisodeId, TreeId, TreePath } from '../src/domain/ids.ts';
import { nameOf, treePath } from '../src/domain/ids.ts';
import type { Repo } from '../src/git/repo.ts';
import { parseInfo, parseSegment } from '../src/markdown/document.ts';
import { decodeText } from '../src/tree/blob.ts';
import { kindOfPath } from '../src/tree/ignore.ts';
import { infoPath } from './subjects.ts';

export interface Texts {
  readonly files: ReadonlyMap<TreePath, string>;
  readonly diagnostics: readonly Diagnostic[];
}

/** A rundown file beyond this is somebody's dump, not a script; steps leave it alone and say so. */
const MOST_BYTES = 2 * 1024 * 1024;

export async function episodeTexts(repo: Repo, tree: TreeId, episode: EpisodeId): Promise<Texts> {
  const files = new Map<TreePath, string>();
  const diagnostics: Diagnostic[] = [];
  for (const { path, id } of await textFiles(repo, tree, episode)) {
    const bytes = await repo.readBlob(id);
    const text = bytes.length > MOST_BYTES ? null : decodeText(bytes);
    if (text === null) {
      diagnostics.push(bytes.length > MOST_BYTES ? tooLarge(path) : notUtf8(path));
      continue;
    }
    files.set(path, text);
    diagnostics.push(...headDiagnostics(path, text));
  }
  return { files, diagnostics };
}

async function textFiles(
  repo: Repo,
  tree: TreeId,
  episode: EpisodeId,
): Promise<{ path: TreePath; id: BlobId }[]> {
  const found: { path: TreePath; id: BlobId }[] = [];
  const info = await repo.fileAt(tree, infoPath(episode));
  if (info && info.mode !== '120000') found.push({ path: infoPath(episode), id: info.id });
  const rundown = treePath(`episodes/${episode}/rundown`);
  const folder = await repo.treeAt(tree, rundown);
  if (folder === null) return found;
  for (const entry of await repo.readTree(folder)) {
    const path = treePath(`${rundown}/${entry.name}`);
    const isText = entry.mode.startsWith('100') && entry.name.endsWith('.md');
    if (isText && kindOfPath(path) === 'content') found.push({ path, id: entry.id as BlobId });
  }
  return found;
}

/** Steps tell of what concerns them; that nobody can edit a head safely concerns them all, so it is told once. */
function headDiagnostics(path: TreePath, text: string): readonly Diagnostic[] {
  const document = nameOf(path) === 'info.md' ? parseInfo(path, text) : parseSegment(path, text);
  if (document.kind === 'segment' && !document.isItem) return [];
  return document.diagnostics.filter(({ code }) => code.startsWith('HEAD_'));
}

function tooLarge(path: TreePath): Diagnostic {
  return {
    code: 'TEXT_TOO_LARGE',
    severity: 'warning',
    path,
    line: null,
    message: 'is too large to be a script (over 2 MB); no step looks at it',
    todo: 'Move what is not read on air to preshow/.',
  };
}

function notUtf8(path: TreePath): Diagnostic {
  return {
    code: 'TEXT_NOT_UTF8',
    severity: 'error',
    path,
    line: null,
    message: 'is not valid UTF-8; it is kept as it is and no step touches it',
    todo: 'Save it again as UTF-8.',
  };
}
