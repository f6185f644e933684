// One enhancement as a reviewer sees it: whole files before and after, the parts that can be taken or left, and the
// enhancement that it superseded.
import type { OlderAnswer, Review, ReviewFile, ReviewPart } from '../../../src/desk.ts';
import { wordRuns } from '../../../src/diff/runs.ts';
import { type Change, pathAfter } from '../../../src/domain/change.ts';
import { applyEdits, fits } from '../../../src/domain/edit.ts';
import type { EnhancementRecord } from '../../../src/domain/enhancement.ts';
import type { EnhancementId } from '../../../src/domain/ids.ts';
import { type Part, partsOf, reworded, textOfPart, type Wording } from '../../../src/domain/part.ts';
import { detailOf, findKept, oldOf } from '../../index/enhancement-rows.ts';
import { askedWith } from '../../index/rolls.ts';
import { baseTexts } from '../../record/base-texts.ts';
import { wordsFor } from '../../record/reviewer-words.ts';
import type { Show } from '../../show/show.ts';
import { mediaBeside } from './cue-media.ts';
import { fileView } from './kind.ts';
import { fileSides, labeller, type MediaOf } from './label.ts';
import { partKey } from './part-key.ts';
import { revisionOf } from './revision.ts';

export async function reviewOf(show: Show, id: string): Promise<Review> {
  const kept = await findKept(show, id);
  const { enhancement, stale } = kept;
  return {
    enhancement: await detailOf(show, enhancement.id),
    revision: revisionOf(show, kept),
    stale,
    files: await filesOf(show, kept, true),
    supersedes: await older(show, kept),
    earlier: await earlier(show, kept),
    supersededBy: await newest(show, kept.enhancement),
  };
}

const MOST_EARLIER = 10;

async function older(show: Show, kept: EnhancementRecord): Promise<Review['supersedes']> {
  const id = oldOf(show, kept.enhancement);
  return id === null ? null : answerOf(show, kept, id);
}

/** Only answers that somebody asked again about: the others were merely made anew. */
async function earlier(show: Show, kept: EnhancementRecord): Promise<readonly OlderAnswer[]> {
  const { all } = await show.kept.read(kept.enhancement.episode);
  const { redone } = show.decisions.memory();
  const before = oldOf(show, kept.enhancement);
  const found: OlderAnswer[] = [];
  let at = before === null ? null : (all.get(before)?.enhancement.supersedes ?? null);
  while (at !== null && redone.has(at) && found.length < MOST_EARLIER) {
    const answer = await answerOf(show, kept, at);
    if (answer !== null) found.push(answer);
    at = all.get(at)?.enhancement.supersedes ?? null;
  }
  return found;
}

async function answerOf(
  show: Show,
  { enhancement }: EnhancementRecord,
  id: EnhancementId,
): Promise<OlderAnswer | null> {
  const old = (await show.kept.read(enhancement.episode)).all.get(id);
  if (old === undefined) return null;
  const { title } = old.enhancement.change;
  return { id, title, askedWith: askedWith(show, old.enhancement), files: await filesOf(show, old) };
}

/** The last in the chain of enhancements that supersede this one; null if none does. */
async function newest(
  show: Show,
  { id, episode }: EnhancementRecord['enhancement'],
): Promise<EnhancementId | null> {
  const { all } = await show.kept.read(episode);
  const next = new Map([...all.values()].map(({ enhancement }) => [enhancement.supersedes, enhancement.id]));
  let last: EnhancementId | null = null;
  for (let at = next.get(id); at !== undefined && at !== last; at = next.get(at)) {
    next.delete(at);
    last = at;
  }
  return last;
}

export async function partsShown(show: Show, kept: EnhancementRecord): Promise<readonly ReviewPart[]> {
  return (await filesOf(show, kept)).flatMap(({ parts }) => parts);
}

/** Shows the words in which it landed, or would land. `withMedia`: also the media that its cues mean. */
async function filesOf(
  show: Show,
  kept: EnhancementRecord,
  withMedia = false,
): Promise<readonly ReviewFile[]> {
  const { change, id, episode } = kept.enhancement;
  const at = await baseTexts(show.repo, kept);
  const { memory } = show.decisions;
  const landed = show.history.landed(id);
  const isLanded = landed !== null && landed.undone?.kind !== 'displaced';
  const words = isLanded ? (kept.worded ?? []) : (wordsFor(memory(), id)?.words ?? []);
  const final = reworded(change, at, words);
  const parts = partsOf(change, at);
  const shown = change.files.flatMap((file, i) => {
    // A file that is both edited and renamed is one file to a reviewer.
    const isEditedToo =
      file.kind === 'move' && change.files.some((one) => one.kind === 'edit' && one.path === file.path);
    if (isEditedToo) return [];
    const before = file.kind === 'create' ? null : at(file.path);
    const sides = fileSides(file.path, before, textAfter(final?.files[i] ?? file, before));
    return [{ file, sides, pathAfter: file.kind === 'move' ? file.to : pathAfter(change, file.path) }];
  });
  const names = shown.flatMap(({ file, pathAfter }) => [
    file.path,
    pathAfter,
    memory().names.path(file.path, kept.asOf),
  ]);
  const mediaOf: MediaOf = withMedia
    ? await mediaBeside(
        show,
        episode,
        shown.map(({ sides }) => sides),
        new Set(names),
      )
    : () => null;
  return shown.map(({ file, sides, pathAfter }): ReviewFile => {
    const mine = parts.filter((part) => change.files[part.file]?.path === file.path);
    const about = { change, label: labeller(sides, mediaOf), words: final === null ? [] : words };
    return {
      path: file.path,
      pathAfter,
      kind: file.kind,
      view: fileView(file.path),
      before: sides.before,
      after: sides.after,
      parts: reviewParts(mine, about),
    };
  });
}

function textAfter(file: Change['files'][number], before: string | null): string | null {
  if (file.kind === 'create') return file.text;
  if (file.kind === 'move') return before;
  return before === null || !fits(before, file.edits) ? null : applyEdits(before, file.edits);
}

interface InFile {
  readonly change: Change;
  readonly label: ReturnType<typeof labeller>;
  readonly words: readonly Wording[];
}

function reviewParts(parts: readonly Part[], { change, label, words }: InFile): readonly ReviewPart[] {
  let shift = 0;
  return parts.map((part): ReviewPart => {
    const text = textOfPart(change, part, words);
    const startAfter = part.start + shift;
    if (part.count > 0) shift += text.length - part.before.length;
    const about = label({ ...part, after: text }, startAfter);
    return {
      key: partKey(part),
      field: part.field,
      ...about,
      words: wordRuns(part.before, text),
      before: part.before,
      after: text,
    };
  });
}
