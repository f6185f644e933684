// Names the pictures that are drawn from a cue's words. The picture's file bears the slug, so several cues of an episode
// with one slug and different words would overwrite each other's picture: the later ones get a slug of their own.
import { type Cue, cueValue } from '../../../domain/cue.ts';
import { sanitiseSlug, slugWords } from '../../../domain/slug.ts';
import type { SegmentDocument } from '../../document.ts';
import type { NewField } from '../cue-text.ts';
import { wordsIn } from './markup.ts';
import { allTokens } from './sites.ts';

interface Picture {
  readonly type: string;
  readonly slug: string;
  readonly fields: readonly NewField[];
}

/** Returns the slug for each picture of the segment, in file order. `siblings`: the episode's items in show order. */
export function pictureNamer(
  doc: SegmentDocument,
  siblings: readonly SegmentDocument[],
  fps: number,
): (picture: Picture) => string {
  const bearers = new Map<string, string>();
  const name = (picture: Picture): string => {
    const words = wordsOf(picture);
    if (words === '') return picture.slug;
    for (const slug of namesFor(picture.slug, words)) {
      if ((bearers.get(slug) ?? words) !== words) continue;
      bearers.set(slug, words);
      return slug;
    }
    return picture.slug;
  };
  // Cues have their slugs already, and shorthand in earlier items goes first.
  for (const each of siblings) for (const cue of each.cues) bearCue(bearers, cue);
  for (const each of siblings.slice(0, Math.max(0, siblings.indexOf(doc))))
    for (const picture of tokensOf(each, fps)) name(picture);
  return name;
}

function bearCue(bearers: Map<string, string>, cue: Cue): void {
  if (cue.slug === null || !isDrawn(cue.type ?? '')) return;
  const said = cueValue(cue, 'quote') ?? cueValue(cue, 'description') ?? '';
  bearers.set(sanitiseSlug(cue.slug), essence(said));
}

function isDrawn(type: string): boolean {
  return type === 'GFX' || type === 'FSQ';
}

/** The words it shows; empty if it is not drawn, or if the shorthand gives no more than its name. */
function wordsOf({ type, fields }: Picture): string {
  const said = fields.find(([label]) => label === 'Quote' || label === 'Description');
  return isDrawn(type) && said !== undefined ? essence(said[1]) : '';
}

function essence(said: string): string {
  return wordsIn(said).join(' ');
}

const LONGEST = 50;
const MOST_ALIKE = 1000;

/** The slug itself, then with words of what is shown, then with numbers. */
function* namesFor(slug: string, words: string): Generator<string> {
  yield slug;
  const known = new Set(slugWords(slug));
  const more = slugWords(sanitiseSlug(words)).filter((word) => !known.has(word));
  for (const many of [2, 3, 4]) {
    const longer = [slug, ...more.slice(0, many)].join('-');
    if (more.length > 0 && longer.length <= LONGEST) yield longer;
  }
  for (let number = 2; number < MOST_ALIKE; number += 1) yield `${slug}-${number}`;
}

/** Shorthand that brings its words along. */
function tokensOf(doc: SegmentDocument, fps: number): readonly Picture[] {
  if (!/\[\s*(?:GFX|FS)/.test(doc.text)) return [];
  return allTokens(doc, fps).filter(({ problem }) => problem === null);
}
