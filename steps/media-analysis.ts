// Measures the episode's clips and sounds: what they are, how loud, and where they are silent, black or frozen. Fills in
// the Duration of cues that have none; a length that a person wrote stays. What is measured of some bytes holds for all
// files with them, and is not measured again.
import { cueType, cueValue } from '../src/domain/cue.ts';
import type { Diagnostic, Severity } from '../src/domain/diagnostic.ts';
import { durationMs, formatDuration } from '../src/domain/duration.ts';
import { nameOf } from '../src/domain/ids.ts';
import {
  type Cut,
  cutKey,
  type MediaFacts,
  type MediaReport,
  oneSide,
  orientationOf,
  playedMs,
  WHOLE,
} from '../src/domain/media/facts.ts';
import { oneLine } from '../src/domain/one-line.ts';
import { Fault } from '../src/errors.ts';
import { clipCut } from '../src/markdown/rundown/clip-cut.ts';
import { type CueDuration, cueDuration } from '../src/markdown/rundown/cue-duration.ts';
import { type AssetSubject, type AssetUse, defineStep, type ProposedChange } from '../src/step.ts';

export const mediaAnalysis = defineStep<'asset', 'media'>({
  id: 'media-analysis',
  title: 'Measure clips and sounds',
  label: 'Media',
  version: 1,
  subjects: ['asset'],
  after: ['cue-block-repair'],
  tools: ['media'],

  inspect(subject) {
    const { report, sha256, ours } = subject;
    if (ours) return { state: 'fulfilled', diagnostics: [] };
    const facts = report?.facts ?? null;
    if (facts === null) {
      const input = { sha256, known: null };
      return { state: 'needed', input, diagnostics: unreadable(subject, report) };
    }
    const diagnostics = diagnosticsOf(subject, facts, report);
    const unmeasured = cutsOf(subject, facts)
      .map(cutKey)
      .filter((key) => report?.cuts[key] === undefined);
    const values = fillsOf(subject, facts).map(({ field, value }) => [field, value]);
    if (unmeasured.length === 0 && values.length === 0) return { state: 'fulfilled', diagnostics };
    return { state: 'needed', input: { sha256, unmeasured, values }, diagnostics };
  },

  async run(subject, { media }, signal) {
    try {
      const facts = await media.facts(subject, signal);
      for (const cut of cutsOf(subject, facts)) await media.measure(subject, cut, signal);
      return { changes: fillsOf(subject, facts).map((fill) => changeOf(subject, fill)), facts: null };
    } catch (error) {
      // Asking again would not make it readable.
      if (error instanceof Fault && error.code === 'MEDIA_UNREADABLE')
        return { changes: [], facts: { unreadable: error.message } };
      throw error;
    }
  },
});

const SECOND_MS = 1_000;
/** Raw recordings of hours are measured when a cue says which part of them it plays. */
const UNUSED_MS = 600 * SECOND_MS;
const LONGEST_MS = 3_600 * SECOND_MS;

/** The cuts that cues play, each once; of a file that no cue plays the whole, unless it is long. */
function cutsOf({ uses, settings }: AssetSubject, { durationMs: length }: MediaFacts): readonly Cut[] {
  if (uses.length === 0) return length !== null && length <= UNUSED_MS ? [WHOLE] : [];
  const cuts = new Map<string, Cut>();
  for (const { cue } of uses) {
    const cut = clipCut(cue, settings.fps);
    const lengthMs = cut && playedMs(cut, length);
    if (cut !== null && (lengthMs === null || (lengthMs > 0 && lengthMs <= LONGEST_MS)))
      cuts.set(cutKey(cut), cut);
  }
  return [...cuts.values()];
}

// ---- durations ----

interface Fill extends CueDuration {
  readonly use: AssetUse;
}

function fillsOf({ uses, settings }: AssetSubject, facts: MediaFacts): readonly Fill[] {
  const { fps } = settings;
  return uses.flatMap((use): readonly Fill[] => {
    const { document, cue, owned } = use;
    const timing = cueType(cue.type)?.timing;
    const cut = clipCut(cue, fps);
    const ms = cut && playedMs(cut, facts.durationMs);
    if (!ms || (timing !== 'own' && timing !== 'under')) return [];
    const duration = cueDuration(document, cue, ms, { owned, fps });
    return duration === null ? [] : [{ use, ...duration }];
  });
}

function changeOf({ path, settings }: AssetSubject, { use, value, edit }: Fill): ProposedChange {
  const { document, cue } = use;
  const name = [cue.type, cue.slug && `“${oneLine(cue.slug, 60)}”`].filter(Boolean).join(' ');
  const isCut = cutKey(clipCut(cue, settings.fps) ?? WHOLE) !== cutKey(WHOLE);
  return {
    title: `Fill in the length of ${name}`,
    why: `${isCut ? 'What is played of ' : ''}${oneLine(nameOf(path), 80)} lasts ${value}.`,
    applicability: 'safe',
    files: [{ kind: 'edit', path: document.path, edits: [edit] }],
  };
}

// ---- diagnostics ----

