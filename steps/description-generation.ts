// Proposes the description of a segment that has none, in the segment's own tone; and of an episode, once its segments
// have theirs. Says only what the script says. A description that stands, a person's or ours, is never touched.
import { condenseEpisode, condenseSegment } from '../src/domain/condense.ts';
import { totalUsd } from '../src/domain/cost.ts';
import { countMedia } from '../src/domain/cue-count.ts';
import { countsForEpisode, isDescribable } from '../src/domain/describable.ts';
import { judgeDescription, needsDescription } from '../src/domain/description-choice.ts';
import {
  episodeContent,
  segmentContent,
  segmentMaterial,
  titleOf,
} from '../src/domain/description-material.ts';
import { episodeSystem, segmentSystem, TONE_SYSTEM } from '../src/domain/description-prompt.ts';
import type { Diagnostic } from '../src/domain/diagnostic.ts';
import type { Json } from '../src/domain/json.ts';
import { askJudged, type Judgement } from '../src/domain/judgement.ts';
import { oneLine } from '../src/domain/one-line.ts';
import { reason } from '../src/domain/reason.ts';
import { PLAIN_TONE, TONES, type Tone, toneOf } from '../src/domain/tone.ts';
import { Fault } from '../src/errors.ts';
import type { InfoDocument, SegmentDocument } from '../src/markdown/document.ts';
import { setHeadValue } from '../src/markdown/head-edit.ts';
import {
  defineStep,
  type EpisodeSubject,
  type Inspection,
  type LanguageAnswer,
  type LanguageRequest,
  type LanguageTool,
  type ModelUse,
  type ProposedChange,
  type SegmentSubject,
  type StepResult,
  type Tools,
} from '../src/step.ts';

const TONE_CHARACTERS = 4000;
const RULES_CONFIDENCE = 0.3;

type Subject = SegmentSubject | EpisodeSubject;

/** What both kinds of subjects come to: a place for the text, the question to the model, and what rules would write. */
interface Wanted {
  readonly document: SegmentDocument | InfoDocument;
  readonly what: 'segment' | 'episode';
  readonly name: string;
  readonly input: Json;
  readonly content: string;
  /** Names that may be said beside those in the content. */
  readonly known: readonly (string | null | undefined)[];
  readonly byRules: string | null;
  readonly mostSentences: number;
  readonly maxTokens: number;
  /** The script to hear the tone in; null where there is none. */
  readonly spoken: string | null;
  system(tone: Tone, wrong: string | null): string;
}

export const descriptionGeneration = defineStep({
  id: 'description-generation',
  title: 'Description',
  version: 1,
  subjects: ['segment', 'episode'],
  after: ['cue-block-repair', 'slug-enhancement'],
  tools: ['language'],
  inspect,
  run,
});

function inspect(subject: Subject): Inspection {
  const wanted = wantedOf(subject);
  if (wanted === null) return { state: 'fulfilled', diagnostics: [] };
  const waiting = subject.kind === 'episode' ? withoutDescription(subject) : [];
  if (waiting.length > 0) {
    const user = `waits for the descriptions of ${waiting.length} of its segments`;
    return blocked('DESCRIPTIONS_MISSING', user, waiting.map((segment) => segment.path).join(', '));
  }
  if (setHeadValue(wanted.document, 'description', 'text', 'description') === null) {
    const user = 'the front matter of this file cannot be edited safely';
    return blocked('HEAD_NOT_EDITABLE', user, wanted.document.head.state);
  }
  const diagnostics = wanted.byRules === null ? [needsModel(subject.path, wanted.what)] : [];
  return { state: 'needed', input: wanted.input, diagnostics };
}

