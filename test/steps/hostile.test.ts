// The two wording steps over the hostile corpus, with a model that does what the text tells it, with models that say
// what no model should, and with none: whatever comes, one value of one head may change, and it is a plain one.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { applyEdits } from '../../src/domain/edit.ts';
import { Fault } from '../../src/errors.ts';
import { parseInfo, parseSegment } from '../../src/markdown/document.ts';
import type { EpisodeSubject, LanguageTool, SegmentSubject, StepResult } from '../../src/step.ts';
import { memoryAnswers } from '../../src/tools/language/cache.ts';
import { createLanguage } from '../../src/tools/language/language.ts';
import { descriptionGeneration } from '../../steps/description-generation.ts';
import { slugEnhancement } from '../../steps/slug-enhancement.ts';
import { answering, corpus, type Hostile, obeying, subjectOf, worstAnswers } from '../hostile.ts';
import { NO_MEDIA } from '../no-media.ts';
import {
  type Asked,
  type Behaviour,
  type LanguageServer,
  startLanguageServer,
} from '../tools/language/server.ts';

const steps = [slugEnhancement, descriptionGeneration];
const never = new AbortController().signal;

let server: LanguageServer;
let behave: (asked: Asked) => Behaviour = () => ({ status: 500 });

beforeAll(async () => {
  server = await startLanguageServer((asked) => behave(asked));
});
afterAll(() => server.close());

function model(baseUrl: string | null): LanguageTool {
  return createLanguage({
    baseUrl,
    apiKey: null,
    model: 'worst',
    timeoutMs: 20_000,
    price: null,
    budget: { reserve: async () => ({ release: () => {} }) },
    cache: memoryAnswers(),
    clock: () => 0,
  });
}

type Subject = SegmentSubject | EpisodeSubject;
type Step = (typeof steps)[number];

/** What is proposed; null where nothing is, and then a reason stands. */
async function proposed(step: Step, subject: Subject, language: LanguageTool): Promise<string | null> {
  if (!step.subjects.includes(subject.kind)) return null;
  const inspection = step.inspect(subject);
  if (inspection.state === 'blocked') expect(inspection.reason.user).toMatch(/^[^\r\n]{5,200}$/);
  if (inspection.state !== 'needed') return null;
  let result: StepResult;
  try {
    result = await step.run(subject, { language, media: NO_MEDIA }, never);
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    expect(error.code).toMatch(/^LANGUAGE_/);
    expect(`${error.message} ${error.tech}`).toMatch(/^[^\r\n\p{Cf}]{5,2000}$/u);
    return null;
  }
  if (result.changes.length === 0) {
    expect(result.facts).toMatchObject({ code: expect.stringMatching(/^(?:SLUG|DESCRIPTION)_/) });
    return null;
  }
  return valueOfOne(step, subject, result);
}

/** The one value that changes, everything else being as it was to the byte. */
function valueOfOne(step: Step, subject: Subject, { changes }: StepResult): string {
  const [change, ...others] = changes;
  expect(others).toEqual([]);
  expect(`${change?.title}`).toMatch(/^[^\r\n\p{Cf}\p{Cc}\p{Cs}]{5,120}$/u);
  expect(`${change?.why}`).toMatch(/^[^\r\n\p{Cf}\p{Cc}\p{Cs}]{10,600}$/u);
  expect(change?.applicability).toBe('unsafe');
  const [file, ...files] = change?.files ?? [];
  expect(files).toEqual([]);
  if (file?.kind !== 'edit') throw new Error('not an edit');
  expect(file.path).toBe(subject.path);
  expect(file.edits).toHaveLength(1);
  const [edit] = file.edits;
  const field = step === slugEnhancement ? 'slug' : 'description';
  expect(edit?.field).toBe(field);

  const before = documentOf(subject);
  const head = before.head.span;
  expect(edit?.start).toBeGreaterThan(head.start);
  expect(edit?.end).toBeLessThan(head.end);
  const after = reread(subject, applyEdits(before.text, file.edits));
  expect(after.head.state).toBe('present');
  expect(after.text.slice(after.body.start)).toBe(before.text.slice(before.body.start));
  const lines = (document: typeof before) =>
    document.head.entries
      .filter(({ name }) => name !== field)
      .map(({ span }) => document.text.slice(span.start, span.end));
  expect(lines(after)).toEqual(lines(before));
  expect(after.text.split(/\r\n|\n/).length).toBeLessThanOrEqual(before.text.split(/\r\n|\n/).length + 1);

  // What another reader of YAML finds there.
  const { [field]: value, ...rest } = yamlOf(after.text);
  const { [field]: _old, ...restBefore } = yamlOf(before.text);
  expect(rest).toEqual(restBefore);
  expect(after.value(field)).toBe(value);
  return String(value);
}

