// Reads the cases below test/fixtures/steps/<step>/<case>/ and makes the subjects that a step is asked about.
//   before.md        a segment; or before/ with info.md, rundown/*.md and exports/*: the episode
//   after.md         the subject's file after all changes; missing where it does not change
//   after/           other files of the episode that change, by path: after/exports/script.txt
//   diagnostics.json [{ code, line }]; missing where there are none
//   settings.json    { name, owned, madeFrom, remarks, theirs, conflictCopies, fps, …StepSettings }: what differs from the
//                    usual; `theirs`: names below exports/ that a person has edited
//   media.txt        the episode's media, a path below the episode on each line: preshow/clip one.mp4
//   clip.json        { path, report }: the subject is this clip, which all cues of before.md play, and what is known of it
//   answers.json     { "<prompt type>": answer }: what the model says; missing: no model is configured
//   copies/          conflict copies of the file: one.md, and one.base.md, which both were made from, where it is known
//   info.md previous.md next.md siblings/*.md   what stands around a segment

import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import type { CopyToMerge } from '../../src/domain/conflict-copy.ts';
import { isExportName } from '../../src/domain/export-file.ts';
import { type EpisodeId, type Hash, nameOf, type TreePath, treePath } from '../../src/domain/ids.ts';
import type { Json } from '../../src/domain/json.ts';
import { cutKey, type MediaReport } from '../../src/domain/media/facts.ts';
import { type MediaFile, type MediaKind, mediaShelf } from '../../src/domain/media/shelf.ts';
import { byOrder } from '../../src/domain/segment.ts';
import { parseInfo, parseSegment, type SegmentDocument } from '../../src/markdown/document.ts';
import type {
  AssetSubject,
  EpisodeSubject,
  ExportedFile,
  LanguageAnswer,
  MediaTool,
  SegmentSubject,
  StepSettings,
  Tools,
} from '../../src/step.ts';
import { mediaKind } from '../../src/tree/media.ts';
import { NO_MEDIA } from '../no-media.ts';

/** Texts of an episode by path in the tree. */
export type Files = ReadonlyMap<TreePath, string>;
type Owned = ReadonlyMap<string, string>;

export interface Case {
  readonly step: string;
  readonly name: string;
  readonly dir: string;
  /** The file that the step is asked about. */
  readonly path: TreePath;
  readonly before: Files;
  readonly after: Files;
  readonly diagnostics: readonly { readonly code: string; readonly line: number | null }[];
  readonly tools: Tools;
  /** The subject in these texts, with these values counted as the bot's. */
  subject(files: Files, owned?: Owned): SegmentSubject | EpisodeSubject | AssetSubject;
}

interface CaseClip {
  readonly path: string;
  readonly report: MediaReport;
}

interface CaseSettings extends Partial<StepSettings> {
  readonly name?: string;
  readonly owned?: Readonly<Record<string, string>>;
  readonly madeFrom?: Readonly<Record<string, string>>;
  readonly remarks?: readonly string[];
  readonly theirs?: readonly string[];
  readonly conflictCopies?: readonly string[];
}

const ROOT = new URL('../fixtures/steps', import.meta.url).pathname;

export function fixtureSteps(): readonly string[] {
  return readdirSync(ROOT).filter((name) => readdirSync(join(ROOT, name)).length > 0);
}

export function casesOf(step: string): readonly Case[] {
  const dir = join(ROOT, step);
  return existsSync(dir)
    ? readdirSync(dir)
        .sort()
        .map((name) => readCase(step, name, join(dir, name)))
    : [];
}

function readCase(step: string, name: string, dir: string): Case {
  const settings = (readJson(join(dir, 'settings.json')) ?? {}) as CaseSettings;
  const isEpisode = existsSync(join(dir, 'before'));
  const path = isEpisode ? INFO : segmentPath(settings.name ?? '10 Case.md');
  const before = isEpisode
    ? filesBelow(join(dir, 'before'))
    : new Map([[path, readText(join(dir, 'before.md'))]]);
  const after = new Map([...before, ...filesBelow(join(dir, 'after'))]);
  if (existsSync(join(dir, 'after.md'))) after.set(path, readText(join(dir, 'after.md')));
  const clip = readJson(join(dir, 'clip.json')) as CaseClip | null;
  return {
    step,
    name,
    dir,
    path,
    before,
    after,
    diagnostics: (readJson(join(dir, 'diagnostics.json')) ?? []) as unknown as Case['diagnostics'],
    tools: {
      media: measured(readJson(join(dir, 'clip.json')) as CaseClip | null),
      language: scripted(readJson(join(dir, 'answers.json')) as Readonly<Record<string, Json>> | null),
    },
    subject: (files, owned) => {
      if (clip !== null)
        return assetSubject(dir, clip, segmentSubject(dir, files.get(path) ?? '', settings, owned));
      return isEpisode
        ? episodeSubject(dir, files, settings, owned)
        : segmentSubject(dir, files.get(path) ?? '', settings, owned);
    },
  };
}

function filesBelow(dir: string): Map<TreePath, string> {
  const entries = existsSync(dir) ? readdirSync(dir, { recursive: true, withFileTypes: true }) : [];
  return new Map(
    entries
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name))
      .map((file) => [inEpisode(relative(dir, file)), readText(file)]),
  );
}

function readText(path: string): string {
  return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(readFileSync(path));
}

function readJson(path: string): Json | null {
  return existsSync(path) ? (JSON.parse(readText(path)) as Json) : null;
}

const EPISODE = '0101' as EpisodeId;
const INFO = inEpisode('info.md');
export const USUAL: StepSettings = {
  fps: 30,
  show: 'Disaffected',
  wordsPerMinute: 150,
  quoteWordsPerMinute: 120,
  quoteMinimumMs: 3000,
  speakers: {},
  blocksEndedBy: 'break',
  prompt: null,
};

