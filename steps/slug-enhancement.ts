// Proposes a slug of 2–4 words where there is none, a placeholder, or one of five words and more. A slug of one to four
// words is a person's and is never touched; nothing is renamed. `maxWords` in the step's settings lowers the limit of 4.
import { totalUsd } from '../src/domain/cost.ts';
import type { Diagnostic } from '../src/domain/diagnostic.ts';
import type { Edit } from '../src/domain/edit.ts';
import { askJudged, type Judgement } from '../src/domain/judgement.ts';
import { oneLine } from '../src/domain/one-line.ts';
import { reason } from '../src/domain/reason.ts';
import { remarksInWords } from '../src/domain/remarks.ts';
import { wordCount } from '../src/domain/slug.ts';
import { FEWEST_WORDS, judgeSlug, slugByRules, slugNeed, titleFromName } from '../src/domain/slug-choice.ts';
import { Fault } from '../src/errors.ts';
import { setHeadValue } from '../src/markdown/head-edit.ts';
import {
  defineStep,
  type Inspection,
  type LanguageAnswer,
  type LanguageRequest,
  type ModelUse,
  type ProposedChange,
  type SegmentSubject,
  type StepResult,
  type Tools,
} from '../src/step.ts';

const TYPES: ReadonlySet<string> = new Set(['segment', 'interview', 'coldopen', 'cold-open', 'close']);
const FEWEST_CHARACTERS = 100;
const MOST_CHARACTERS = 4000;
const MOST_WORDS = 4;
const TITLE_CHARACTERS = 200;
const RULES_CONFIDENCE = 0.3;

const INSTRUCTION = `You name the segments of a weekly talk show. A slug is the short name by which the control room
calls a segment: two or three words, four at most, in small letters with hyphens, without the numbers of a rundown. It
is made of the words of title and script that tell this segment apart from all others.`;

const SCHEMA = {
  type: 'object',
  properties: { slug: { type: 'string', minLength: 3, maxLength: 80 } },
  required: ['slug'],
  additionalProperties: false,
};

export const slugEnhancement = defineStep({
  id: 'slug-enhancement',
  title: 'Slug',
  version: 1,
  subjects: ['segment'],
  after: ['cue-block-repair'],
  tools: ['language'],
  inspect,
  run,
});

function inspect(subject: SegmentSubject): Inspection {
  const need = needOf(subject);
  if (need === null) return { state: 'fulfilled', diagnostics: [] };
  const { document, settings, remarks } = subject;
  if (slugEdit(subject, 'a-slug') === null) {
    const user = 'the front matter of this file cannot be edited safely';
    return {
      state: 'blocked',
      reason: reason('HEAD_NOT_EDITABLE', user, document.head.state),
      diagnostics: [],
    };
  }
  return {
    state: 'needed',
    input: {
      title: titleOf(subject),
      type: document.type,
      slug: document.slug,
      script: scriptOf(subject),
      remarks,
      prompt: settings.prompt,
      mostWords: mostWords(subject),
    },
    diagnostics: byRules(subject) === null ? [needsModel(subject)] : [],
  };
}

async function run(
  subject: SegmentSubject,
  { language }: Pick<Tools, 'language'>,
  signal: AbortSignal,
): Promise<StepResult> {
  if (inspect(subject).state !== 'needed') return { changes: [], facts: null };
  const { judgement, answers } = await askJudged(
    (wrong) => language.ask(question(subject, wrong), signal),
    (answer) => judged(subject, answer),
  );
  if (!judgement.ok) throw notUsable(judgement.flaw, judgement.why);
  const edit = judgement.value === '' ? null : slugEdit(subject, judgement.value);
  if (edit === null) return { changes: [], facts: { code: 'SLUG_NEEDS_MODEL' } };
  return {
    changes: [proposal(subject, judgement.value, edit, useOf(answers, judgement.grounded))],
    facts: null,
  };
}

function needOf({ document, owned }: SegmentSubject): 'missing' | 'too-long' | null {
  const fits = document.isItem && TYPES.has((document.type ?? 'segment').toLowerCase());
  if (!fits || document.head.state === 'absent' || document.spokenText.length < FEWEST_CHARACTERS)
    return null;
  // File names hang on a slug: once one stands, not even our own is made anew.
  return document.slug !== null && owned.get('slug') === document.slug ? null : slugNeed(document.slug);
}