interface Told {
  readonly code: string;
  readonly severity: Severity;
  readonly message: string;
  readonly todo: string;
}

function unreadable({ path }: AssetSubject, report: MediaReport | null): readonly Diagnostic[] {
  if (!report?.unreadable) return [];
  const { why } = report.unreadable;
  const todo = 'Export it again, or copy it again if the copy broke off.';
  return [{ code: 'CLIP_UNREADABLE', severity: 'error', path, line: null, message: why, todo }];
}

function diagnosticsOf(
  subject: AssetSubject,
  facts: MediaFacts,
  report: MediaReport | null,
): readonly Diagnostic[] {
  const { path, uses } = subject;
  if (uses.length === 0) return [];
  return [
    ...ofFile(facts).map((told): Diagnostic => ({ ...told, path, line: null })),
    ...uses.flatMap((use) =>
      ofUse(subject, use, facts, report).map(
        (told): Diagnostic => ({ ...told, path: use.document.path, line: use.cue.line }),
      ),
    ),
  ];
}

/** Pixels, and frames per second, that a mixer takes. */
const [SIDES, RATES] = [
  { least: 100, most: 7680 },
  { least: 10, most: 120 },
];

function ofFile({ video, audio, hasCover }: MediaFacts): readonly Told[] {
  const told: Told[] = [];
  const tell = (code: string, severity: Severity, message: string, todo: string) => {
    told.push({ code, severity, message, todo });
  };
  if (video === null && hasCover)
    tell(
      'CLIP_IS_SOUND',
      'warning',
      'is sound with a cover picture, no film',
      'Check that it is the right file.',
    );
  if (audio.length > 1)
    tell(
      'CLIP_TRACKS',
      'warning',
      `has ${audio.length} sound tracks; one of them is played`,
      'Listen to it.',
    );
  if (video === null) return told;
  const { width, height, frameRate } = video;
  if (orientationOf(video) === 'vertical')
    tell(
      'CLIP_UPRIGHT',
      'note',
      `is an upright film of ${width} by ${height}`,
      'Plan bars, or the upright layout.',
    );
  if ([width, height].some((side) => side < SIDES.least || side > SIDES.most))
    tell('CLIP_SIZE', 'warning', `is ${width} by ${height} pixels`, 'Find it in a usual size.');
  const rate = frameRate[0] / frameRate[1];
  if (rate < RATES.least || rate > RATES.most)
    tell('CLIP_RATE', 'warning', `has ${Math.round(rate)} frames per second`, 'Find it at a usual rate.');
  return told;
}

/** Played for their sound. */
const HEARD: ReadonlySet<string> = new Set(['SOT', 'PKG', 'NAT', 'VOX', 'MUS', 'BUMP', 'STING']);
/** A film is cut to the frame, its sound is not. */
const NEAR_MS = 100;

function ofUse(
  { path, settings }: AssetSubject,
  { cue }: AssetUse,
  facts: MediaFacts,
  report: MediaReport | null,
): readonly Told[] {
  const { fps } = settings;
  const told: Told[] = [];
  const name = oneLine(nameOf(path), 80);
  const tell = (code: string, severity: Severity, message: string, todo: string) => {
    told.push({ code, severity, message, todo });
  };
  const cut = clipCut(cue, fps);
  if (cut === null) return told;
  const length = facts.durationMs;
  const spelled = (ms: number) => formatDuration(ms, fps);
  if (length !== null && cut.startMs >= length) {
    tell(
      'TRIM_PAST_END',
      'error',
      `begins after the end of ${name}, which is ${spelled(length)} long`,
      'Correct TrimStart.',
    );
    return told;
  }
  if (length !== null && cut.endMs !== null && cut.endMs > length + NEAR_MS)
    tell(
      'TRIM_PAST_END',
      'warning',
      `ends after ${name} does, which is ${spelled(length)} long`,
      'Correct TrimEnd.',
    );
  const lengthMs = playedMs(cut, length);
  const slotMs = durationMs(cueValue(cue, 'duration'), fps);
  if (lengthMs !== null && slotMs !== null && slotMs > lengthMs + SECOND_MS)
    tell(
      'CLIP_SHORT',
      'warning',
      `has ${spelled(slotMs)}, and ${name} plays ${spelled(lengthMs)}`,
      'Correct Duration.',
    );
  if (lengthMs !== null && (lengthMs < SECOND_MS || lengthMs > LONGEST_MS))
    tell('CLIP_LENGTH', 'warning', `plays ${spelled(lengthMs)} of ${name}`, 'Check the trims.');
  const sound = report?.cuts[cutKey(cut)]?.sound;
  const isMute = facts.audio.length === 0 || (sound && sound.truePeak === null);
  if (isMute && HEARD.has(cue.type ?? ''))
    tell(
      'CLIP_MUTE',
      'warning',
      `is played for its sound, and ${name} has none`,
      'Check that it is the right file.',
    );
  const side = sound ? oneSide(sound) : null;
  if (side !== null)
    tell('CLIP_ONE_SIDED', 'note', `has its sound on the ${side} only`, 'It is put on both sides for air.');
  return told;
}
