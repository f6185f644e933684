// An invented episode as steps see it, and what becomes of it when changes are made: without Git, disk and clock.

import type { Change } from '../../src/domain/change.ts';
import { applyEdits, type Edit, fits } from '../../src/domain/edit.ts';
import { isExportName } from '../../src/domain/export-file.ts';
import { nameOf, type TreePath, treePath } from '../../src/domain/ids.ts';
import { type MediaKind, type MediaShelf, mediaShelf } from '../../src/domain/media/shelf.ts';
import { byOrder } from '../../src/domain/segment.ts';
import { parseInfo, parseSegment } from '../../src/markdown/document.ts';
import type {
  AnyStep,
  EpisodeSubject,
  SegmentSubject,
  SubjectKind,
  SubjectOf,
  Tools,
} from '../../src/step.ts';
import { mediaKind } from '../../src/tree/media.ts';
import { NO_MEDIA } from '../no-media.ts';
import { USUAL } from '../steps/fixtures.ts';
import type { Episode } from './host.ts';

export type Texts = ReadonlyMap<TreePath, string>;

const FOLDER = 'episodes/0101';
const INFO = treePath(`${FOLDER}/info.md`);
const EPISODE = '0101' as EpisodeSubject['episode'];

export const noModel: Tools = {
  media: NO_MEDIA,
  language: { model: 'rules', ask: async () => ({ kind: 'off' }), refuse: () => {} },
};

export function textsOf({ info, items }: Episode): Texts {
  return new Map([
    [INFO, info],
    ...items.map(({ name, text }): [TreePath, string] => [treePath(`${FOLDER}/rundown/${name}`), text]),
  ]);
}

export function shelfOf({ media }: Episode): MediaShelf {
  return mediaShelf(
    media.map((path) => ({
      path: treePath(`${FOLDER}/${path}`),
      kind: mediaKind(path) as MediaKind,
      bytes: 1,
    })),
  );
}

export function subjectsOf(
  step: AnyStep,
  texts: Texts,
  media: MediaShelf,
): readonly SubjectOf<SubjectKind>[] {
  const segments = [...texts]
    .filter(([path]) => path.includes('/rundown/'))
    .map(([path, text]) => parseSegment(path, text))
    .sort(byOrder);
  const info = parseInfo(INFO, texts.get(INFO) ?? '');
  const common = {
    episode: EPISODE,
    settings: USUAL,
    owned: new Map(),
    madeFrom: new Map(),
    remarks: [],
    media,
  };
  const subjects: SubjectOf<SubjectKind>[] = [];
  if (step.subjects.includes('segment')) {
    segments.forEach((document, i) => {
      const subject: SegmentSubject = {
        ...common,
        kind: 'segment',
        path: document.path,
        document,
        info,
        previous: segments[i - 1] ?? null,
        next: segments[i + 1] ?? null,
        siblings: segments,
        notes: [],
        linkedFrom: [],
        copies: [],
      };
      subjects.push(subject);
    });
  }
  if (step.subjects.includes('episode')) {
    const exports = [...texts].filter(([path]) => isExportName(nameOf(path)));
    const subject: EpisodeSubject = {
      ...common,
      kind: 'episode',
      path: INFO,
      info,
      segments,
      exports: new Map(exports.map(([path, text]) => [nameOf(path), { path, text, ours: true }])),
      conflictCopies: [],
      orphans: [],
      copies: [],
    };
    subjects.push(subject);
  }
  return subjects;
}

/** Throws where edits of different changes overlap, or do not stand on the text. */
export function made(texts: Texts, changes: readonly Change[]): Texts {
  const after = new Map(texts);
  const files = changes.flatMap((change) => change.files);
  for (const file of files) if (file.kind === 'create') after.set(file.path, file.text);
  for (const [path, text] of texts) {
    const edits: Edit[] = files.flatMap((file) =>
      file.kind === 'edit' && file.path === path ? [...file.edits] : [],
    );
    edits.sort((a, b) => a.start - b.start || a.end - b.end);
    if (!fits(text, edits)) throw new Error(`edits overlap in ${path}`);
    after.set(path, applyEdits(text, edits));
  }
  return after;
}
