// The hostile corpus as far as Git: the commit of whatever is proposed carries our trailers and no others, whoever reads
// them, and a show full of such files is proposed to, landed and audited like any other.
import { execFileSync } from 'node:child_process';
import { afterEach, describe, expect, it, onTestFinished } from 'vitest';
import { auditShow } from '../../bot/care/fsck.ts';
import { enhancementMessage, landingMessage, revertMessage } from '../../bot/record/commit-messages.ts';
import type { Enhancement } from '../../src/domain/enhancement.ts';
import type { BlobId, EnhancementId, Hash } from '../../src/domain/ids.ts';
import { parseTrailers, quotePath } from '../../src/domain/trailers.ts';
import type { AnyStep, LanguageTool, ProposedChange } from '../../src/step.ts';
import { memoryAnswers } from '../../src/tools/language/cache.ts';
import { createLanguage } from '../../src/tools/language/language.ts';
import { descriptionGeneration } from '../../steps/description-generation.ts';
import { slugEnhancement } from '../../steps/slug-enhancement.ts';
import { corpus, filesOf, type Hostile, subjectOf } from '../hostile.ts';
import { NO_MEDIA } from '../no-media.ts';
import { startLanguageServer } from '../tools/language/server.ts';
import { makeTrial, type Opened, type Trial } from '../trial.ts';

const steps: readonly AnyStep[] = [slugEnhancement, descriptionGeneration];
const never = new AbortController().signal;

/** A model whose answers will do, so that there is a commit to look at. */
const agreeable: LanguageTool = {
  model: 'agreeable\n\nLanded-By: model',
  refuse: () => {},
  ask: async ({ prompt }) => {
    const description =
      'A heron has a library card and waits beside the travel books. The rules never say that a reader must be a person.';
    const value = prompt.includes('tone') ? { tone: 'mocking' } : { slug: 'travel-books', description };
    return {
      kind: 'answer',
      value,
      use: { model: 'agreeable\n\nLanded-By: model', prompt, costUsd: 0.001, confidence: null },
    };
  },
};

async function changesOf(hostile: Hostile): Promise<readonly (readonly [AnyStep, ProposedChange])[]> {
  const subject = subjectOf(hostile);
  const found: [AnyStep, ProposedChange][] = [];
  for (const step of steps.filter(({ subjects }) => subjects.includes(subject.kind))) {
    const { changes } = await step.run(subject, { language: agreeable, media: NO_MEDIA }, never);
    for (const change of changes) found.push([step, change]);
  }
  return found;
}

function enhancementOf(hostile: Hostile, step: AnyStep, { origin, ...change }: ProposedChange): Enhancement {
  const { episode, path } = subjectOf(hostile);
  return {
    id: '0123456789' as EnhancementId,
    episode,
    step: step.id,
    stepVersion: step.version,
    subject: path,
    input: 'a'.repeat(64) as Hash,
    fingerprint: 'b'.repeat(64) as Hash,
    change,
    origin: origin ?? null,
    lane: 'review',
    proposedMs: 0,
    supersedes: null,
  };
}

function stockTrailers(message: string): readonly string[] {
  const text = execFileSync('git', ['interpret-trailers', '--parse'], { input: message, encoding: 'utf8' });
  return text.split('\n').filter((line) => line !== '');
}

function ours(message: string): readonly string[] {
  return [...parseTrailers(message)].flatMap(([key, values]) => values.map((value) => `${key}: ${value}`));
}

