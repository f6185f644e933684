// Checks the head and the script of one item on air. Does not check its cues.
import { readAirdate } from '../../domain/airdate.ts';
import { cueType } from '../../domain/cue.ts';
import { durationMs } from '../../domain/duration.ts';
import { isBreak, isBreakLike } from '../../domain/segment.ts';
import { isDescribable } from '../../domain/wording/describable.ts';
import type { InfoDocument, SegmentDocument } from '../../markdown/document.ts';
import type { RundownEntry } from '../../markdown/rundown.ts';
import { cuesPlayed } from '../../markdown/runtime.ts';
import { named } from '../scripts/title.ts';
import { type Finding, finding, headFinding } from './finding.ts';
import { systemMessages } from './leftovers.ts';

export function checkItem(entry: RundownEntry, info: InfoDocument | null, fps: number): readonly Finding[] {
  const item = entry.document;
  return [
    ...requiredFields(item),
    ...content(item),
    ...airdate(item, info),
    ...names(item),
    ...length(entry, fps),
    ...systemMessages(item),
  ];
}

const REQUIRED: ReadonlyMap<string, readonly string[]> = new Map([
  ['ad', ['customer_name']],
  ['advert', ['customer_name']],
  ['advertisement', ['customer_name']],
  ['commercial', ['customer_name']],
  ['cta', ['title', 'message']],
  ['promo', ['title', 'description']],
]);

function requiredFields(item: SegmentDocument): readonly Finding[] {
  const keys = REQUIRED.get(typeOf(item)) ?? [];
  const missing = keys.filter((key) => (item.value(key) ?? '').trim() === '');
  return missing.map((detail) => headFinding('MISSING_REQUIRED_FIELD', item, detail, { detail }));
}

function typeOf(item: SegmentDocument): string {
  return (item.type ?? 'segment').trim().toLowerCase();
}

const LEAST_CHARACTERS = 50;

/** Skips adverts, which may be ad-libbed, and breaks, which are empty. A cue that takes time counts as content. */
function content(item: SegmentDocument): readonly Finding[] {
  if (isBreakLike(item.type)) return [];
  const cues = cuesPlayed(item);
  const said = item.spokenText.length;
  if (said === 0 && cues.length === 0) return [finding('EMPTY_CONTENT', item.path, null)];
  const isFilled = cues.some((cue) => cue.type === 'RIF' || fillsTime(cue.type));
  return said >= LEAST_CHARACTERS || isFilled ? [] : [finding('MINIMAL_CONTENT', item.path, null)];
}

function fillsTime(type: string | null): boolean {
  const timing = cueType(type)?.timing;
  return timing === 'own' || timing === 'quote';
}

function airdate(item: SegmentDocument, info: InfoDocument | null): readonly Finding[] {
  const own = readAirdate(item.airdate);
  const day = readAirdate(info?.airdate ?? null);
  if (own === null || day === null || own === day) return [];
  return [headFinding('AIRDATE_MISMATCH', item, 'airdate', { detail: `${own}, not ${day}` })];
}

function names(item: SegmentDocument): readonly Finding[] {
  if (isBreak(item.type)) return [];
  const isTold = REQUIRED.get(typeOf(item))?.includes('title') === true && item.title === null;
  return [
    ...(named(item.title) === null && !isTold ? [headFinding('MISSING_TITLE', item, 'title')] : []),
    ...(item.slug === null ? [headFinding('MISSING_SLUG', item, 'slug')] : []),
    ...(item.description === null && isDescribable(item)
      ? [headFinding('MISSING_DESCRIPTION', item, 'description')]
      : []),
  ];
}

/** Unclear lengths, and items that take no time at all, are reported with the times. */
function length(entry: RundownEntry, fps: number): readonly Finding[] {
  const item = entry.document;
  if (entry.lengthFrom !== 'counted' || entry.countedMs === 0) return [];
  if (item.duration === null) return [headFinding('MISSING_DURATION', item, 'duration')];
  return durationMs(item.duration, fps) === 0 ? [headFinding('ZERO_DURATION', item, 'duration')] : [];
}
