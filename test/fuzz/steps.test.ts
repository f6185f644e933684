// Every rule of every step over what a host may write: nothing throws, nothing is lost, and running again changes
// nothing. `npm run fuzz` runs this for long; what it finds becomes a file in `test/fixtures/fuzz/`.
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Change } from '../../src/domain/change.ts';
import { parseSegment, type SegmentDocument } from '../../src/markdown/document.ts';
import type { AnyStep, SubjectKind, SubjectOf } from '../../src/step.ts';
import { steps } from '../../steps/index.ts';
import { runs } from '../runs.ts';
import { type Episode, episode } from './host.ts';
import { made, noModel, shelfOf, subjectsOf, type Texts, textsOf } from './show.ts';

const RUNS = Number(process.env['SHOW_BUILD_FUZZ_RUNS'] ?? runs(400));
const FOUND = new URL('../fixtures/fuzz', import.meta.url).pathname;
const MOST_ROUNDS = 4;
const never = new AbortController().signal;

async function changesOf(
  step: AnyStep,
  subjects: readonly SubjectOf<SubjectKind>[],
): Promise<readonly Change[]> {
  const changes: Change[] = [];
  for (const subject of subjects) {
    const inspection = step.inspect(subject);
    const result = await step.run(subject, noModel, never);
    if (inspection.state !== 'needed') expect(result.changes, `${step.id} ran without need`).toEqual([]);
    changes.push(...result.changes);
  }
  return changes;
}

async function hold(found: Episode): Promise<void> {
  const media = shelfOf(found);
  let texts = textsOf(found);
  for (const step of steps) {
    // What is closed or cleaned first can be completed only then; but soon there is nothing left.
    for (let round = 1; ; round++) {
      const changes = await changesOf(step, subjectsOf(step, texts, media));
      if (changes.length === 0) break;
      const titles = changes.map(({ title }) => title).join(', ');
      expect(round, `${step.id} finds no end: ${titles}`).toBeLessThanOrEqual(MOST_ROUNDS);
      for (const change of changes) expectKept(texts, made(texts, [change]), `${step.id}: ${change.title}`);
      const after = made(texts, changes);
      expectKept(texts, after, step.id);
      texts = after;
    }
  }
}

/** No cue fewer, no word of prose less, and no value of a person's own field. */
function expectKept(before: Texts, after: Texts, who: string): void {
  for (const [path, text] of before) {
    if (!path.includes('/rundown/')) continue;
    const [was, is] = [parseSegment(path, text), parseSegment(path, after.get(path) ?? '')];
    if (was.text === is.text) continue;
    expect(is.cues.length, `${who}: cues of ${path}`).toBeGreaterThanOrEqual(was.cues.length);
    const left = counted(allWords(is.text));
    for (const [word, times] of counted(prose(was))) {
      expect(left.get(word) ?? 0, `${who}: “${word}” of ${path}`).toBeGreaterThanOrEqual(times);
    }
    // What stands twice word for word may go, once.
    for (const value of ownFields(was))
      expect(ownFields(is), `${who}: a person’s own field`).toContain(value);
  }
}

/** Stand for form where they stand in shorthand, and are nobody's words. */
const FORM =
  /[{(][^{}()\n]{0,80}[})]|\[[A-Z ]{2,9}:[^\]\n]*\]|\[COMMERCIAL[^\]\n]*\]|<[^<>]*>|&[a-z#0-9]+;|\b(?:IN|OUT|to|TO|FROM|From|FULL VIDEO IS TITLED|GRAB THE FULL UPLOAD)\b|https?:\S+/g;

function prose(doc: SegmentDocument): readonly string[] {
  let text = '';
  let at = doc.body.start;
  for (const { span } of doc.cues) {
    text += `${doc.text.slice(at, span.start)} `;
    at = span.end;
  }
  return allWords((text + doc.text.slice(at)).replace(FORM, ' '));
}

function allWords(text: string): readonly string[] {
  return text.toLowerCase().match(/\p{L}{3,}/gu) ?? [];
}

function ownFields(doc: SegmentDocument): readonly string[] {
  return doc.cues.flatMap((cue) =>
    cue.fields.flatMap(({ name, value }) => (name === 'wobble' ? [value] : [])),
  );
}

function counted(words: readonly string[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
  return counts;
}

describe('what a host may write', () => {
  it(`holds for ${RUNS} invented episodes`, { timeout: 0 }, async () => {
    await fc.assert(fc.asyncProperty(episode, hold), {
      numRuns: RUNS,
      reporter: async (details) => {
        if (!details.failed) return;
        const [worst] = details.counterexample ?? [];
        const text = JSON.stringify(worst, null, 2);
        const name = `${createHash('sha256').update(text).digest('hex').slice(0, 8)}.json`;
        if (!process.env['CI']) {
          mkdirSync(FOUND, { recursive: true });
          writeFileSync(join(FOUND, name), `${text}\n`);
        }
        throw new Error(`${fc.defaultReportMessage(details)}\n\nWritten to test/fixtures/fuzz/${name}`, {
          cause: details.errorInstance,
        });
      },
    });
  });

  const found = existsSync(FOUND) ? readdirSync(FOUND).sort() : [];
  it.each(found)('holds for %s, which was found before', async (name) => {
    await hold(JSON.parse(readFileSync(join(FOUND, name), 'utf8')) as Episode);
  });
});
