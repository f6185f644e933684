// Adds what a cue lacks and the rest of it determines: AssetID, type, slug, length. Never overwrites a value.
import { type Cue, cueType, cueValue } from '../../../domain/cue.ts';
import { formatDuration, LONGEST_CLIP_MS } from '../../../domain/duration.ts';
import { leadingNumber, sanitiseSlug, withoutPlace } from '../../../domain/slug.ts';
import type { SegmentDocument } from '../../document.ts';
import { assetIdMaker } from '../asset-id.ts';
import { cueName } from '../cue-name.ts';
import { guessType } from './guess-type.ts';
import { setField } from './place.ts';
import { readQuote } from './quote-text.ts';
import { trimsOf } from './trims.ts';
import { mediaOf, stemOfUrl } from './urls.ts';
import type { Completion, WholeCue } from './whole-cue.ts';

// ---- AssetID ----

/** New ids by ordinal, for cues that need one and have none. The same cue gets the same id in every pass. */
export function missingIds(
  doc: SegmentDocument,
  siblings: readonly SegmentDocument[],
): ReadonlyMap<number, string> {
  const ids = new Map<number, string>();
  if (!doc.cues.some((cue) => typeThatNeedsId(cue) !== null)) return ids;
  const makeId = assetIdMaker(doc, siblings);
  const seen = new Map<string, number>();
  for (const cue of doc.cues) {
    const original = namesOf(cue);
    const nth = seen.get(original) ?? 0;
    seen.set(original, nth + 1);
    const type = typeThatNeedsId(cue);
    if (type !== null) ids.set(cue.ordinal, makeId(type, original, nth));
  }
  return ids;
}

function typeThatNeedsId(cue: Cue): string | null {
  if (cue.assetId !== null) return null;
  const type = cue.type ?? guessType(cue)?.type ?? null;
  return cueType(type)?.required.includes('assetid') === true ? type : null;
}

/** Identifies a cue in a way that repairs of its form do not change. */
function namesOf(cue: Cue): string {
  const slug = cue.slug === null ? null : (leadingNumber(cue.slug)?.rest ?? cue.slug);
  const quote =
    cueValue(cue, 'quote')
      ?.match(/[\p{L}\p{N}]+/gu)
      ?.join(' ') ?? null;
  return JSON.stringify([cue.type ?? guessType(cue)?.type ?? null, slug, quote]);
}

export function assetId(whole: WholeCue): Completion | null {
  const { cue, newId } = whole;
  const piece = newId === null ? null : setField(whole, 'AssetID', newId, ['type']);
  if (piece === null) return null;
  return {
    what: 'assetid',
    pieces: [piece],
    title: `Give ${cueName(cue)} an AssetID`,
    why: 'This cue had no AssetID, so nothing could refer to it. The new one is made from the cue itself and is the same on every machine.',
    applicability: 'safe',
  };
}

// ---- type ----

export function type(whole: WholeCue): Completion | null {
  const { cue, guess } = whole;
  const piece = guess === null ? null : setField(whole, 'Type', guess.type, []);
  if (guess === null || piece === null) return null;
  return {
    what: 'type',
    pieces: [piece],
    title: `Set the type of ${cueName(cue)} to ${guess.type}`,
    why: `This cue has no type, but ${guess.because}.`,
    applicability: 'unsafe',
  };
}

// ---- slug ----

const LONGEST_SLUG = 50;

export function slug(whole: WholeCue): Completion | null {
  const { cue } = whole;
  const required = cueType(whole.type)?.required.includes('slug') === true;
  const found = required && cue.slug === null ? slugFrom(cue) : null;
  const piece = found === null ? null : setField(whole, 'Slug', found.slug, ['type', 'assetid']);
  if (found === null || piece === null) return null;
  return {
    what: 'slug',
    pieces: [piece],
    title: `Name ${cueName({ type: whole.type, slug: null })} “${found.slug}”`,
    why: `This cue has no slug. The new one is made from ${found.from}.`,
    applicability: 'unsafe',
  };
}

function slugFrom(cue: Cue): { readonly slug: string; readonly from: string } | null {
  const quote = readQuote(cueValue(cue, 'quote') ?? '');
  const words = quote.split(/\s+/).filter((word) => /[\p{L}\p{N}]/u.test(word));
  const stem = stemOfUrl(mediaOf(cue).used?.value ?? '');
  const [text, from] =
    words.length > 0
      ? [words.slice(0, 3).join(' '), 'the first words of its quote']
      : [withoutPlace(stem ?? '') ?? stem ?? '', 'the name of its media file'];
  const slug = sanitiseSlug(text).slice(0, LONGEST_SLUG).replace(/-$/, '');
  return /[a-z]/.test(slug) ? { slug, from } : null;
}

// ---- length ----

export function duration(whole: WholeCue): Completion | null {
  const { cue, context } = whole;
  const required = cueType(whole.type)?.required.includes('duration') === true;
  if (!required || cueValue(cue, 'duration') !== null) return null;
  const trimmedMs = trimsOf(cue, context.fps).lengthMs;
  // Such a cut is told as a mistake.
  if (trimmedMs !== null && trimmedMs > LONGEST_CLIP_MS) return null;
  const ms = trimmedMs ?? cueType(whole.type)?.defaultMs ?? 0;
  const spelled = formatDuration(ms, context.fps);
  const piece = setField(whole, 'Duration', spelled, 'end');
  if (piece === null) return null;
  return {
    what: 'duration',
    pieces: [piece],
    title: `Set the duration of ${cueName({ type: whole.type, slug: cue.slug })} to ${spelled}`,
    why:
      trimmedMs === null
        ? `No length stands in this cue. It counts as ${ms / 1000} seconds until the film is measured; this writes it down.`
        : 'No length stands in this cue. From its in point to its out point it takes this long.',
    applicability: 'unsafe',
  };
}