function inEpisode(path: string): TreePath {
  return treePath(`episodes/${EPISODE}/${path}`);
}

function segmentPath(name: string): TreePath {
  return inEpisode(`rundown/${name}`);
}

function common(dir: string, settings: CaseSettings, owned: Owned | undefined) {
  const { owned: stated = {}, madeFrom = {}, remarks = [], name, theirs, conflictCopies, ...rest } = settings;
  return {
    episode: EPISODE,
    settings: { ...USUAL, ...rest },
    owned: owned ?? new Map(Object.entries(stated)),
    madeFrom: new Map(Object.entries(madeFrom) as [string, Hash][]),
    remarks,
    copies: copiesIn(dir),
    media: mediaShelf(mediaFiles(dir)),
  };
}

function copiesIn(dir: string): readonly CopyToMerge[] {
  const folder = join(dir, 'copies');
  const names = existsSync(folder) ? readdirSync(folder).sort() : [];
  return names
    .filter((name) => !name.endsWith('.base.md'))
    .map((name) => {
      const base = join(folder, name.replace('.md', '.base.md'));
      return {
        key: name.replace('.md', ''),
        who: 'Josh',
        isMerged: false,
        theirs: readText(join(folder, name)),
        base: existsSync(base) ? readText(base) : null,
      };
    });
}

function mediaFiles(dir: string): readonly MediaFile[] {
  const list = join(dir, 'media.txt');
  const lines = existsSync(list) ? readText(list).split('\n').filter(Boolean) : [];
  return lines.map((line) => ({
    path: inEpisode(line),
    kind: mediaKind(line) as MediaKind,
    bytes: 1_000_000,
  }));
}

export function segmentSubject(
  dir: string,
  text: string,
  settings: CaseSettings = {},
  owned?: Owned,
): SegmentSubject {
  const path = segmentPath(settings.name ?? '10 Case.md');
  const info = join(dir, 'info.md');
  const document = parseSegment(path, text);
  const [previous, next] = [neighbour(dir, 'previous.md'), neighbour(dir, 'next.md')];
  const others = [...filesBelow(join(dir, 'siblings'))].map(([at, words]) =>
    parseSegment(segmentPath(nameOf(at)), words),
  );
  const around = [previous, document, next].filter((each) => each !== null);
  return {
    ...common(dir, settings, owned),
    kind: 'segment',
    path,
    document,
    info: existsSync(info) ? parseInfo(INFO, readText(info)) : null,
    previous,
    next,
    siblings: [...around, ...others].sort(byOrder),
    notes: [],
    linkedFrom: [],
  };
}

/** All cues of the segment play it. */
export function assetSubject(
  dir: string,
  { path, report }: CaseClip,
  { document, owned, settings }: SegmentSubject,
): AssetSubject {
  const sha256 = 'ab'.repeat(32);
  return {
    ...common(dir, {}, undefined),
    settings,
    kind: 'asset',
    path: inEpisode(path),
    sha256,
    bytes: report.facts?.bytes ?? 0,
    report,
    ours: false,
    uses: document.cues.map((cue) => ({ document, cue, owned })),
  };
}

function neighbour(dir: string, name: string): SegmentDocument | null {
  return existsSync(join(dir, name)) ? parseSegment(segmentPath(name), readText(join(dir, name))) : null;
}

export function episodeSubject(
  dir: string,
  files: Files,
  settings: CaseSettings = {},
  owned?: Owned,
): EpisodeSubject {
  const below = (folder: string) =>
    [...files].filter(([path]) => path === inEpisode(`${folder}/${nameOf(path)}`));
  return {
    ...common(dir, settings, owned),
    kind: 'episode',
    path: INFO,
    info: files.has(INFO) ? parseInfo(INFO, files.get(INFO) ?? '') : null,
    segments: below('rundown')
      .filter(([path]) => path.endsWith('.md'))
      .map(([path, text]) => parseSegment(path, text))
      .filter((each) => each.isItem)
      .sort(byOrder),
    exports: new Map(
      below('exports')
        .filter(([path]) => isExportName(nameOf(path)))
        .map(([path, text]): [string, ExportedFile] => [
          nameOf(path),
          { path, text, ours: !(settings.theirs ?? []).includes(nameOf(path)) },
        ]),
    ),
    conflictCopies: (settings.conflictCopies ?? []).map(inEpisode),
    orphans: [],
  };
}

/** Answers from what is known of the clip. */
function measured(clip: CaseClip | null): MediaTool {
  const { facts = null, cuts = {} } = clip?.report ?? {};
  if (facts === null) return NO_MEDIA;
  return {
    version: '5.1',
    facts: async () => facts,
    measure: async (_source, cut) => {
      const measure = cuts[cutKey(cut)];
      if (measure === undefined) throw new Error(`clip.json has no cut ${cutKey(cut)}`);
      return measure;
    },
  };
}

/** A model that answers by prompt type, whatever its version; it refuses what nobody has written an answer for. */
function scripted(answers: Readonly<Record<string, Json>> | null): Tools['language'] {
  return {
    model: answers === null ? 'rules' : 'scripted',
    refuse: () => {},
    ask: async ({ prompt }): Promise<LanguageAnswer> => {
      if (answers === null) return { kind: 'off' };
      const value = answers[prompt.split('@')[0] ?? ''];
      if (value === undefined) throw new Error(`answers.json has no answer for ${prompt}`);
      return { kind: 'answer', value, use: { model: 'scripted', prompt, costUsd: null, confidence: null } };
    },
  };
}
