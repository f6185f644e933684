// Counts how long each item, each quote and the episode take. Fills in empty and zero durations and renews the bot's
// own. Keeps a person's length, and reports it if it is far from the counted one.
import type { Diagnostic } from '../src/domain/diagnostic.ts';
import { formatDuration, normaliseDuration } from '../src/domain/duration.ts';
import type { Edit } from '../src/domain/edit.ts';
import type { Json } from '../src/domain/json.ts';
import { oneLine } from '../src/domain/one-line.ts';
import { reason } from '../src/domain/reason.ts';
import { isBreakLike } from '../src/domain/segment.ts';
import type { HeadState } from '../src/markdown/document.ts';
import { setHeadValue } from '../src/markdown/head-edit.ts';
import { USUAL_BREAK_MS } from '../src/markdown/rundown/length.ts';
import { type QuoteTime, quoteTimes } from '../src/markdown/rundown/quote-times.ts';
import { type RunningTime, runningTime } from '../src/markdown/rundown/running-time.ts';
import { standing } from '../src/markdown/rundown/standing.ts';
import { statedDiagnostics } from '../src/markdown/rundown/stated.ts';
import { type Runtime, runtimeOf } from '../src/markdown/runtime.ts';
import type { EpisodeSubject, Inspection, SegmentSubject, StepResult, StepSettings } from '../src/step.ts';
import { defineStep } from '../src/step.ts';

export const runtimeCalculation = defineStep<'segment' | 'episode', never>({
  id: 'runtime-calculation',
  title: 'Count how long items and episode take',
  label: 'Runtime',
  version: 3,
  subjects: ['segment', 'episode'],
  after: ['cue-block-repair'],
  tools: [],
  sumsUp: true,

  inspect(subject) {
    return inspected(countOf(subject));
  },

  async run(subject) {
    return result(subject, countOf(subject));
  },
});

/** The counted length, and the values that should be in the file. */
interface Count {
  readonly head: HeadState;
  readonly wanted: readonly Wanted[];
  readonly facts: Json;
  readonly diagnostics: readonly Diagnostic[];
}

/** A value that the file should have but does not. */
interface Wanted {
  readonly field: string;
  readonly value: string;
  readonly title: string;
  readonly why: string;
  /** Null if its place can't be edited. */
  readonly edit: Edit | null;
}

type Writable = Wanted & { readonly edit: Edit };

function countOf(subject: SegmentSubject | EpisodeSubject): Count | null {
  return subject.kind === 'segment' ? segmentCount(subject) : episodeCount(subject);
}

function inspected(count: Count | null): Inspection {
  if (count === null) return { state: 'fulfilled', diagnostics: [] };
  const { diagnostics, facts, wanted, head } = count;
  const values = writable(count).map(({ field, value }) => [field, value]);
  if (values.length > 0) return { state: 'needed', input: { counted: facts, values }, diagnostics };
  if (wanted.length === 0 || head === 'absent') return { state: 'fulfilled', diagnostics };
  const why = reason(
    'HEAD_NOT_EDITABLE',
    'the block of values at the top of the file can’t be read safely',
    `head is ${head}, or ${wanted.map(({ field }) => field).join(', ')} is not a plain value`,
  );
  return { state: 'blocked', reason: why, diagnostics };
}

/** One change per value, so that each gets its own decision. */
function result(subject: SegmentSubject | EpisodeSubject, count: Count | null): StepResult {
  if (count === null) return { changes: [], facts: null };
  const changes = writable(count).map(({ title, why, edit }) => {
    const files = [{ kind: 'edit', path: subject.path, edits: [edit] }] as const;
    return { title, why, applicability: 'safe', files } as const;
  });
  return { changes, facts: count.facts };
}

function writable({ wanted }: Count): readonly Writable[] {
  return wanted.filter((each): each is Writable => each.edit !== null);
}

// ---- one item ----

function segmentCount(subject: SegmentSubject): Count | null {
  const { document, settings, owned } = subject;
  if (!document.isItem) return null;
  const runtime = runtimeOf(document, settings);
  const stands = standing(document.duration, owned.get('duration'), runtime.totalMs, settings.fps);
  const own =
    stands === 'ours' ? counted(subject, runtime) : stands === 'theirs' ? spelledOut(subject) : null;
  const quotes = quoteTimes(document, settings, owned).map((time) => quoteWanted(time, settings));
  // 0 skips the comparison: an advert or promo is as long as it was sold, and its text only notes what it is about.
  const comparedMs = isBreakLike(document.type) ? 0 : runtime.totalMs;
  const facts = {
    words: runtime.words,
    speakers: runtime.speakers.map(({ name, words, ms }) => [name, words, ms]),
    cues: runtime.cues.map((cue) => [cue.type, cue.ms]),
    totalMs: runtime.totalMs,
  };
  return {
    head: document.head.state,
    wanted: own === null ? quotes : [own, ...quotes],
    facts,
    diagnostics: stands === 'theirs' ? statedDiagnostics(document, 'duration', comparedMs, settings.fps) : [],
  };
}

