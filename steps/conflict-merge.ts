// Merges conflict copies into their file: what only a copy has is put in, with the version that both were made from as
// base. Where both changed the same words, those that stand stay, and the others are offered one by one.

import type { FileChange } from '../src/domain/change.ts';
import { type CopyToMerge, markOf, type OrphanCopy } from '../src/domain/conflict-copy.ts';
import { lineEdits } from '../src/domain/descent.ts';
import { type Edit, editAt } from '../src/domain/edit.ts';
import { nameOf, type TreePath } from '../src/domain/ids.ts';
import { oneLine } from '../src/domain/one-line.ts';
import { atRest, choicesOf, MOST_CHOICES } from '../src/markdown/merge-copy.ts';
import {
  defineStep,
  type EpisodeSubject,
  type Inspection,
  type ProposedChange,
  type SegmentSubject,
} from '../src/step.ts';

type Subject = SegmentSubject | EpisodeSubject;

export const conflictMerge = defineStep<'segment' | 'episode', never>({
  id: 'conflict-merge',
  title: 'Merge conflict copies',
  label: 'Conflict copies',
  version: 2,
  subjects: ['segment', 'episode'],
  after: [],
  tools: [],

  inspect(subject): Inspection {
    const changes = changesFor(subject);
    if (changes.length === 0) return { state: 'fulfilled', diagnostics: [] };
    const input = changes.flatMap(({ files }) => files.flatMap(wordsOf));
    return { state: 'needed', input, diagnostics: [] };
  },

  async run(subject) {
    return { changes: changesFor(subject), facts: null };
  },
});

function wordsOf(file: FileChange): readonly (readonly string[])[] {
  if (file.kind === 'create') return [[file.path, file.text]];
  return file.kind === 'edit' ? file.edits.map(({ removed, added }) => [removed, added]) : [];
}

function changesFor(subject: Subject): readonly ProposedChange[] {
  const { copies, path } = subject;
  const lost = subject.kind === 'episode' ? subject.orphans.map(bringBack) : [];
  const present = subject.kind === 'segment' ? subject.document.text : subject.info?.text;
  if (present === undefined || copies.length === 0) return lost;
  const clean = putIn(path, present, copies);
  return [...(clean === null ? [] : [clean]), ...choices(path, present, copies), ...lost];
}

function bringBack({ path, theirs, who }: OrphanCopy): ProposedChange {
  return {
    title: `Bring back ${nameOf(path)}, which ${who} went on writing`,
    why: `The file was deleted, and a conflict copy by ${who} has words that were written without knowing it. Taking this makes the file anew with them; rejecting it leaves it deleted.`,
    applicability: 'unsafe',
    files: [{ kind: 'create', path, text: theirs, field: 'file' }],
  };
}

/** The others have their turn when these are settled. */
const MOST_AT_ONCE = 20;

function putIn(path: TreePath, present: string, copies: readonly CopyToMerge[]): ProposedChange | null {
  const used: CopyToMerge[] = [];
  let text = present;
  for (const copy of copies.filter(({ isMerged }) => !isMerged).slice(0, MOST_AT_ONCE)) {
    const merged = atRest(path, text, copy);
    if (merged === null || merged === text) continue;
    text = merged;
    used.push(copy);
  }
  if (text === present) return null;
  const field = `copy:${used.map(({ key }) => key).join('+')}`;
  const edits = lineEdits(present, text).map((edit) => ({ ...edit, field }));
  const many = used.length === 1 ? 'a conflict copy' : `${used.length} conflict copies`;
  return {
    title: `Merge ${many} by ${namesOf(used)}`,
    why: `Syncthing set ${used.length === 1 ? 'this version' : 'these versions'} of the file aside, because it was changed on another machine at the same time. What only ${used.length === 1 ? 'it has' : 'they have'} is put in here.`,
    applicability: 'safe',
    files: [{ kind: 'edit', path, edits }],
  };
}

function choices(path: TreePath, present: string, copies: readonly CopyToMerge[]): readonly ProposedChange[] {
  const all = copies.flatMap((copy) =>
    choicesOf(path, present, copy).map(({ edit, base }): Wording => ({ copy, base, ...edit })),
  );
  return together(all)
    .slice(0, MOST_CHOICES)
    .map((group) => choiceAt(path, present, group));
}

/** The words of one copy for a place. */
interface Wording extends Pick<Edit, 'start' | 'end' | 'added'> {
  readonly copy: CopyToMerge;
  readonly base: string | null;
}

/** Wordings of places that overlap are one choice: two changes of one place can't both be open. */
function together(all: readonly Wording[]): readonly (readonly Wording[])[] {
  const groups: Wording[][] = [];
  let end = -1;
  for (const one of [...all].sort((a, b) => a.start - b.start || a.end - b.end)) {
    const group = groups.at(-1);
    const isSamePlace =
      group !== undefined && (one.start < end || (one.start === end && one.start === group[0]?.start));
    if (isSamePlace) group.push(one);
    else groups.push([one]);
    end = isSamePlace ? Math.max(end, one.end) : one.end;
  }
  return groups;
}

function choiceAt(path: TreePath, present: string, group: readonly Wording[]): ProposedChange {
  const start = Math.min(...group.map((one) => one.start));
  const end = Math.max(...group.map((one) => one.end));
  const words = new Map<string, { readonly text: string; readonly from: Wording }>();
  for (const from of group) {
    const text = present.slice(start, from.start) + from.added + present.slice(from.end, end);
    if (!words.has(text.trim())) words.set(text.trim(), { text, from });
  }
  const wordings = [...words.values()];
  const isLines = present.slice(start, end).endsWith('\n') || start === end;
  const joined = [...words.keys()].join(isLines ? '\n' : ' ') + (isLines ? '\n' : '');
  const added = wordings.length === 1 ? (wordings[0]?.text ?? '') : joined;
  const copies = [...new Set(wordings.map(({ from }) => from.copy))];
  // Named by what it is about, so that a decision on one says nothing of the next.
  const keys = copies.map(({ key }) => key).join('+');
  const field = `copy:${keys}:${markOf([present.slice(start, end), added])}`;
  return {
    title: `Other words of ${namesOf(copies)}: ${quoted(added, 'nothing here')}`,
    why: whyChoose(wordings[0]?.from.base ?? null, copies, wordings.length),
    applicability: 'unsafe',
    files: [{ kind: 'edit', path, edits: [editAt(present, start, end, added, field)] }],
  };
}

function whyChoose(base: string | null, copies: readonly CopyToMerge[], many: number): string {
  const who = namesOf(copies);
  const unsure = `A conflict copy by ${who} has these words, and what the versions were made from is not known: they may have been taken out since.`;
  const both = `${many === 1 ? 'Both' : 'Several'} versions changed this place; before, it said ${quoted(base ?? '', 'nothing')}`;
  const told = base === null ? unsure : /[.!?…]”$/.test(both) ? both : `${both}.`;
  const puts = many === 1 ? '' : ', one after the other: strike out what is not wanted';
  return `${told} Taking this puts the words of the ${copies.length === 1 ? 'copy' : 'copies'} here${puts}; rejecting it keeps those that stand.`;
}

const MOST_QUOTED = 60;

function quoted(text: string, nothing: string): string {
  return text.trim() === '' ? nothing : `“${oneLine(text.trim(), MOST_QUOTED)}”`;
}

function namesOf(copies: readonly CopyToMerge[]): string {
  const names = [...new Set(copies.map(({ who }) => who))];
  return names.length <= 2 ? names.join(' and ') : `${names[0]} and ${names.length - 1} more`;
}