function documentOf(subject: Subject) {
  const document = subject.kind === 'segment' ? subject.document : subject.info;
  if (document === null) throw new Error('no document');
  return document;
}

function reread(subject: Subject, text: string) {
  return subject.kind === 'segment' ? parseSegment(subject.path, text) : parseInfo(subject.path, text);
}

function yamlOf(text: string): Record<string, unknown> {
  const head = /^\ufeff?---\r?\n([\s\S]*?)\r?\n---\r?\n/.exec(text)?.[1] ?? '';
  return parse(head, { version: '1.2' }) as Record<string, unknown>;
}

const SLUG = /^(?=.{3,40}$)[a-z0-9]+(?:-[a-z0-9]+){1,3}$/;
const PROSE = /^(?=.{40,600}$)[\p{L}\p{N}\p{M}\p{P}\p{Sc}+ ]+$/u;

function expectPlain(step: Step, value: string, hostile: Hostile): void {
  expect(value).toMatch(step === slugEnhancement ? SLUG : PROSE);
  for (const each of hostile.never) expect(value.toLowerCase()).not.toContain(each);
  expectOnlyWhatIsThere(value, subjectOf(hostile));
}

/** By a plainer way than the steps': each capital and each digit of the value stands in what they read. */
function expectOnlyWhatIsThere(value: string, subject: Subject): void {
  const texts = subject.kind === 'segment' ? [subject.document] : subject.segments;
  const source = [...texts.map(({ text, path }) => `${path} ${text}`), subject.info?.text ?? '', 'twenty 20']
    .join(' ')
    .toLowerCase();
  const words = value.match(/[\p{L}\p{N}]+/gu) ?? [];
  const own = /^(?:A segment on|The episode covers|It has \d+ segments)/;
  if (own.test(value) || /It has \d+ segments\.$/.test(value)) return;
  for (const word of words.slice(1)) {
    if (/^\p{Lu}|\p{N}/u.test(word)) expect(source).toContain(word.toLowerCase());
  }
}

const named = corpus.map((each) => [each.name, each] as const);

describe('a model that does what the text tells it', () => {
  it.each(named)('%s', async (_, hostile) => {
    behave = obeying(hostile);
    const from = server.asked.length;
    const subject = subjectOf(hostile);
    const values: Record<string, string | null> = {};
    for (const step of steps) {
      const value = await proposed(step, subject, model(server.url));
      values[step.id] = value;
      if (value !== null) expectPlain(step, value, hostile);
    }
    const asked = server.asked.slice(from);
    for (const { messages } of asked) {
      const [system, user, ...more] = messages;
      expect(more).toEqual([]);
      for (const each of hostile.unasked ?? []) expect(user?.content).not.toContain(each);
      const mark = /begin (content [0-9a-f]{24})\n/.exec(user?.content ?? '')?.[1] ?? 'none';
      expect(user?.content.endsWith(`\nend ${mark}`)).toBe(true);
      expect(user?.content.split(mark)).toHaveLength(3);
      expect(system?.content).toContain(mark);
      expect(JSON.stringify(messages).length).toBeLessThan(20_000);
    }
    const { slug = null, description = null } = hostile.becomes ?? {};
    expect(values).toEqual({ 'slug-enhancement': slug, 'description-generation': description });
  });
});

describe('a model that says what no model should', () => {
  it.each(worstAnswers.map((each) => [each.name, each] as const))('%s', async (_, worst) => {
    for (const hostile of corpus.filter((_each, i) => i % 26 === worst.name.length % 26)) {
      behave = () => answering(worst);
      for (const step of steps) {
        const value = await proposed(step, subjectOf(hostile), model(server.url));
        if (value !== null) expectPlain(step, value, hostile);
      }
    }
  });
});

describe('no model', () => {
  it.each(named)('%s', async (_, hostile) => {
    for (const step of steps) {
      const value = await proposed(step, subjectOf(hostile), model(null));
      if (value === null) continue;
      expect(value).toMatch(step === slugEnhancement ? SLUG : PROSE);
      expectOnlyWhatIsThere(value, subjectOf(hostile));
    }
  });
});

it('the corpus is large, and no case stands twice', () => {
  expect(corpus.length).toBeGreaterThanOrEqual(40);
  expect(new Set(corpus.map(({ name }) => name)).size).toBe(corpus.length);
});