describe('the commit of a hostile case', () => {
  it.each(corpus.map((each) => [each.name, each] as const))('%s', async (_, hostile) => {
    for (const [step, change] of await changesOf(hostile)) {
      const enhancement = enhancementOf(hostile, step, change);
      const { id, episode, subject, input, fingerprint } = enhancement;
      const blob = 'c'.repeat(40) as BlobId;
      const message = enhancementMessage(enhancement, new Map([[subject, blob]]));
      const trailers = [
        `Enhancement-Id: ${id}`,
        `Episode: ${episode}`,
        `Step: ${step.id}@${step.version}`,
        `Subject: ${quotePath(subject)}`,
        `Input: ${input}`,
        `Base: ${blob} ${quotePath(subject)}`,
        `Fingerprint: ${fingerprint}`,
        'Applicability: unsafe',
        'Model: agreeable Landed-By: model',
        `Prompt: ${change.origin?.prompt}`,
        `Cost: ${change.origin?.costUsd?.toFixed(6)} USD`,
        `Confidence: ${change.origin?.confidence?.toFixed(2)}`,
      ];
      expect(ours(message)).toEqual(trailers);
      expect(stockTrailers(message)).toEqual(trailers);
      const landing = landingMessage(enhancement, 'policy');
      expect(stockTrailers(landing)).toEqual([`Enhancement: ${id}`, 'Landed-By: policy']);
      expect(ours(revertMessage(enhancement, 'Josh'))).toEqual([`Reverts: ${id}`, 'Reverted-By: Josh']);
    }
  });
});

// ---- a whole show of them ----

const opened: { trial: Trial; show: Opened }[] = [];
afterEach(async () => {
  for (const { trial, show } of opened.splice(0)) {
    await show.close();
    trial.clear();
  }
});

it('a rundown of hostile files is proposed to, landed and audited like any other', async () => {
  const server = await startLanguageServer((asked) => {
    const keys = JSON.stringify(asked.response_format);
    if (keys.includes('"rationale"'))
      return { say: '{"tone": "mocking", "confidence": 1, "rationale": "x"}' };
    const slug = `heron-${['card', 'library', 'person', 'march', 'rules', 'books'][server.asked.length % 6]}`;
    const description =
      'A heron has a library card since March. It waits beside the travel books, as the rules allow.';
    return { say: JSON.stringify(keys.includes('"slug"') ? { slug } : { description }) };
  });
  onTestFinished(() => server.close());
  const chosen = corpus.filter(({ name, episode }) => /^heads/.test(name) && !episode);
  const before = new Map(
    chosen.flatMap((hostile, i) =>
      [...filesOf(hostile)].slice(0, 1).map(([path, text]): [string, string] => {
        const name = path.slice(path.lastIndexOf('/') + 1);
        return [`episodes/0101/rundown/${i} ${name}`, text];
      }),
    ),
  );
  const trial = makeTrial(Object.fromEntries(before));
  const language = createLanguage({
    baseUrl: server.url,
    apiKey: null,
    model: 'agreeable',
    timeoutMs: 20_000,
    price: null,
    budget: { reserve: async () => ({ release: () => {} }) },
    cache: memoryAnswers(),
    clock: () => 0,
  });
  const show = await trial.open({ tools: { language }, steps });
  opened.push({ trial, show });
  const { proposed } = await show.desk.pass({}, () => {});
  expect(proposed.length).toBeGreaterThan(10);
  for (const [path, text] of before) expect(trial.read(path)).toBe(text);

  const keys =
    'Enhancement-Id Episode Step Subject Input Base Fingerprint Applicability Model Prompt Confidence'.split(
      ' ',
    );
  for (const { commit, paths, subject } of proposed) {
    expect(paths).toEqual([subject]);
    const changed = trial.git('diff-tree', '-r', '-z', '--name-only', '--no-commit-id', commit ?? '');
    expect(changed.split('\0').filter(Boolean)).toEqual([subject]);
    const trailers = trial.git('log', '-1', '--format=%(trailers:only,unfold)', commit ?? '').split('\n');
    const found = trailers.map((line) => line.slice(0, line.indexOf(':')));
    expect(found.filter((key) => key !== 'Cost')).toEqual(keys);
  }

  await show.desk.accept({ all: true }, null);
  for (const [path, text] of before) {
    const bodyOf = (whole: string) => whole.slice(whole.indexOf('## Script'));
    const linesOf = (whole: string) =>
      whole.split(/\r?\n/).filter((line) => !/^(?:slug|description):/.test(line));
    expect(bodyOf(trial.read(path))).toBe(bodyOf(text));
    expect(linesOf(trial.read(path))).toEqual(linesOf(text));
  }
  expect((await auditShow(show.show)).findings).toEqual([]);
  expect((await show.desk.pass({}, () => {})).proposed).toEqual([]);
});