function counted({ document, settings }: SegmentSubject, runtime: Runtime): Wanted {
  const value = formatDuration(runtime.totalMs, settings.fps);
  const words = wordsSpoken(runtime, settings);
  const count = runtime.cues.length;
  const cues = count === 1 ? '1 cue with a length of its own' : `${count} cues with a length of their own`;
  const parts = count === 0 ? words : `${words} and ${cues}`;
  return {
    field: 'duration',
    value,
    title: `Set the duration to ${value}`,
    why: `${parts} come to ${value}.`,
    edit: setHeadValue(document, 'duration', value, 'duration'),
  };
}

function wordsSpoken({ words, speakers }: Runtime, { wordsPerMinute }: StepSettings): string {
  const paces = new Set(speakers.map((speaker) => speaker.wordsPerMinute));
  if (paces.size > 1) return `${words} words, each speaker at their own pace,`;
  return `${words} words at ${[...paces][0] ?? wordsPerMinute} a minute`;
}

/** `1:15` and `:30` in four parts. Longer forms are unambiguous and stay as a person wrote them. */
function spelledOut({ document, settings }: SegmentSubject): Wanted | null {
  const written = (document.duration ?? '').trim();
  const value = /^\d{0,2}:\d{2}$/.test(written) ? normaliseDuration(written, settings.fps) : null;
  if (value === null) return null;
  // A field of its own, since only the form changes: the value still belongs to the person.
  const field = 'duration:form';
  return {
    field,
    value,
    title: `Spell the duration as ${value}`,
    why: `The duration was written as “${written}”; four parts say the same and are read alike by every program.`,
    edit: setHeadValue(document, 'duration', value, field),
  };
}

function quoteWanted({ cue, field, value, words, edit }: QuoteTime, settings: StepSettings): Wanted {
  const name = cue.slug === null ? 'the quote' : `the quote “${oneLine(cue.slug, 60)}”`;
  const shortest = formatDuration(settings.quoteMinimumMs, settings.fps);
  const read = `Its ${words === 1 ? 'word takes' : `${words} words take`} ${value} to read at ${settings.quoteWordsPerMinute} a minute`;
  const why =
    words === 0
      ? `It has no words yet; ${value} are counted for it until it has.`
      : value === shortest
        ? `A quote stands for at least ${shortest}, and this one is short.`
        : `${read}.`;
  return { field, value, title: `Show ${name} for ${value}`, why, edit };
}

// ---- the episode ----

function episodeCount({ info, segments, settings, owned }: EpisodeSubject): Count | null {
  if (info === null) return null;
  const { fps } = settings;
  const time = runningTime(segments, settings);
  const stands = standing(info.totalRuntime, owned.get('total_runtime'), time.totalMs, fps);
  const value = formatDuration(time.totalMs, fps);
  const total: Wanted = {
    field: 'total_runtime',
    value,
    title: `Set the total runtime to ${value}`,
    why: whyTotal(time, value, fps),
    edit: setHeadValue(info, 'total_runtime', value, 'total_runtime'),
  };
  return {
    head: info.head.state,
    wanted: stands === 'ours' ? [total] : [],
    facts: time.facts,
    diagnostics: stands === 'theirs' ? statedDiagnostics(info, 'total_runtime', time.totalMs, fps) : [],
  };
}

function whyTotal({ items, productionOnly, assumedBreaks }: RunningTime, total: string, fps: number): string {
  const number = items === 1 ? 'item' : `${items} items`;
  const take = items === 1 ? 'takes' : 'take';
  const sum = productionOnly
    ? `The ${number} in production ${take} ${total}.`
    : `No item is in production yet, so all are counted: the ${number} ${take} ${total}.`;
  if (assumedBreaks === 0) return sum;
  const breaks =
    assumedBreaks === 1
      ? 'A break that does not say its length counts'
      : `${assumedBreaks} breaks that do not say their length count`;
  return `${sum} ${breaks} as ${formatDuration(USUAL_BREAK_MS, fps)}${assumedBreaks === 1 ? '' : ' each'}.`;
}
