// Takes the number of a cue's place in the media list off its slug, because places change. Only for review, and never if
// the number may belong to the name or a file bears it too.
import { type Cue, type CueField, cueField, cueValue } from '../../../domain/cue.ts';
import { placedName } from '../../../domain/media/place.ts';
import { oneLine } from '../../../domain/one-line.ts';
import { leadingNumber, withoutPlace } from '../../../domain/slug.ts';
import { cueName } from '../cue-name.ts';
import { readQuote } from './quote-text.ts';
import type { Completion, WholeCue } from './whole-cue.ts';

export function slugNumber({ cue, context }: WholeCue): Completion | null {
  const field = cueField(cue, 'slug');
  // The conversion of a token has decided about its number already.
  if (field === null || cueValue(cue, 'convertedfrom') !== null || isInQuote(cue, field)) return null;
  const placed = placedName(field.value, cueValue(cue, 'enumerator'), context.media.files);
  if (placed === null || isInUrl(cue, field)) return null;
  return {
    what: 'slug',
    pieces: [{ span: field.valueSpan, added: placed.name }],
    title: oneLine(`Take the number off the slug of ${cueName(cue)}`, 120),
    why: `${placed.place} looks like a place in the media list, which changes when the rundown does. A slug keeps its name only.`,
    applicability: 'unsafe',
  };
}

/** The slug of a quote is made from its first words, and these may begin with a number. */
function isInQuote(cue: Cue, slug: CueField): boolean {
  const number = leadingNumber(slug.value)?.number;
  return number !== undefined && readQuote(cueValue(cue, 'quote') ?? '').startsWith(number);
}

/** True if a file that the cue names bears the slug's number too, so that only both can be renamed. */
export function isNumberNamedElsewhere(cue: Cue, slug: CueField): boolean {
  return withoutPlace(slug.value, cueValue(cue, 'enumerator')) !== null && isInUrl(cue, slug);
}

function isInUrl(cue: Cue, slug: CueField): boolean {
  const spell = (text: string): string => text.toLowerCase().replace(/[\s_-]+/g, '-');
  const numbered = spell(slug.value);
  return cue.fields.some(({ name, value }) => name.endsWith('url') && spell(value).includes(numbered));
}
