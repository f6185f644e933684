// What steps are asked about: the segments of an episode in show order, and the episode itself.
import { EXPORT_NAMES, exportPath } from '../src/domain/export-file.ts';
import type { EpisodeId, Hash, TreePath } from '../src/domain/ids.ts';
import { treePath } from '../src/domain/ids.ts';
import type { MediaShelf } from '../src/domain/media/shelf.ts';
import type { Memory } from '../src/domain/memory.ts';
import { byOrder } from '../src/domain/segment.ts';
import type { InfoDocument, SegmentDocument } from '../src/markdown/document.ts';
import type { DocumentReader } from '../src/markdown/reader.ts';
import type { EpisodeSubject, ExportedFile, SegmentSubject, SubjectKind, SubjectOf } from '../src/step.ts';
import type { SetStep } from './policy.ts';

/** field → value that the bot landed last and nobody has touched since. */
export type Owned = ReadonlyMap<string, string>;

export interface EpisodeTexts {
  readonly info: InfoDocument | null;
  readonly segments: readonly SegmentDocument[];
}

export function infoPath(episode: EpisodeId): TreePath {
  return treePath(`episodes/${episode}/info.md`);
}

/** Segments by `order`, missing last, ties by file name; notes and conflict copies are no segments. */
export function readEpisode(
  episode: EpisodeId,
  texts: ReadonlyMap<TreePath, string>,
  documents: DocumentReader,
): EpisodeTexts {
  const rundown = `episodes/${episode}/rundown/`;
  const segments: SegmentDocument[] = [];
  for (const [path, text] of texts) {
    if (!path.startsWith(rundown) || path.slice(rundown.length).includes('/') || !path.endsWith('.md'))
      continue;
    const document = documents.segment(path, text);
    if (document.isItem) segments.push(document);
  }
  segments.sort(byOrder);
  const info = texts.get(infoPath(episode));
  return { info: info === undefined ? null : documents.info(infoPath(episode), info), segments };
}

/** What subjects are told beside their texts. */
export interface About {
  readonly memory: Memory;
  readonly owned: (path: TreePath) => Owned;
  /** field → input that the bot's own value was made from. */
  readonly madeFrom: (path: TreePath) => ReadonlyMap<string, Hash>;
  /** Does a whole file stand as the bot landed it? */
  readonly isOurs: (path: TreePath) => boolean;
  readonly documents: DocumentReader;
  readonly media: MediaShelf;
  readonly conflictCopies: readonly TreePath[];
}

export function episodeSubjects(
  episode: EpisodeId,
  texts: ReadonlyMap<TreePath, string>,
  { step, settings }: SetStep,
  about: About,
): readonly SubjectOf<SubjectKind>[] {
  const { memory, owned, madeFrom, documents, media, conflictCopies } = about;
  const { info, segments } = readEpisode(episode, texts, documents);
  const common = (path: TreePath) => ({
    episode,
    path,
    settings,
    owned: owned(path),
    madeFrom: madeFrom(path),
    media,
    remarks: memory.remarks(step.id, path),
  });
  const subjects: SubjectOf<SubjectKind>[] = [];
  if (step.subjects.includes('segment')) {
    segments.forEach((document, i) => {
      const subject: SegmentSubject = {
        ...common(document.path),
        kind: 'segment',
        document,
        info,
        previous: segments[i - 1] ?? null,
        next: segments[i + 1] ?? null,
        siblings: segments,
      };
      subjects.push(subject);
    });
  }
  if (step.subjects.includes('episode') && info !== null) {
    const subject: EpisodeSubject = {
      ...common(info.path),
      kind: 'episode',
      info,
      segments,
      exports: exportsIn(episode, texts, about),
      conflictCopies,
    };
    subjects.push(subject);
  }
  return subjects;
}

function exportsIn(
  episode: EpisodeId,
  texts: ReadonlyMap<TreePath, string>,
  { isOurs }: About,
): ReadonlyMap<string, ExportedFile> {
  const files = new Map<string, ExportedFile>();
  for (const name of EXPORT_NAMES) {
    const path = exportPath(episode, name);
    const text = texts.get(path);
    if (text !== undefined) files.set(name, { path, text, ours: isOurs(path) });
  }
  return files;
}
