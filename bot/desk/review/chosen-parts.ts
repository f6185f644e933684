// A reviewer's verdict part by part, checked and turned into the parts left out and the words put in place of others.
import type { PartsVerdict } from '../../../src/desk.ts';
import type { EnhancementRecord } from '../../../src/domain/enhancement.ts';
import {
  type Part,
  partsOf,
  reworded,
  textOfPart,
  type Wording,
  wordingOf,
} from '../../../src/domain/part.ts';
import type { TextAt } from '../../../src/domain/transplant.ts';
import { Fault } from '../../../src/errors.ts';
import { wordsFor } from '../../record/reviewer-words.ts';
import type { Show } from '../../show/show.ts';
import { partKey } from './part-key.ts';

export interface Chosen {
  readonly parts: readonly Part[];
  readonly left: readonly Part[];
  readonly words: ReadonlyMap<Part, string>;
}

/** Words from an earlier acceptance that has not landed yet; the present reviewer has seen the text with them. */
export function wordsShown(show: Show, { enhancement }: EnhancementRecord, at: TextAt): readonly Wording[] {
  const words = wordsFor(show.decisions.memory(), enhancement.id)?.words ?? [];
  return reworded(enhancement.change, at, words) === null ? [] : words;
}

const NOT_WORDED = {
  move: 'A new name can’t be worded here; leave it out, and rename the file',
  media: 'A clip or picture has no words; take it or leave it',
};

export function choose(
  { enhancement }: EnhancementRecord,
  at: TextAt,
  { reject, edit }: PartsVerdict,
  shown: readonly Wording[],
): Chosen {
  const { change, id } = enhancement;
  const parts = partsOf(change, at);
  const byKey = new Map(parts.map((part) => [partKey(part), part]));
  const named = (key: string): Part => {
    const part = byKey.get(key);
    if (part !== undefined) return part;
    throw new Fault(
      'usage',
      'NO_PART',
      `${id} has no part ${key}; look at it again, its parts may be others now`,
    );
  };
  const left = new Set(reject.map(named));
  const words = new Map<Part, string>();
  for (const part of parts) {
    const text = textOfPart(change, part, shown);
    if (text !== part.after && !left.has(part)) words.set(part, text);
  }
  for (const [key, typed] of Object.entries(edit)) {
    const part = named(key);
    if (left.has(part))
      throw new Fault(
        'usage',
        'PART_TWICE',
        'A part can be left out or worded anew, not both; decide for one',
      );
    const { kind } = change.files[part.file] ?? {};
    if (kind === 'move' || kind === 'media') throw new Fault('usage', 'NOT_WORDED', NOT_WORDED[kind]);
    const text = inLinesLike(part, at(change.files[part.file]?.path ?? enhancement.subject), typed);
    words.delete(part);
    // Typing the old text means leaving it as it is.
    if (text === part.before && part.count > 0) left.add(part);
    else if (text !== part.after) words.set(part, text);
  }
  return { parts, left: parts.filter((part) => left.has(part)), words };
}

/** Gives typed text the line endings of the file, because browsers send their own. */
export function inLinesLike(
  { before, after }: Pick<Part, 'before' | 'after'>,
  text: string | null,
  typed: string,
): string {
  const like = [after, before, text ?? ''].find((one) => /\r?\n/.test(one)) ?? '';
  return typed.replaceAll(/\r\n?|\n/g, like.includes('\r\n') ? '\r\n' : '\n');
}

/** The words at their places in the rest, whose files and edits are numbered without the parts left out. */
export function wordsOn(
  { enhancement }: EnhancementRecord,
  { parts, left, words }: Chosen,
): readonly Wording[] {
  const gone = new Set(left);
  const shift = new Map<number, { files: number; edits: number }>();
  const result: Wording[] = [];
  const goneFiles = emptiedFiles(parts, gone);
  for (const part of parts) {
    const before = shift.get(part.file) ?? {
      files: goneFiles.filter((file) => file < part.file).length,
      edits: 0,
    };
    if (gone.has(part)) {
      shift.set(part.file, { ...before, edits: before.edits + part.count });
      continue;
    }
    const text = words.get(part);
    if (text === undefined) continue;
    const wording = wordingOf(enhancement.change, part, text);
    result.push({ ...wording, file: part.file - before.files, first: part.first - before.edits });
  }
  return result;
}

function emptiedFiles(parts: readonly Part[], gone: ReadonlySet<Part>): readonly number[] {
  const kept = new Set(parts.filter((part) => !gone.has(part)).map(({ file }) => file));
  return [...new Set(parts.map(({ file }) => file))].filter((file) => !kept.has(file));
}
