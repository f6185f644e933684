// Every step over every case in its folder: the result is as written down, running again changes nothing, and no byte
// outside the edits moves.
import { existsSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Change, fieldsOf } from '../../src/domain/change.ts';
import { applyEdits, type Edit, fits, inverted } from '../../src/domain/edit.ts';
import { type Hash, type TreePath, treePath } from '../../src/domain/ids.ts';
import { hashValue } from '../../src/hash.ts';
import { fieldValue } from '../../src/markdown/field-value.ts';
import type { AnyStep, StepResult } from '../../src/step.ts';
import { steps } from '../../steps/index.ts';
import {
  assetSubject,
  type Case,
  casesOf,
  episodeSubject,
  type Files,
  fixtureSteps,
  segmentSubject,
} from './fixtures.ts';

const never = new AbortController().signal;

type Subject = ReturnType<Case['subject']>;

function runOn(step: AnyStep, each: Case, subject: Subject): Promise<StepResult> {
  return step.run(subject, each.tools, never);
}

/** All edits of all changes in a file, in order of place. */
function editsOf(changes: readonly Change[], path: TreePath): readonly Edit[] {
  const files = changes.flatMap((change) => change.files);
  return files
    .flatMap((file) => (file.kind === 'edit' && file.path === path ? file.edits : []))
    .sort((a, b) => a.start - b.start || a.end - b.end);
}

function applied(before: Files, changes: readonly Change[]): Files {
  const after = new Map(before);
  for (const file of changes.flatMap((change) => change.files)) {
    if (file.kind !== 'create') continue;
    expect(after.has(file.path), `${file.path} is there already`).toBe(false);
    after.set(file.path, file.text);
  }
  for (const [path, text] of before) {
    const edits = editsOf(changes, path);
    expect(fits(text, edits)).toBe(true);
    after.set(path, applyEdits(text, edits));
    expect(applyEdits(after.get(path) ?? '', inverted(edits))).toBe(text);
  }
  return after;
}

