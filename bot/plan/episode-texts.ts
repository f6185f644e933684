// The texts of one episode on main that steps look at, decoded; what can't be decoded is named, not guessed at.
import type { Diagnostic } from '../../src/domain/diagnostic.ts';
import { infoPath } from '../../src/domain/episode.ts';
import { exportPath, isExportName } from '../../src/domain/export-file.ts';
import type { BlobId, EpisodeId, TreeId, TreePath } from '../../src/domain/ids.ts';
import { nameOf, treePath } from '../../src/domain/ids.ts';
import type { Repo, TreeEntry } from '../../src/git/repo.ts';
import type { DocumentReader } from '../../src/markdown/reader.ts';
import { decodeText } from '../../src/tree/blob.ts';
import { kindOfPath } from '../../src/tree/ignore.ts';
import type { Show } from '../show/show.ts';

export interface Texts {
  readonly files: ReadonlyMap<TreePath, string>;
  readonly diagnostics: readonly Diagnostic[];
  /** Where something stands that is no text to edit: a link, a folder, bytes that nobody can decode. */
  readonly unreadable: ReadonlySet<TreePath>;
}

/** A rundown file beyond this is somebody's dump, not a script; steps leave it alone and say so. */
const MOST_BYTES = 2 * 1024 * 1024;

export async function episodeTexts(
  { repo, documents }: Pick<Show, 'repo' | 'documents'>,
  tree: TreeId,
  episode: EpisodeId,
): Promise<Texts> {
  const files = new Map<TreePath, string>();
  const diagnostics: Diagnostic[] = [];
  const unreadable = new Set<TreePath>();
  for (const { path, id, isOurs } of await textFiles(repo, tree, episode)) {
    const bytes = id === null ? null : await repo.readBlob(id);
    const text = bytes === null || bytes.length > MOST_BYTES ? null : decodeText(bytes);
    if (text === null) {
      unreadable.add(path);
      if (bytes !== null) diagnostics.push(bytes.length > MOST_BYTES ? tooLarge(path) : notUtf8(path));
      continue;
    }
    files.set(path, text);
    if (!isOurs) diagnostics.push(...headDiagnostics(path, text, documents));
  }
  return { files, diagnostics, unreadable };
}

interface TextFile {
  readonly path: TreePath;
  /** null: no plain file. */
  readonly id: BlobId | null;
  /** Written by a step, from the other texts. */
  readonly isOurs: boolean;
}

async function textFiles(repo: Repo, tree: TreeId, episode: EpisodeId): Promise<readonly TextFile[]> {
  const found: TextFile[] = [];
  const info = await repo.fileAt(tree, infoPath(episode));
  if (info) {
    const id = info.mode === '120000' ? null : info.id;
    found.push({ path: infoPath(episode), id, isOurs: false });
  }
  for (const entry of await entriesOf(repo, tree, treePath(`episodes/${episode}/rundown`))) {
    const path = treePath(`episodes/${episode}/rundown/${entry.name}`);
    if (!entry.name.endsWith('.md') || kindOfPath(path) !== 'content') continue;
    const id = entry.mode.startsWith('100') ? (entry.id as BlobId) : null;
    found.push({ path, id, isOurs: false });
  }
  for (const entry of await entriesOf(repo, tree, treePath(`episodes/${episode}/exports`))) {
    if (!isExportName(entry.name)) continue;
    const id = entry.mode.startsWith('100') ? (entry.id as BlobId) : null;
    found.push({ path: exportPath(episode, entry.name), id, isOurs: true });
  }
  return found;
}

async function entriesOf(repo: Repo, tree: TreeId, path: TreePath): Promise<readonly TreeEntry[]> {
  const folder = await repo.treeAt(tree, path);
  return folder === null ? [] : repo.readTree(folder);
}

/** Steps tell of what concerns them; that nobody can edit a head safely concerns them all, so it is told once. */
function headDiagnostics(path: TreePath, text: string, documents: DocumentReader): readonly Diagnostic[] {
  const document = nameOf(path) === 'info.md' ? documents.info(path, text) : documents.segment(path, text);
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
