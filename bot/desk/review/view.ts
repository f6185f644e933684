// One enhancement as a reviewer sees it: whole files before and after, the parts that can be taken or left, and the
// enhancement that it superseded.
import type { OlderAnswer, Review, ReviewFile, ReviewPart } from '../../../src/desk.ts';
import { wordRuns } from '../../../src/diff/runs.ts';
import { type Change, pathAfter } from '../../../src/domain/change.ts';
import { applyEdits, fits } from '../../../src/domain/edit.ts';
import type { EnhancementRecord } from '../../../src/domain/enhancement.ts';
import { type EnhancementId, treePath } from '../../../src/domain/ids.ts';
import { type Part, partsOf, reworded, textOfPart, type Wording } from '../../../src/domain/part.ts';
import { detailOf, findKept, oldOf } from '../../index/enhancement-rows.ts';
import { askedWith } from '../../index/rolls.ts';
import { baseTexts } from '../../record/base-texts.ts';
import { wordsFor } from '../../record/reviewer-words.ts';
import type { Show } from '../../show/show.ts';
import { noteAddress } from '../note-address.ts';
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
    files: await filesInPlace(show, kept),
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

/** With what stands around its parts: the media of their cues, and the way to the note. */
async function filesInPlace(show: Show, kept: EnhancementRecord): Promise<readonly ReviewFile[]> {
  const files = await filesOf(show, kept, mediaBeside);
  const { names } = show.decisions.memory();
  const isLanded = hasLanded(show, kept);
  return Promise.all(
    files.map(async (file) => {
      const [path, pathAfter] = [treePath(file.path), treePath(file.pathAfter)];
      const [first] = file.parts;
      const text = isLanded ? file.after : file.before;
      const place =
        first === undefined || text === null
          ? null
          : { text, line: isLanded ? first.lineAfter : first.lineBefore };
      const note = await noteAddress(show, [names.path(path, kept.asOf), pathAfter], place);
      return { ...file, note };
    }),
  );
}

/** False also if a person's copy displaced it. */
function hasLanded({ history }: Show, { enhancement: { id } }: EnhancementRecord): boolean {
  const landed = history.landed(id);
  return landed !== null && landed.undone?.kind !== 'displaced';
}

/** Shows the words in which it landed, or would land. */
async function filesOf(
  show: Show,
  kept: EnhancementRecord,
  mediaFor: typeof mediaBeside | null = null,
): Promise<readonly ReviewFile[]> {
  const { change, id, episode } = kept.enhancement;
  const at = await baseTexts(show.repo, kept);
  const { memory } = show.decisions;
  const words = hasLanded(show, kept) ? (kept.worded ?? []) : (wordsFor(memory(), id)?.words ?? []);
  const final = reworded(change, at, words);
  const parts = partsOf(change, at);
  const shown = change.files.flatMap((file, i) => {
    // A file that is both edited and renamed is one file to a reviewer.
    const isEditedToo =
      file.kind === 'move' && change.files.some((one) => one.kind === 'edit' && one.path === file.path);
    if (isEditedToo) return [];
    const before = file.kind === 'create' || file.kind === 'media' ? null : at(file.path);
    const sides = fileSides(file.path, before, textAfter(final?.files[i] ?? file, before));
    return [{ file, sides, pathAfter: file.kind === 'move' ? file.to : pathAfter(change, file.path) }];
  });
  const names = shown.flatMap(({ file, pathAfter }) => [
    file.path,
    pathAfter,
    memory().names.path(file.path, kept.asOf),
  ]);
  const sides = shown.map((one) => one.sides);
  const mediaOf: MediaOf = (await mediaFor?.(show, episode, sides, new Set(names))) ?? (() => null);
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
      media: file.kind === 'media' ? { before: file.replaces, after: file.pointer } : null,
      note: null,
      parts: reviewParts(mine, about),
    };
  });
}

function textAfter(file: Change['files'][number], before: string | null): string | null {
  if (file.kind === 'create') return file.text;
  if (file.kind === 'media') return null;
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