for (const step of steps) {
  describe(step.id, () => {
    const cases = casesOf(step.id);

    it('has a file and a folder of cases by its own name', () => {
      expect(step.id).toMatch(/^[a-z]+(-[a-z]+)*$/);
      expect(existsSync(new URL(`../../steps/${step.id}.ts`, import.meta.url))).toBe(true);
      expect(cases.length).toBeGreaterThan(0);
    });

    it.each(cases.map((each) => [each.name, each] as const))('%s', async (_name, each) => {
      const subject = each.subject(each.before);
      const inspection = step.inspect(subject);
      expect(inspection.diagnostics.map(({ code, line }) => ({ code, line }))).toEqual(each.diagnostics);
      const { changes } = await runOn(step, each, subject);
      if (inspection.state === 'needed') expect(changes.length).toBeGreaterThan(0);
      else expect(changes).toEqual([]);

      const named = changes.flatMap((change) => change.files.map(({ path }) => path));
      // A segment's step changes its segment, a clip's the segments that play it; what is made from the whole episode lies in exports/.
      for (const path of named)
        if (path !== subject.path && path !== each.path) expect(path).toMatch(/^episodes\/0101\/exports\//);
      const after = applied(each.before, changes);
      expect(Object.fromEntries(after)).toEqual(Object.fromEntries(each.after));
      for (const change of changes) expectPresentable(change);
      const input = inspection.state === 'needed' ? hashValue(inspection.input) : null;
      await expectNothingMore(step, each, changes, input);
    });

    it.each(
      cases.map((each) => [each.name, each] as const),
    )('lets each change of %s stand alone', async (_name, each) => {
      const { changes } = await runOn(step, each, each.subject(each.before));
      for (const change of changes) applied(each.before, [change]);
      const fields = changes.flatMap((change) =>
        fieldsOf(change).map((field) => `${change.files[0]?.path} ${field}`),
      );
      expect(new Set(fields).size).toBe(fields.length);
    });

    it('is asked about any text without throwing', () => {
      const reports = [...cases.flatMap((each) => reportOf(each)), NO_REPORT];
      const seeds = cases.flatMap((each) => each.before.get(each.path) ?? []);
      fc.assert(
        fc.property(spoiled(seeds), (text) => {
          for (const kind of step.subjects) {
            const segment = segmentSubject('/nowhere', text);
            if (kind === 'segment') step.inspect(segment);
            if (kind === 'asset')
              for (const report of reports)
                step.inspect(assetSubject('/nowhere', { path: 'a.mp4', report }, segment));
            if (kind === 'episode') step.inspect(episodeSubject('/nowhere', spoiledEpisode(text)));
          }
        }),
        { numRuns: 200 },
      );
    });
  });
}

const NO_REPORT = { facts: null, unreadable: null, cuts: {} };

function reportOf(each: Case) {
  const subject = each.subject(each.before);
  return subject.kind === 'asset' && subject.report !== null ? [subject.report] : [];
}

/** The text where an episode has texts: in `info.md`, and in an item. */
function spoiledEpisode(text: string): Files {
  const folder = 'episodes/0101';
  return new Map([
    [treePath(`${folder}/info.md`), text],
    [treePath(`${folder}/rundown/10 Case.md`), text],
  ]);
}

/** Titles and reasons are read by people, in lists: words, on one line. */
function expectPresentable(change: Change): void {
  expect(change.title).toMatch(/^[^\r\n]{5,120}$/);
  expect(change.why).toMatch(/^[^\r\n]{10,600}$/);
}

async function expectNothingMore(
  step: AnyStep,
  each: Case,
  changes: readonly Change[],
  input: Hash | null,
): Promise<void> {
  const subject = each.subject(each.after);
  const document = documentOf(subject);
  const written = changes.flatMap(fieldsOf).flatMap((field): [string, string][] => {
    const value = document ? fieldValue(document, field) : null;
    return value === null ? [] : [[field, value]];
  });
  const before = subject.kind === 'asset' ? (subject.uses[0]?.owned ?? new Map()) : subject.owned;
  for (const owned of [before, new Map([...before, ...written])]) {
    const made = input === null ? [] : written.map(([field]) => [field, input] as const);
    const again = { ...each.subject(each.after, owned), madeFrom: new Map([...subject.madeFrom, ...made]) };
    expect(isDue(step, again)).toBe(false);
    expect((await runOn(step, each, again)).changes).toEqual([]);
  }
}

function documentOf(subject: Subject) {
  if (subject.kind === 'asset') return subject.uses[0]?.document ?? null;
  return subject.kind === 'segment' ? subject.document : subject.info;
}

/** As the planner asks: what was made from this very input already is not made again. */
function isDue(step: AnyStep, subject: Subject): boolean {
  const inspection = step.inspect(subject);
  if (inspection.state !== 'needed') return false;
  const { renews, input } = inspection;
  return renews === undefined || subject.madeFrom.get(renews) !== hashValue(input);
}

/** Texts as they never should be: any characters, and the cases' own texts cut and joined at any place. */
function spoiled(seeds: readonly string[]): fc.Arbitrary<string> {
  const anything = fc.string({ unit: 'binary', maxLength: 300 });
  const cut = fc
    .tuple(
      fc.constantFrom(...seeds, '---\n'),
      fc.nat(),
      fc.constantFrom(...seeds, '<!-- End Cue -->'),
      fc.nat(),
      anything,
    )
    .map(
      ([a, at, b, from, middle]) => a.slice(0, at % (a.length + 1)) + middle + b.slice(from % (b.length + 1)),
    );
  return fc.oneof(anything, cut);
}

describe('the list of steps', () => {
  it('names only real steps in `after`, without a cycle', () => {
    const done = new Set<string>();
    for (let round = 0; round < steps.length; round += 1) {
      for (const step of steps) if (step.after.every((id) => done.has(id))) done.add(step.id);
    }
    expect([...done].sort()).toEqual(steps.map((step) => step.id).sort());
  });

  it('has no two of the same id, and no cases without a step', () => {
    const ids = steps.map((step) => step.id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(
      fixtureSteps().filter(
        (id) => !ids.includes(id) && existsSync(new URL(`../../steps/${id}.ts`, import.meta.url)),
      ),
    ).toEqual([]);
  });
});
