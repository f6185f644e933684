// Reads the cases below test/fixtures/steps/<step>/<case>/ and makes the subjects that a step is asked about.
//   before.md        a segment; or before/ with info.md and rundown/*.md: the episode
//   after.md         the subject's file after all changes; missing where nothing changes
//   diagnostics.json [{ code, line }]; missing where there are none
//   settings.json    { name, owned, remarks, fps, wordsPerMinute, … }: what differs from the usual
//   answers.json     { "<prompt type>": answer }: what the model says; missing: no model is configured
//   info.md previous.md next.md   what stands around a segment
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { EpisodeId, TreePath } from '../../src/domain/ids.ts';
import { treePath } from '../../src/domain/ids.ts';
import type { Json } from '../../src/domain/json.ts';
import { byOrder } from '../../src/domain/segment.ts';
import { parseInfo, parseSegment, type SegmentDocument } from '../../src/markdown/document.ts';
import type { EpisodeSubject, LanguageAnswer, SegmentSubject, StepSettings, Tools } from '../../src/step.ts';

export interface Case {
  readonly step: string;
  readonly name: string;
  readonly dir: string;
  /** The text of the file that the step may change. */
  readonly before: string;
  readonly after: string;
  readonly diagnostics: readonly { readonly code: string; readonly line: number | null }[];
  readonly tools: Tools;
  /** The subject, with this text in place of the file's own, and these values counted as the bot's. */
  subject(text: string, owned?: ReadonlyMap<string, string>): SegmentSubject | EpisodeSubject;
}

interface CaseSettings extends Partial<StepSettings> {
  readonly name?: string;
  readonly owned?: Readonly<Record<string, string>>;
  readonly remarks?: readonly string[];
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
  const episode = existsSync(join(dir, 'before'));
  const before = readText(join(dir, episode ? 'before/info.md' : 'before.md'));
  const settings = (readJson(join(dir, 'settings.json')) ?? {}) as CaseSettings;
  return {
    step,
    name,
    dir,
    before,
    after: existsSync(join(dir, 'after.md')) ? readText(join(dir, 'after.md')) : before,
    diagnostics: (readJson(join(dir, 'diagnostics.json')) ?? []) as unknown as Case['diagnostics'],
    tools: {
      language: scripted(readJson(join(dir, 'answers.json')) as Readonly<Record<string, Json>> | null),
    },
    subject: (text, owned) => (episode ? episodeSubject : segmentSubject)(dir, text, settings, owned),
  };
}

function readText(path: string): string {
  return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(readFileSync(path));
}

function readJson(path: string): Json | null {
  return existsSync(path) ? (JSON.parse(readText(path)) as Json) : null;
}

const EPISODE = '0101' as EpisodeId;
export const USUAL: StepSettings = {
  fps: 30,
  show: 'Disaffected',
  wordsPerMinute: 150,
  quoteWordsPerMinute: 120,
  prompt: null,
};

function common(settings: CaseSettings, owned: ReadonlyMap<string, string> | undefined) {
  const { name: _name, owned: stated = {}, remarks = [], ...rest } = settings;
  return {
    episode: EPISODE,
    settings: { ...USUAL, ...rest },
    owned: owned ?? new Map(Object.entries(stated)),
    remarks,
  };
}

export function segmentSubject(
  dir: string,
  text: string,
  settings: CaseSettings = {},
  owned?: ReadonlyMap<string, string>,
): SegmentSubject {
  const path = segmentPath(settings.name ?? '10 Case.md');
  const info = join(dir, 'info.md');
  return {
    ...common(settings, owned),
    kind: 'segment',
    path,
    document: parseSegment(path, text),
    info: existsSync(info) ? parseInfo(treePath(`episodes/${EPISODE}/info.md`), readText(info)) : null,
    previous: neighbour(dir, 'previous.md'),
    next: neighbour(dir, 'next.md'),
  };
}

function segmentPath(name: string): TreePath {
  return treePath(`episodes/${EPISODE}/rundown/${name}`);
}

function neighbour(dir: string, name: string): SegmentDocument | null {
  return existsSync(join(dir, name)) ? parseSegment(segmentPath(name), readText(join(dir, name))) : null;
}

export function episodeSubject(
  dir: string,
  text: string,
  settings: CaseSettings = {},
  owned?: ReadonlyMap<string, string>,
): EpisodeSubject {
  const path = treePath(`episodes/${EPISODE}/info.md`);
  const rundown = join(dir, 'before/rundown');
  const files = existsSync(rundown) ? readdirSync(rundown) : [];
  const segments = files.map((file) =>
    parseSegment(segmentPath(basename(file)), readText(join(rundown, file))),
  );
  return {
    ...common(settings, owned),
    kind: 'episode',
    path,
    info: parseInfo(path, text),
    segments: segments.sort(byOrder),
  };
}

/** A model that answers by prompt type, whatever its version; it refuses what nobody has written an answer for. */
function scripted(answers: Readonly<Record<string, Json>> | null): Tools['language'] {
  return {
    model: answers === null ? 'rules' : 'scripted',
    ask: async ({ prompt }): Promise<LanguageAnswer> => {
      if (answers === null) return { kind: 'off' };
      const value = answers[prompt.split('@')[0] ?? ''];
      if (value === undefined) throw new Error(`answers.json has no answer for ${prompt}`);
      return { kind: 'answer', value, use: { model: 'scripted', prompt, costUsd: null, confidence: null } };
    },
  };
}
