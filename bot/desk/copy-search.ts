// Finds words that stand in conflict copies only. Their texts are on a ref of their own and in no index; there are few.
import type { ConflictRow, CopyHit, SearchFilter } from '../../src/desk.ts';
import type { CopyRecord } from '../../src/domain/conflict-copy.ts';
import { type BlobId, episodeOf, type TreeId } from '../../src/domain/ids.ts';
import { excerptOf, hitsIn, type WantedWords, wantedOf, wordsIn } from '../../src/store/typed-words.ts';
import { originalOn } from '../plan/copies-to-merge.ts';
import { requireMain } from '../record/refs.ts';
import type { Show } from '../show/show.ts';
import { rowsOfCopies } from './conflicts.ts';

export interface CopyFindings {
  readonly hits: readonly CopyHit[];
  readonly cut: boolean;
}

const DEFAULT_LIMIT = 50;
/** A person types a search letter by letter, and each asks for the same texts. */
const TEXTS_IN_MEMORY = 200;
/** A longer text is no script. */
const LONGEST_BYTES = 1_000_000;

export function copySearch(show: Show): (filter: SearchFilter) => Promise<CopyFindings> {
  const textOf = rememberingTexts(show);
  return async (filter) => {
    const wanted = wantedIn(filter);
    const records = wanted === null ? [] : await openCopies(show, filter.episode);
    if (wanted === null || records.length === 0) return { hits: [], cut: false };
    const { tree } = await show.repo.readCommit(await requireMain(show));
    const matched = new Map<string, CopyHit['excerpt']>();
    for (const record of records) {
      const excerpt = await excerptIn(show, { record, tree, wanted }, textOf);
      if (excerpt !== null) matched.set(record.path, excerpt);
    }
    const rows = await rowsOfCopies(
      show,
      records.filter(({ path }) => matched.has(path)),
    );
    const hits = rows
      .filter(hasWordsToDecide)
      .sort((a, b) => b.seenMs - a.seenMs || (a.path < b.path ? -1 : 1))
      .map(({ path, original, episode, by }) => ({
        path,
        original,
        episode,
        by,
        excerpt: matched.get(path) ?? [],
      }));
    const limit = filter.limit ?? DEFAULT_LIMIT;
    return { hits: hits.slice(0, limit), cut: hits.length > limit };
  };
}

/** Not if they were merged, or a person does not want them. One that no step merges is done with once it is gone. */
function hasWordsToDecide({ state, gone }: ConflictRow): boolean {
  if (state === 'person') return gone === null;
  return state !== 'merged' && state !== 'decided';
}

/** Null if no copy can match: its cues, quotes and names are not known, only its words. */
function wantedIn({ words, kind, cueType, asset, quote, person }: SearchFilter): WantedWords | null {
  if (kind !== undefined && kind !== 'segment') return null;
  if ([cueType, asset, quote, person].some((part) => part !== undefined)) return null;
  const wanted = wantedOf(wordsIn(words ?? ''));
  return wanted.count === 0 ? null : wanted;
}

/** Without media. */
async function openCopies(show: Show, episode: string | undefined): Promise<readonly CopyRecord[]> {
  return (await show.copies.all())
    .filter(({ isSettled, blob, bytes }) => !isSettled && blob !== null && bytes <= LONGEST_BYTES)
    .filter(({ path }) => episode === undefined || episodeOf(path) === episode);
}

type TextOf = (blob: BlobId) => Promise<string>;

interface Looked {
  readonly record: CopyRecord;
  readonly tree: TreeId;
  readonly wanted: WantedWords;
}

/** Null if it does not have the words, or its file has them too and is found by them. */
async function excerptIn(
  show: Show,
  { record, tree, wanted }: Looked,
  textOf: TextOf,
): Promise<CopyHit['excerpt'] | null> {
  const has = (text: string) => hitsIn(text, wanted) === wanted.count;
  const text = await textOf(record.blob as BlobId);
  if (!has(text)) return null;
  const file = await show.repo.fileAt(tree, await originalOn(show, tree, record));
  const ours = file === null ? '' : await textOf(file.id);
  if (has(ours)) return null;
  const lines = new Set(ours.split('\n'));
  const own = text
    .split('\n')
    .filter((line) => !lines.has(line))
    .join('\n');
  return excerptOf(has(own) ? own : text, wanted).excerpt;
}

function rememberingTexts({ repo }: Show): TextOf {
  const known = new Map<BlobId, string>();
  return async (blob) => {
    const text = known.get(blob) ?? (await repo.readBlob(blob)).toString('utf8').normalize('NFC');
    known.delete(blob);
    known.set(blob, text);
    if (known.size > TEXTS_IN_MEMORY) known.delete(known.keys().next().value as BlobId);
    return text;
  };
}