function judged(subject: SegmentSubject, answer: LanguageAnswer): Judgement<string> {
  if (answer.kind === 'off') return { ok: true, value: byRules(subject) ?? '', grounded: RULES_CONFIDENCE };
  const { value } = answer;
  const slug = value instanceof Object && 'slug' in value ? String(value.slug) : '';
  const source = [titleOf(subject), subject.document.slug, scriptOf(subject)].join('\n');
  return judgeSlug(slug, source, mostWords(subject));
}

function byRules(subject: SegmentSubject): string | null {
  const from = (words: string) => slugByRules(words, scriptOf(subject), mostWords(subject));
  const slug = from(titleOf(subject)) ?? from(subject.document.slug ?? '');
  const neighbours = [subject.previous?.slug, subject.next?.slug];
  return slug === null || neighbours.includes(slug) ? null : slug;
}

function question(subject: SegmentSubject, wrong: string | null): LanguageRequest {
  const { document, settings, remarks } = subject;
  const long = needOf(subject) === 'too-long';
  const shorten = long ? '\n\nThe present slug is too long. Keep its meaning and shorten it.' : '';
  const again = wrong === null ? '' : `\n\nAn earlier answer could not be used: ${wrong}.`;
  const lines = [
    `Type: ${document.type ?? 'segment'}`,
    `Title: ${titleOf(subject)}`,
    ...(long ? [`Present slug: ${oneLine(document.slug ?? '', TITLE_CHARACTERS)}`] : []),
    `Script:\n${scriptOf(subject)}`,
  ];
  return {
    prompt: 'slug-enhancement/segment@1',
    system: `${settings.prompt ?? INSTRUCTION}\n\nThe show is called “${settings.show}”.${shorten}${remarksInWords(remarks)}${again}`,
    content: lines.join('\n'),
    schema: SCHEMA,
    temperature: 0.3,
    maxTokens: 500,
  };
}

function proposal(subject: SegmentSubject, slug: string, edit: Edit, origin: ModelUse): ProposedChange {
  const { document } = subject;
  const before =
    document.slug === null
      ? 'There was no slug'
      : `The slug “${oneLine(document.slug, 100)}” ${flawOf(document.slug)}`;
  const source =
    origin.model === 'rules'
      ? 'Rules took this one from the title'
      : 'This one was made from title and script';
  return {
    title: `Slug “${slug}”`,
    why: `${before}. ${source}; no file is renamed.`,
    applicability: 'unsafe',
    files: [{ kind: 'edit', path: subject.path, edits: [edit] }],
    origin,
  };
}

function flawOf(slug: string): string {
  return slugNeed(slug) === 'too-long' ? `has ${wordCount(slug)} words` : 'is a placeholder';
}

function useOf(answers: readonly LanguageAnswer[], confidence: number): ModelUse {
  const uses = answers.flatMap((answer) => (answer.kind === 'answer' ? [answer.use] : []));
  const last = uses.at(-1);
  if (last === undefined)
    return { model: 'rules', prompt: 'slug-enhancement/rules@1', costUsd: 0, confidence };
  return { ...last, costUsd: totalUsd(uses.map((use) => use.costUsd)), confidence };
}

function notUsable(flaw: 'ungrounded' | 'unfit', why: string): Fault {
  const code = flaw === 'ungrounded' ? 'LANGUAGE_UNGROUNDED' : 'LANGUAGE_UNFIT';
  return new Fault('transient', code, 'The language model gave no usable slug; it will be asked again.', {
    tech: why,
  });
}

function needsModel(subject: SegmentSubject): Diagnostic {
  return {
    code: 'SLUG_NEEDS_MODEL',
    severity: 'note',
    path: subject.path,
    line: 1,
    message: 'No rule finds a good slug for this segment; a language model may.',
    todo: 'Write a slug of two to four words, or a title that says what the segment is about.',
  };
}

function slugEdit({ document }: SegmentSubject, slug: string): Edit | null {
  return setHeadValue(document, 'slug', slug, 'slug');
}

function titleOf({ document, path }: SegmentSubject): string {
  return oneLine(document.title ?? titleFromName(path), TITLE_CHARACTERS);
}

function scriptOf({ document }: SegmentSubject): string {
  return document.spokenText.slice(0, MOST_CHARACTERS);
}

function mostWords({ settings }: SegmentSubject): number {
  const set = 'maxWords' in settings ? settings.maxWords : null;
  return typeof set === 'number' && set >= FEWEST_WORDS && set <= MOST_WORDS ? set : MOST_WORDS;
}
