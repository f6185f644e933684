// How long each item and the episode take. Fills durations that are empty or zero and renews its own; a length that a
// person gave stays, and is told of where it is far from what was counted.
import type { Diagnostic } from '../src/domain/diagnostic.ts';
import { durationMs, formatDuration, normaliseDuration, readDuration } from '../src/domain/duration.ts';
import type { Edit } from '../src/domain/edit.ts';
import { countedItems } from '../src/domain/episode.ts';
import type { Json } from '../src/domain/json.ts';
import { reason } from '../src/domain/reason.ts';
import { isBreakLike } from '../src/domain/segment.ts';
import type { InfoDocument, SegmentDocument } from '../src/markdown/document.ts';
import { setHeadValue } from '../src/markdown/head-edit.ts';
import { runtimeOf } from '../src/markdown/runtime.ts';
import type { EpisodeSubject, Inspection, ProposedChange, SegmentSubject, StepResult } from '../src/step.ts';
import { defineStep } from '../src/step.ts';

export const runtimeCalculation = defineStep<'segment' | 'episode', never>({
  id: 'runtime-calculation',
  title: 'Count how long items and episode take',
  version: 1,
  subjects: ['segment', 'episode'],
  after: ['cue-block-repair'],
  tools: [],

  inspect(subject) {
    return inspected(subject.kind === 'segment' ? segmentCount(subject) : episodeCount(subject));
  },

  async run(subject) {
    return result(subject, subject.kind === 'segment' ? segmentCount(subject) : episodeCount(subject));
  },
});

/** What was counted, and what is to stand in the file. */
interface Count {
  readonly document: SegmentDocument | InfoDocument;
  readonly key: 'duration' | 'total_runtime';
  /** What the edit is about: the value, or its form alone, which leaves the value its person's. */
  readonly field: 'duration' | 'duration:form' | 'total_runtime';
  /** Null: the file says it well enough, or a person has said it. */
  readonly value: string | null;
  readonly title: string;
  readonly why: string;
  readonly facts: Json;
  readonly diagnostics: readonly Diagnostic[];
}

function inspected(count: Count | null): Inspection {
  if (count === null) return { state: 'fulfilled', diagnostics: [] };
  const { diagnostics, facts } = count;
  if (count.value === null || count.document.head.state === 'absent')
    return { state: 'fulfilled', diagnostics };
  if (editOf(count) !== null)
    return { state: 'needed', input: { counted: facts, value: count.value }, diagnostics };
  const why = reason(
    'HEAD_NOT_EDITABLE',
    'the block of values at the top of the file can’t be read safely',
    `head is ${count.document.head.state}, or ${count.key} is not a plain value`,
  );
  return { state: 'blocked', reason: why, diagnostics };
}

function result(subject: SegmentSubject | EpisodeSubject, count: Count | null): StepResult {
  const edit = count === null ? null : editOf(count);
  if (count === null || edit === null) return { changes: [], facts: count?.facts ?? null };
  const change: ProposedChange = {
    title: count.title,
    why: count.why,
    applicability: 'safe',
    files: [{ kind: 'edit', path: subject.path, edits: [edit] }],
  };
  return { changes: [change], facts: count.facts };
}

function editOf(count: Count): Edit | null {
  return count.value === null ? null : setHeadValue(count.document, count.key, count.value, count.field);
}

// ---- one item ----

function segmentCount(subject: SegmentSubject): Count | null {
  const { document, settings, owned } = subject;
  if (!document.isItem) return null;
  const { fps } = settings;
  const runtime = runtimeOf(document, settings);
  const counted = formatDuration(runtime.totalMs, fps);
  const stands = standing(document.duration, owned.get('duration'), runtime.totalMs, fps);
  const facts = {
    words: runtime.words,
    cues: runtime.cues.map((cue) => [cue.type, cue.ms]),
    totalMs: runtime.totalMs,
  };
  const base = { document, key: 'duration', field: 'duration', facts } as const;
  if (stands === 'ours') {
    const words = `${runtime.words} words at ${settings.wordsPerMinute} a minute`;
    const cues = runtime.cues.length === 1 ? '1 cue' : `${runtime.cues.length} cues`;
    const parts =
      runtime.cues.length === 0 ? `${words} come` : `${words} and ${cues} with a length of their own come`;
    const why = `${parts} to ${counted}.`;
    return { ...base, value: counted, title: `Set the duration to ${counted}`, why, diagnostics: [] };
  }
  const spelled = stands === 'theirs' ? shortForm(document.duration ?? '', fps) : null;
  const title = `Spell the duration as ${spelled}`;
  const why = `The duration was written as “${(document.duration ?? '').slice(0, 20)}”; four parts say the same and are read alike by every program.`;
  // An advert or a promo is as long as it was sold; its text is a note of what it is about.
  const countedMs = isBreakLike(document.type) ? 0 : runtime.totalMs;
  const diagnostics = stands === 'theirs' ? compared(document, 'duration', countedMs, fps) : [];
  return { ...base, field: 'duration:form', value: spelled, title, why, diagnostics };
}

