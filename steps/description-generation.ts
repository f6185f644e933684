// Proposes a description for a segment that has none, in the segment's own tone, and for an episode once its segments
// have descriptions. States only what the script states. Renews the bot's own description when its input has changed or
// a reviewer wants another one; never touches a description that a person wrote or edited.

import { totalUsd } from '../src/domain/cost.ts';
import type { Diagnostic } from '../src/domain/diagnostic.ts';
import type { FaultCode } from '../src/domain/fault-codes.ts';
import type { EpisodeId } from '../src/domain/ids.ts';
import type { Json } from '../src/domain/json.ts';
import { reason } from '../src/domain/reason.ts';
import type { ReasonCode } from '../src/domain/reason-codes.ts';
import { condenseEpisode, condenseSegment, isCondensed } from '../src/domain/wording/condense.ts';
import { countsForEpisode, isDescribable, isSwitchedOff } from '../src/domain/wording/describable.ts';
import { judgeDescription, needsDescription } from '../src/domain/wording/description-choice.ts';
import {
  episodeContent,
  episodeMaterial,
  episodeSource,
  segmentContent,
  segmentInput,
  segmentMaterial,
  segmentSource,
} from '../src/domain/wording/description-material.ts';
import { episodeSystem, segmentSystem, TONE_SYSTEM } from '../src/domain/wording/description-prompt.ts';
import { askJudged, type Judgement } from '../src/domain/wording/judgement.ts';
import { withoutOrders } from '../src/domain/wording/orders.ts';
import { PLAIN_TONE, TONES, type Tone, toneOf } from '../src/domain/wording/tone.ts';
import { beginning } from '../src/domain/wording/visible.ts';
import { Fault } from '../src/errors.ts';
import type { InfoDocument, SegmentDocument } from '../src/markdown/document.ts';
import { ownValue } from '../src/markdown/field-value.ts';
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

/** Common form of both subjects: where the text goes, the question to the model, and the text by rules. */
interface Wanted {
  readonly document: SegmentDocument | InfoDocument;
  readonly what: 'segment' | 'episode';
  readonly name: string;
  /** Fingerprint input. Excludes the present description, so the bot's own is renewed only when its sources change. */
  readonly input: Json;
  readonly content: string;
  /** The bot's own description, untouched since it landed. */
  readonly present: string | null;
  readonly mostSentences: number;
  readonly maxTokens: number;
  /** Script for choosing the tone; null for an episode, which has none. */
  readonly spoken: string | null;
  /** All text that the description may draw on. */
  source(): string;
  byRules(): string | null;
  system(tone: Tone, wrong: string | null): string;
}