async function run(
  subject: Subject,
  { language }: Pick<Tools, 'language'>,
  signal: AbortSignal,
): Promise<StepResult> {
  const wanted = inspect(subject).state === 'needed' ? wantedOf(subject) : null;
  if (wanted === null) return { changes: [], facts: null };
  const heard = await hear(wanted, language, signal);
  const { judgement, answers } = await askJudged(
    (wrong) => language.ask(question(wanted, heard.tone, wrong), signal),
    (answer) => judged(wanted, answer),
  );
  if (!judgement.ok) throw notUsable(judgement);
  if (judgement.value === '') return { changes: [], facts: { code: 'DESCRIPTION_NEEDS_MODEL' } };
  const use = useOf([...heard.answers, ...answers], wanted.what, judgement.grounded);
  const change = proposal(subject, wanted, judgement.value, use, heard.tone);
  return { changes: change === null ? [] : [change], facts: { tone: heard.tone } };
}

// ---- the two kinds of subjects ----

function wantedOf(subject: Subject): Wanted | null {
  return subject.kind === 'segment' ? wantedSegment(subject) : wantedEpisode(subject);
}

function wantedSegment(subject: SegmentSubject): Wanted | null {
  const { document, previous, next, info, settings, remarks } = subject;
  const wants = isDescribable(document) && needsDescription(document.description);
  if (!wants || document.head.state === 'absent') return null;
  const material = segmentMaterial(document, previous, next);
  const { show, prompt } = settings;
  const { title, type } = document;
  return {
    document,
    what: 'segment',
    name: material.title,
    input: { ...material, show, prompt, remarks, present: document.description },
    content: segmentContent(material),
    known: [show, info?.value('host'), info?.value('guest')],
    byRules: condenseSegment({
      title,
      type: type ?? 'segment',
      text: material.script,
      ...countMedia(document.cues),
    }),
    mostSentences: 3,
    maxTokens: 500,
    spoken: document.spokenText.slice(0, TONE_CHARACTERS),
    system: (tone, wrong) => segmentSystem(tone, { show, prompt, remarks, wrong }),
  };
}

function wantedEpisode(subject: EpisodeSubject): Wanted | null {
  const { info, segments, settings, remarks } = subject;
  const described = segments.filter(countsForEpisode);
  if (info === null || described.length === 0 || !needsDescription(info.description)) return null;
  if (info.head.state === 'absent') return null;
  const told = described.map((segment) => ({
    title: titleOf(segment),
    description: segment.description ?? '',
  }));
  const material = { title: info.title, subtitle: info.subtitle, guest: info.value('guest'), segments: told };
  const media = countMedia(segments.flatMap((segment) => segment.cues));
  const { show, prompt } = settings;
  return {
    document: info,
    what: 'episode',
    name: oneLine(info.title ?? `episode ${subject.episode}`, 100),
    input: { ...material, ...media, show, prompt, remarks, present: info.description },
    content: episodeContent(material),
    known: [show, info.value('host')],
    byRules: condenseEpisode({ title: info.title, subjects: told.map((each) => each.title), ...media }),
    mostSentences: 4,
    maxTokens: 600,
    spoken: null,
    system: (_, wrong) => episodeSystem({ show, prompt, remarks, wrong }),
  };
}

function withoutDescription({ segments }: EpisodeSubject): readonly SegmentDocument[] {
  return segments.filter((segment) => countsForEpisode(segment) && needsDescription(segment.description));
}

// ---- asking ----

interface Heard {
  readonly tone: Tone;
  readonly answers: readonly LanguageAnswer[];
}

// A tone is a help, not the answer: where the model can't name one in the right form, the plain tone will do.
const NO_TONE: ReadonlySet<string> = new Set([
  'LANGUAGE_EMPTY',
  'LANGUAGE_NO_JSON',
  'LANGUAGE_WRONG_SHAPE',
  'LANGUAGE_TRUNCATED',
  'LANGUAGE_DECLINED',
]);

