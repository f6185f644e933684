// Proposes a slug of 2–4 words if there is none, a placeholder, or one of five or more words. Never touches a person's
// slug of one to four words. File names depend on the slug, so the bot's own is renewed only when a reviewer asks for
// another one, never because the script changed. In the step's settings, `maxWords` lowers the limit of 4, and
// `rename: true` renames the file after its new slug and updates all links to it.

import type { FileChange } from '../src/domain/change.ts';
import { totalUsd } from '../src/domain/cost.ts';
import type { Diagnostic } from '../src/domain/diagnostic.ts';
import type { Edit } from '../src/domain/edit.ts';
import { nameOf, type TreePath } from '../src/domain/ids.ts';
import { oneLine } from '../src/domain/one-line.ts';
import { reason } from '../src/domain/reason.ts';
import { wordCount } from '../src/domain/slug.ts';
import { optionValues, type StepOptions } from '../src/domain/step-option.ts';
import { askJudged, type Judgement } from '../src/domain/wording/judgement.ts';
import { withoutOrders } from '../src/domain/wording/orders.ts';
import { remarksInWords } from '../src/domain/wording/remarks.ts';
import { hasSlug, scriptOf, slugAmong, titleOf, titlesAlike } from '../src/domain/wording/slug-among.ts';
import { FEWEST_WORDS, judgeSlug, slugNeed } from '../src/domain/wording/slug-choice.ts';
import { Fault } from '../src/errors.ts';
import { ownValue } from '../src/markdown/field-value.ts';
import { setHeadValue } from '../src/markdown/head-edit.ts';
import { keptNameBecause, type Renaming, renamedAfterSlug, renamingInput } from '../src/markdown/renaming.ts';
import {
  defineStep,
  type Inspection,
  type LanguageAnswer,
  type LanguageRequest,
  type ModelUse,
  type ProposedChange,
  type SegmentSubject,
  type StepResult,
  type StepSettings,
  type Tools,
} from '../src/step.ts';

const TYPES: ReadonlySet<string> = new Set(['segment', 'interview', 'coldopen', 'cold-open', 'close']);
const FEWEST_CHARACTERS = 100;
const MOST_WORDS = 4;
const TITLE_CHARACTERS = 200;

const OPTIONS = {
  maxWords: { kind: 'whole', from: FEWEST_WORDS, to: MOST_WORDS },
  rename: { kind: 'yes-no' },
} as const satisfies StepOptions;
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
  label: 'Slug',
  options: OPTIONS,
  version: 4,
  subjects: ['segment'],
  after: ['cue-block-repair'],
  tools: ['language'],
  followsLinks: renames,
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
  // From now on only the reviewers' remarks are input, so that a changed script brings no new slug.
  if (need === 'unwanted') return { state: 'needed', input: { remarks }, diagnostics: [], renews: 'slug' };
  const diagnostics = byRules(subject) === null ? [needsModel(subject)] : [];
  if (remarks.length > 0) return { state: 'needed', input: { remarks }, diagnostics };
  const alike = alikeTo(subject);
  return {
    state: 'needed',
    input: {
      title: titleOf(subject.document),
      type: document.type,
      slug: document.slug,
      script: scriptOf(subject.document),
      prompt: settings.prompt,
      mostWords: mostWords(subject),
      ...(alike.length === 0 ? {} : { alike }),
      ...(renames(settings) ? renamingInput(subject) : {}),
    },
    diagnostics,
  };
}

async function run(
  subject: SegmentSubject,
  { language }: Pick<Tools, 'language'>,
  signal: AbortSignal,
): Promise<StepResult> {
  if (inspect(subject).state !== 'needed') return { changes: [], facts: null };
  const { judgement, answers } = await askJudged(language, signal, {
    question: (wrong) => question(subject, wrong),
    judge: (answer) => judged(subject, answer),
  });
  if (!judgement.ok && stands(subject, answers.at(-1)))
    return { changes: [], facts: { code: 'SLUG_STANDS' } };
  if (!judgement.ok) throw notUsable(judgement.flaw, judgement.why);
  const edit = judgement.value === '' ? null : slugEdit(subject, judgement.value);
  if (edit === null) return { changes: [], facts: { code: 'SLUG_NEEDS_MODEL' } };
  const use = useOf(answers, judgement.grounded);
  return { changes: [proposal(subject, judgement.value, edit, use)], facts: null };
}

function needOf(subject: SegmentSubject): 'missing' | 'too-long' | 'unwanted' | null {
  const { document, remarks } = subject;
  const fits = document.isItem && TYPES.has((document.type ?? 'segment').toLowerCase());
  if (!fits || document.head.state === 'absent' || document.spokenText.length < FEWEST_CHARACTERS)
    return null;
  if (ownValue(subject, 'slug', document.slug) === null) return slugNeed(document.slug);
  return remarks.length > 0 ? 'unwanted' : null;
}