export const descriptionGeneration = defineStep({
  id: 'description-generation',
  title: 'Description',
  label: 'Description',
  version: 4,
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
  if (wanted.present !== null)
    return { state: 'needed', input: wanted.input, diagnostics: [], renews: 'description' };
  const diagnostics = wanted.byRules() === null ? [needsModel(subject.path, wanted.what)] : [];
  return { state: 'needed', input: wanted.input, diagnostics };
}

async function run(
  subject: Subject,
  { language }: Pick<Tools, 'language'>,
  signal: AbortSignal,
): Promise<StepResult> {
  const wanted = inspect(subject).state === 'needed' ? wantedOf(subject) : null;
  if (wanted === null) return { changes: [], facts: null };
  const heard = await hear(subject, wanted, language, signal);
  const { judgement, answers } = await askJudged(language, signal, {
    question: (wrong) => question(subject.episode, wanted, heard.tone, wrong),
    judge: (answer) => judged(wanted, answer),
  });
  if (!judgement.ok) throw notUsable(judgement);
  if (judgement.value === '') return { changes: [], facts: { code: 'DESCRIPTION_NEEDS_MODEL' } };
  if (judgement.value === wanted.present) return { changes: [], facts: { code: 'DESCRIPTION_STANDS' } };
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
  const present = ownValue(subject, 'description', document.description);
  const wants = isDescribable(document) && (present !== null || needsDescription(document.description));
  if (!wants || document.head.state === 'absent' || isSwitchedOff(document, info)) return null;
  const material = segmentMaterial(document, previous, next);
  const { show, prompt } = settings;
  return {
    document,
    what: 'segment',
    name: material.title,
    input: { ...document.once('gist', [], () => segmentInput(material)), prompt, remarks },
    content: segmentContent(material, present),
    present,
    mostSentences: 3,
    maxTokens: 500,
    spoken: beginning(material.script, TONE_CHARACTERS),
    source: () => sourceOf(segmentSource(material), [show, info?.value('host'), info?.value('guest')]),
    byRules: () =>
      document.title === null ? null : condenseSegment({ ...material, text: withoutOrders(material.script) }),
    system: (tone, wrong) => segmentSystem(tone, { show, prompt, remarks, wrong, renews: present !== null }),
  };
}

function wantedEpisode(subject: EpisodeSubject): Wanted | null {
  const { info, segments, settings, remarks } = subject;
  const described = segments.filter(countsForEpisode);
  if (info === null || info.head.state === 'absent' || described.length === 0) return null;
  const present = ownValue(subject, 'description', info.description);
  if ((present === null && !needsDescription(info.description)) || isSwitchedOff(info, info)) return null;
  const material = episodeMaterial(info, described);
  const { show, prompt } = settings;
  return {
    document: info,
    what: 'episode',
    name: material.title ?? `episode ${subject.episode}`,
    input: { ...material, prompt, remarks },
    content: episodeContent(material, present),
    present,
    mostSentences: 4,
    maxTokens: 600,
    spoken: null,
    source: () => sourceOf(episodeSource(material), [show, info.value('host')]),
    byRules: () =>
      condenseEpisode({ title: material.title, subjects: material.segments.map(({ title }) => title) }),
    system: (_, wrong) => episodeSystem({ show, prompt, remarks, wrong, renews: present !== null }),
  };
}

/** Removes orders to a model, which are not content, and adds names that need not appear in the script. */
function sourceOf(said: string, known: readonly (string | null | undefined)[]): string {
  return [withoutOrders(said), ...known].join('\n');
}

function withoutDescription({ segments }: EpisodeSubject): readonly SegmentDocument[] {
  return segments.filter((segment) => countsForEpisode(segment) && needsDescription(segment.description));
}

// ---- asking ----

interface Heard {
  readonly tone: Tone;
  readonly answers: readonly LanguageAnswer[];
}

// The tone is optional: if the model can't name one in the right form, the plain tone is used.
const NO_TONE: ReadonlySet<string> = new Set<FaultCode>([
  'LANGUAGE_EMPTY',
  'LANGUAGE_NO_JSON',
  'LANGUAGE_WRONG_SHAPE',
  'LANGUAGE_TRUNCATED',
  'LANGUAGE_DECLINED',
]);

const TONE_TRIES = 2;

async function hear(
  { episode }: Subject,
  { spoken }: Wanted,
  language: LanguageTool,
  signal: AbortSignal,
): Promise<Heard> {
  for (let tries = 0; spoken !== null && tries < TONE_TRIES; tries++) {
    try {
      const answer = await language.ask(toneQuestion(episode, spoken), signal);
      const name = answer.kind === 'answer' ? property(answer.value, 'tone') : null;
      return { tone: toneOf(name), answers: [answer] };
    } catch (error) {
      if (!(error instanceof Fault) || !NO_TONE.has(error.code)) throw error;
    }
  }
  return { tone: PLAIN_TONE, answers: [] };
}

function toneQuestion(episode: EpisodeId, content: string): LanguageRequest {
  const properties = {
    tone: { type: 'string', enum: TONES },
    confidence: { type: 'number', minimum: 0, maximum: 1 },
    rationale: { type: 'string' },
  };
  return {
    prompt: 'description-generation/tone@1',
    episode,
    system: TONE_SYSTEM,
    content,
    schema: { type: 'object', properties, required: Object.keys(properties), additionalProperties: false },
    temperature: 0.1,
    maxTokens: 200,
  };
}

function question(
  episode: EpisodeId,
  { what, content, maxTokens, system }: Wanted,
  tone: Tone,
  wrong: string | null,
): LanguageRequest {
  const properties = { description: { type: 'string', minLength: 1 } };
  return {
    prompt: `description-generation/${what}@2`,
    episode,
    system: system(tone, wrong),
    content,
    schema: { type: 'object', properties, required: ['description'], additionalProperties: false },
    temperature: 0.4,
    maxTokens,
  };
}

function judged(
  { byRules, present, source, mostSentences }: Wanted,
  answer: LanguageAnswer,
): Judgement<string> {
  if (answer.kind === 'answer') {
    const text = String(property(answer.value, 'description') ?? '');
    return judgeDescription(text, source(), { fewestSentences: 2, mostSentences });
  }
  // Text from a model is never replaced with text by rules.
  const keeps = present !== null && !isCondensed(present);
  return { ok: true, value: (keeps ? present : byRules()) ?? '', grounded: RULES_CONFIDENCE };
}

function property(value: Json, name: string): unknown {
  return value instanceof Object ? Object.entries(value).find(([key]) => key === name)?.[1] : undefined;
}

// ---- answering ----

function proposal(
  subject: Subject,
  { document, name, what, present }: Wanted,
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
    why: `${before(subject, what, present)} ${made}.`,
    applicability: 'unsafe',
    files: [{ kind: 'edit', path: subject.path, edits: [edit] }],
    origin,
  };
}

function before({ remarks }: Subject, what: string, present: string | null): string {
  if (present === null) return `The ${what} had no description.`;
  const asked = remarks.length === 0 ? '' : ', or a reviewer wanted another one';
  const cause = what === 'segment' ? 'its script changed' : 'what it is made from changed';
  return `Show-Build wrote the description that stands; since then ${cause}${asked}.`;
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

function blocked(code: ReasonCode, user: string, tech: string): Inspection {
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
