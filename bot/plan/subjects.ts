// Builds the subjects that steps work on: the segments of an episode in show order, and the episode itself.
import type { CopyToMerge, OrphanCopy } from '../../src/domain/conflict-copy.ts';
import { infoPath } from '../../src/domain/episode.ts';
import { EXPORT_NAMES, exportPath, isExportPath } from '../../src/domain/export-file.ts';
import type { EpisodeId, Hash, TreePath } from '../../src/domain/ids.ts';
import type { MediaReport } from '../../src/domain/media/facts.ts';
import type { MediaShelf } from '../../src/domain/media/shelf.ts';
import type { DecisionState } from '../../src/domain/memory.ts';
import { byOrder } from '../../src/domain/segment.ts';
import { cueMedia } from '../../src/markdown/cue-media.ts';
import type { InfoDocument, SegmentDocument } from '../../src/markdown/document.ts';
import type { DocumentReader } from '../../src/markdown/reader.ts';
import type {
  AssetSubject,
  AssetUse,
  EpisodeSubject,
  ExportedFile,
  SegmentSubject,
  StepSettings,
  SubjectKind,
  SubjectOf,
} from '../../src/step.ts';
import type { ConfiguredStep } from './policy.ts';

/** Field → value that the bot landed last. A different value in the text is a person's. */
export type OwnedValues = ReadonlyMap<string, string>;

export interface EpisodeTexts {
  readonly info: InfoDocument | null;
  readonly segments: readonly SegmentDocument[];
}

/** Segments by `order`, then those without one, ties by file name. Leaves out notes and conflict copies. */
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
  return {
    info: info === undefined ? null : documents.info(infoPath(episode), info),
    segments: documents.items(segments),
  };
}

/** Everything subjects hold besides texts and settings. */
export interface SubjectFacts {
  readonly memory: DecisionState;
  readonly owned: (path: TreePath) => OwnedValues;
  /** Field → input that the bot's own value was made from. */
  readonly madeFrom: (path: TreePath) => ReadonlyMap<string, Hash>;
  /** True if the whole file is still as the bot landed it. */
  readonly isOurs: (path: TreePath) => boolean;
  readonly documents: DocumentReader;
  readonly media: MediaShelf;
  /** Of the bytes with this hash. */
  readonly reportOf: (sha256: string) => MediaReport | null;
  readonly conflictCopies: readonly TreePath[];
  readonly copies: (path: TreePath) => readonly CopyToMerge[];
  readonly orphans: readonly OrphanCopy[];
  /** Notes outside the episode with a link to this file. */
  readonly linkedFrom: (path: TreePath) => readonly TreePath[];
}

/** The step that a subject is read for, and its settings; a null step has no reviewers' remarks. */
interface Asked {
  readonly step: string | null;
  readonly settings: StepSettings;
  readonly followsLinks?: boolean;
}

type Texts = ReadonlyMap<TreePath, string>;

export function episodeSubjects(
  episode: EpisodeId,
  texts: Texts,
  { step, settings }: ConfiguredStep,
  about: SubjectFacts,
): readonly SubjectOf<SubjectKind>[] {
  const asked = { step: step.id, settings, followsLinks: step.followsLinks(settings) };
  const whole = step.subjects.includes('episode') ? episodeSubject(episode, texts, asked, about) : null;
  return [
    ...(step.subjects.includes('segment') ? segmentSubjects(episode, texts, asked, about) : []),
    ...(step.subjects.includes('asset') ? assetSubjects(episode, texts, asked, about) : []),
    ...(whole === null ? [] : [whole]),
  ];
}

/** Films and sounds, by path; those of unknown content are asked about once it is known. */
function assetSubjects(
  episode: EpisodeId,
  texts: Texts,
  asked: Asked,
  about: SubjectFacts,
): readonly AssetSubject[] {
  const { segments } = readEpisode(episode, texts, about.documents);
  const uses = new Map<TreePath, AssetUse[]>();
  for (const document of segments) {
    for (const cue of document.cues) {
      const { file } = cueMedia(cue, document.text, about.media, asked.settings.fps);
      if (file === null) continue;
      const use = { document, cue, owned: about.owned(document.path) };
      uses.set(file.path, [...(uses.get(file.path) ?? []), use]);
    }
  }
  return about.media.files.flatMap(({ path, kind, bytes, sha256 }): readonly AssetSubject[] => {
    if (kind === 'image' || sha256 === undefined) return [];
    const [ours, report] = [about.isOurs(path), about.reportOf(sha256)];
    const own = { sha256, bytes, report, ours, uses: uses.get(path) ?? [] };
    return [{ ...common(episode, path, asked, about), kind: 'asset', ...own }];
  });
}

function segmentSubjects(
  episode: EpisodeId,
  texts: Texts,
  asked: Asked,
  about: SubjectFacts,
): readonly SegmentSubject[] {
  const { info, segments } = readEpisode(episode, texts, about.documents);
  const isLinked = asked.followsLinks ?? false;
  const notes = isLinked ? notesIn(episode, texts, segments, about) : [];
  return segments.map((document, i) => ({
    ...common(episode, document.path, asked, about),
    kind: 'segment',
    document,
    info,
    previous: segments[i - 1] ?? null,
    next: segments[i + 1] ?? null,
    siblings: segments,
    notes,
    linkedFrom: isLinked ? about.linkedFrom(document.path) : [],
  }));
}

/** Markdown of the episode that is no item, `info.md` or export. */
function notesIn(
  episode: EpisodeId,
  texts: Texts,
  segments: readonly SegmentDocument[],
  { documents }: SubjectFacts,
): readonly SegmentDocument[] {
  const others = new Set([infoPath(episode), ...segments.map(({ path }) => path)]);
  return [...texts]
    .filter(([path]) => !others.has(path) && path.endsWith('.md') && !isExportPath(path))
    .map(([path, text]) => documents.segment(path, text));
}

/** Null if there is no readable `info.md`. */
export function episodeSubject(
  episode: EpisodeId,
  texts: Texts,
  asked: Asked,
  about: SubjectFacts,
): EpisodeSubject | null {
  const { info, segments } = readEpisode(episode, texts, about.documents);
  if (info === null) return null;
  return {
    ...common(episode, info.path, asked, about),
    kind: 'episode',
    info,
    segments,
    exports: exportsIn(episode, texts, about),
    conflictCopies: about.conflictCopies,
    orphans: about.orphans,
  };
}

function common(
  episode: EpisodeId,
  path: TreePath,
  { step, settings }: Asked,
  { memory, owned, madeFrom, media, copies }: SubjectFacts,
) {
  return {
    episode,
    path,
    settings,
    owned: owned(path),
    madeFrom: madeFrom(path),
    copies: copies(path),
    media,
    remarks: step === null ? [] : memory.remarks(step, path),
  };
}

function exportsIn(
  episode: EpisodeId,
  texts: ReadonlyMap<TreePath, string>,
  { isOurs }: SubjectFacts,
): ReadonlyMap<string, ExportedFile> {
  const files = new Map<string, ExportedFile>();
  for (const name of EXPORT_NAMES) {
    const path = exportPath(episode, name);
    const text = texts.get(path);
    if (text !== undefined) files.set(name, { path, text, ours: isOurs(path) });
  }
  return files;
}