function judged(subject: SegmentSubject, answer: LanguageAnswer): Judgement<string> {
  if (answer.kind === 'off') return { ok: true, value: byRules(subject) ?? '', grounded: RULES_CONFIDENCE };
  const slug = slugIn(answer);
  const said = [titleOf(subject.document), subject.document.slug ?? '', scriptOf(subject.document)].map(
    withoutOrders,
  );
  const judgement = judgeSlug(slug, said.join('\n'), mostWords(subject));
  return judgement.ok && isTaken(subject, judgement.value)
    ? { ok: false, flaw: 'unfit', why: `“${judgement.value}” is taken` }
    : judgement;
}

function slugIn({ value }: LanguageAnswer & { readonly kind: 'answer' }): string {
  return value instanceof Object && 'slug' in value ? String(value.slug) : '';
}

/** True if the model's last answer was the rejected slug again. */
function stands({ document }: SegmentSubject, answer: LanguageAnswer | undefined): boolean {
  return answer?.kind === 'answer' && document.slug !== null && slugIn(answer) === document.slug;
}

/** True if another segment of the episode has this slug, or if it is the present, unsuitable slug of this segment. */
function isTaken({ document, siblings, previous, next }: SegmentSubject, slug: string): boolean {
  return hasSlug(slug, siblings, [document, previous, next]);
}

function byRules(subject: SegmentSubject): string | null {
  const slug = slugAmong(subject.document, subject.siblings, mostWords(subject));
  return slug === null || isTaken(subject, slug) ? null : slug;
}

const WISH = {
  missing: '',
  'too-long': '\n\nThe present slug is too long. Keep its meaning and shorten it.',
  unwanted: '\n\nThe present slug is not wanted. Give another one.',
};

function question(subject: SegmentSubject, wrong: string | null): LanguageRequest {
  const { document, settings, remarks } = subject;
  const need = needOf(subject) ?? 'missing';
  const again = wrong === null ? '' : `\n\nAn earlier answer could not be used: ${wrong}.`;
  const lines = [
    `Type: ${oneLine(document.type ?? 'segment', 30)}`,
    `Title: ${titleOf(subject.document)}`,
    ...(need !== 'missing' ? [`Present slug: ${oneLine(document.slug ?? '', TITLE_CHARACTERS)}`] : []),
    ...alikeTo(subject).map((title) => `Another segment, which needs another slug: ${title}`),
    `Script:\n${scriptOf(subject.document)}`,
  ];
  return {
    prompt: 'slug-enhancement/segment@1',
    episode: subject.episode,
    system: `${settings.prompt ?? INSTRUCTION}\n\nThe show is called “${settings.show}”.${WISH[need]}${remarksInWords(remarks)}${again}`,
    content: lines.join('\n'),
    schema: SCHEMA,
    temperature: 0.3,
    maxTokens: 500,
  };
}

function proposal(subject: SegmentSubject, slug: string, edit: Edit, origin: ModelUse): ProposedChange {
  const { document, path } = subject;
  const before =
    document.slug === null
      ? 'There was no slug'
      : `The slug “${oneLine(document.slug, 100)}” ${flawOf(subject, document.slug)}`;
  const source =
    origin.model === 'rules'
      ? 'Rules took this one from the title'
      : 'This one was made from title and script';
  const naming = renames(subject.settings) ? renamedAfterSlug(subject, slug) : null;
  const after =
    naming === null ? 'no file is renamed' : `the file becomes ${nameOf(naming.to)}, and links to it follow`;
  return {
    title: naming === null ? `Slug “${slug}”` : `Slug “${slug}”, and the file after it`,
    why: `${before}. ${source}; ${after}${keptNameBecause(subject)}.`,
    applicability: 'unsafe',
    files: naming === null ? [{ kind: 'edit', path, edits: [edit] }] : renamingFiles(path, edit, naming),
    origin,
  };
}

function renames(settings: StepSettings): boolean {
  return optionValues(OPTIONS, settings).rename ?? false;
}

function renamingFiles(
  path: TreePath,
  edit: Edit,
  { to, ownEdits, otherFiles }: Renaming,
): readonly FileChange[] {
  const edits = [edit, ...ownEdits].sort((a, b) => a.start - b.start);
  return [...otherFiles, { kind: 'edit', path, edits }, { kind: 'move', path, to, field: 'name' }];
}

function flawOf(subject: SegmentSubject, slug: string): string {
  if (needOf(subject) === 'unwanted') return 'was made by Show-Build, and a reviewer wanted another one';
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

function alikeTo(subject: SegmentSubject): readonly string[] {
  return titlesAlike(subject.document, subject.siblings, mostWords(subject));
}

function mostWords({ settings }: SegmentSubject): number {
  return optionValues(OPTIONS, settings).maxWords ?? MOST_WORDS;
}