/** `1:15` and `:30` in four parts. Longer forms are read alike by everyone and stay as a person wrote them. */
function shortForm(text: string, fps: number): string | null {
  return /^\d{0,2}:\d{2}$/.test(text.trim()) ? normaliseDuration(text.trim(), fps) : null;
}

// ---- the episode ----

function episodeCount(subject: EpisodeSubject): Count | null {
  const { info, segments, settings, owned } = subject;
  if (info === null) return null;
  const { fps } = settings;
  const { items, productionOnly } = countedItems(segments);
  const lengths = items.map((item) => durationMs(item.duration, fps) || runtimeOf(item, settings).totalMs);
  const totalMs = lengths.reduce((sum, ms) => sum + ms, 0);
  const total = formatDuration(totalMs, fps);
  const stands = standing(info.totalRuntime, owned.get('total_runtime'), totalMs, fps);
  const number = items.length === 1 ? 'item' : `${items.length} items`;
  return {
    document: info,
    key: 'total_runtime',
    field: 'total_runtime',
    value: stands === 'ours' ? total : null,
    title: `Set the total runtime to ${total}`,
    why: productionOnly
      ? `The ${number} in production ${items.length === 1 ? 'takes' : 'take'} ${total}.`
      : `No item is in production yet, so all are counted: the ${number} ${items.length === 1 ? 'takes' : 'take'} ${total}.`,
    facts: { totalMs, items: lengths, productionOnly },
    diagnostics: stands === 'theirs' ? compared(info, 'total_runtime', totalMs, fps) : [],
  };
}

// ---- whose value it is ----

/** ours: the bot may write it, and it would differ · theirs: a person's · right: nothing to do. */
function standing(
  present: string | null,
  owned: string | undefined,
  totalMs: number,
  fps: number,
): 'ours' | 'theirs' | 'right' {
  const reading = readDuration(present ?? '', fps);
  const vacant =
    reading.ms === 0 ||
    (reading.ms === null && (reading.problem === 'empty' || reading.problem === 'pending'));
  if (vacant) return totalMs > 0 ? 'ours' : 'right';
  if (present !== owned) return 'theirs';
  return present === formatDuration(totalMs, fps) ? 'right' : 'ours';
}

const FAR_OFF = 0.1;

function compared(
  doc: SegmentDocument | InfoDocument,
  key: 'duration' | 'total_runtime',
  totalMs: number,
  fps: number,
): readonly Diagnostic[] {
  const entry = doc.head.entries.find((each) => each.name === key);
  const stated = doc.value(key) ?? '';
  const ms = durationMs(stated, fps);
  const at = { path: doc.path, line: entry?.line ?? null };
  if (ms === null) {
    return [
      {
        ...at,
        code: 'DURATION_UNCLEAR',
        severity: 'warning',
        message: `“${stated.slice(0, 40)}” is not clear as a duration`,
        todo: 'Write hours, minutes, seconds and frames: 00:01:15:00.',
      },
    ];
  }
  if (totalMs === 0 || Math.abs(totalMs - ms) <= ms * FAR_OFF) return [];
  const message = `${stated.slice(0, 40)} stands here, but words and cues come to ${formatDuration(totalMs, fps)}`;
  return [
    {
      ...at,
      code: 'DURATION_MISMATCH',
      severity: 'note',
      message,
      todo: 'Check the length, or empty the value to have it counted.',
    },
  ];
}