async function hear({ spoken }: Wanted, language: LanguageTool, signal: AbortSignal): Promise<Heard> {
  if (spoken === null) return { tone: PLAIN_TONE, answers: [] };
  try {
    const answer = await language.ask(toneQuestion(spoken), signal);
    return {
      tone: toneOf(answer.kind === 'answer' ? property(answer.value, 'tone') : null),
      answers: [answer],
    };
  } catch (error) {
    if (error instanceof Fault && NO_TONE.has(error.code)) return { tone: PLAIN_TONE, answers: [] };
    throw error;
  }
}

function toneQuestion(content: string): LanguageRequest {
  const properties = {
    tone: { type: 'string', enum: TONES },
    confidence: { type: 'number', minimum: 0, maximum: 1 },
    rationale: { type: 'string' },
  };
  return {
    prompt: 'description-generation/tone@1',
    system: TONE_SYSTEM,
    content,
    schema: { type: 'object', properties, required: Object.keys(properties), additionalProperties: false },
    temperature: 0.1,
    maxTokens: 200,
  };
}

function question(
  { what, content, maxTokens, system }: Wanted,
  tone: Tone,
  wrong: string | null,
): LanguageRequest {
  const properties = { description: { type: 'string', minLength: 1 } };
  return {
    prompt: `description-generation/${what}@1`,
    system: system(tone, wrong),
    content,
    schema: { type: 'object', properties, required: ['description'], additionalProperties: false },
    temperature: 0.4,
    maxTokens,
  };
}

function judged(
  { byRules, content, known, mostSentences }: Wanted,
  answer: LanguageAnswer,
): Judgement<string> {
  if (answer.kind === 'off') return { ok: true, value: byRules ?? '', grounded: RULES_CONFIDENCE };
  const text = String(property(answer.value, 'description') ?? '');
  return judgeDescription(text, [content, ...known].join('\n'), { fewestSentences: 2, mostSentences });
}

function property(value: Json, name: string): unknown {
  return value instanceof Object ? Object.entries(value).find(([key]) => key === name)?.[1] : undefined;
}

// ---- answering ----

function proposal(
  subject: Subject,
  { document, name, what }: Wanted,
  text: string,
  origin: ModelUse,
  tone: Tone,
): ProposedChange | null {
  const edit = setHeadValue(document, 'description', text, 'description');
  if (edit === null) return null;
  const made =
    origin.model === 'rules'
      ? 'Rules put this one together from title, cues and the script’s own words'
      : what === 'segment'
        ? `This one was made from the script, in its ${tone} tone`
        : 'This one was made from the descriptions of its segments';
  return {
    title: `Description of “${name}”`,
    why: `The ${what} had no description. ${made}.`,
    applicability: 'unsafe',
    files: [{ kind: 'edit', path: subject.path, edits: [edit] }],
    origin,
  };
}

function useOf(answers: readonly LanguageAnswer[], what: string, confidence: number): ModelUse {
  const uses = answers.flatMap((answer) => (answer.kind === 'answer' ? [answer.use] : []));
  const last = uses.at(-1);
  if (last === undefined)
    return { model: 'rules', prompt: `description-generation/rules-${what}@1`, costUsd: 0, confidence };
  return { ...last, costUsd: totalUsd(uses.map((use) => use.costUsd)), confidence };
}

function notUsable({ flaw, why }: { readonly flaw: 'ungrounded' | 'unfit'; readonly why: string }): Fault {
  const code = flaw === 'ungrounded' ? 'LANGUAGE_UNGROUNDED' : 'LANGUAGE_UNFIT';
  const sentence = 'The language model gave no usable description; it will be asked again.';
  return new Fault('transient', code, sentence, { tech: why });
}

function blocked(code: string, user: string, tech: string): Inspection {
  return { state: 'blocked', reason: reason(code, user, tech), diagnostics: [] };
}

function needsModel(path: string, what: 'segment' | 'episode'): Diagnostic {
  return {
    code: 'DESCRIPTION_NEEDS_MODEL',
    severity: 'note',
    path,
    line: 1,
    message: `No rule can describe this ${what} without copying it; a language model may.`,
    todo: 'Write two or three sentences under description.',
  };
}
