// Finds every cue, token and pasted paragraph of a segment under the name that fields of repairs begin with, and follows
// them from one version of the file to the next, so that a decision holds while its thing can be recognised.
import type { Span } from '../../domain/cue.ts';
import { shareInCommon } from '../../domain/in-common.ts';
import { grouped } from '../../domain/media/grouped.ts';
import type { SegmentDocument } from '../document.ts';
import { cueNames } from './cues.ts';
import { stripResidue } from './residue.ts';
import { namedTokens } from './shorthand.ts';

const KINDS = ['cue', 'token', 'residue'] as const;

export interface Thing {
  readonly kind: (typeof KINDS)[number];
  /** `cue:CUEMEOMVCAIQ2MDV7`, `token:{SOT/goats}`; unique in its file. */
  readonly name: string;
  readonly assetId: string | null;
  /** Exact text. */
  readonly text: string;
  /** Words that tell it from others of its kind. */
  readonly words: readonly string[];
  /** The nearest lines with text around it. */
  readonly above: string;
  readonly below: string;
}

// ---- finding ----

/** In no particular order. */
export function thingsIn(doc: SegmentDocument, fps: number): readonly Thing[] {
  return doc.once('things', [fps], () => {
    const names = cueNames(doc);
    const cues = doc.cues.map((cue, i): Thing => {
      const values = cue.fields.map(({ value }) => value).join(' ');
      const spoken = cue.loose.map(({ start, end }) => doc.text.slice(start, end)).join(' ');
      return thing(doc, cue.span, {
        kind: 'cue',
        name: names[i] ?? '',
        assetId: cue.assetId,
        words: wordsOf(`${values} ${spoken}`),
      });
    });
    const others = [...namedTokens(doc, fps), ...stripResidue(doc).offers].map(({ field, span }) => {
      const kind = field.startsWith('token:') ? 'token' : 'residue';
      const text = doc.text.slice(span.start, span.end).replaceAll(/<[^<>]*>/g, ' ');
      return thing(doc, span, { kind, name: field, assetId: null, words: wordsOf(text) });
    });
    return [...cues, ...others];
  });
}

function thing(
  doc: SegmentDocument,
  { start, end }: Span,
  rest: Omit<Thing, 'text' | 'above' | 'below'>,
): Thing {
  const { text, body } = doc;
  const above = text.slice(Math.max(body.start, start - NEAR), start).trimEnd();
  const below = text.slice(end, end + NEAR).trimStart();
  return {
    ...rest,
    text: text.slice(start, end),
    above: above.slice(above.lastIndexOf('\n') + 1),
    below: below.split('\n', 1)[0] ?? '',
  };
}

/** Characters around a thing that are looked at. */
const NEAR = 400;
const MOST_WORDS = 400;

function wordsOf(text: string): readonly string[] {
  return (text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []).slice(0, MOST_WORDS);
}

// ---- following ----

export type ThingPair = readonly [from: Thing, to: Thing];

/** More are not compared one by one, because that takes as many looks as both numbers multiplied. */
const MOST_COMPARED = 150;
/** Share of common words from which on two things are the same. */
const ALIKE = 0.5;

/** Things with the same id, or else the same text, in both versions of one file or of several together. */
export function sameThings(old: readonly Thing[], now: readonly Thing[]): readonly ThingPair[] {
  return ofEachKind(old, now, (from, to) => {
    const pairs: ThingPair[] = [];
    const left = { old: new Set(from), now: new Set(to) };
    const byKey = (key: (one: Thing) => string | null) => {
      const groups = { old: grouped(left.old, key), now: grouped(left.now, key) };
      for (const [name, some] of groups.old) {
        const others = (name === null ? null : groups.now.get(name)) ?? [];
        for (const [a, b] of closest(some, others, around)) {
          pairs.push([a, b]);
          left.old.delete(a);
          left.now.delete(b);
        }
      }
    };
    byKey((one) => (one.assetId === null ? null : `${one.assetId}\n${one.text}`));
    byKey(({ assetId }) => assetId);
    byKey(({ text }) => text);
    return pairs;
  });
}

/** Things with much the same words. Leaves out what `same` has paired already. */
export function alikeThings(
  old: readonly Thing[],
  now: readonly Thing[],
  same: readonly ThingPair[],
): readonly ThingPair[] {
  const paired = new Set(same.flat());
  return ofEachKind(old, now, (from, to) =>
    closest(
      from.filter((one) => !paired.has(one)),
      to.filter((one) => !paired.has(one)),
      (a, b) => {
        const share = shareInCommon(a.words, b.words);
        return share < ALIKE ? 0 : share + around(a, b) / 10;
      },
    ),
  );
}

/** A single cue between the same two cues as before is the same, whatever is in it: it is being typed. `elsewhere`: things
 *  that are paired with those of other files. */
export function inSamePlace(
  old: readonly Thing[],
  now: readonly Thing[],
  pairs: readonly ThingPair[],
  elsewhere: ReadonlySet<Thing>,
): readonly ThingPair[] {
  const to = new Map(pairs);
  const isTaken = new Set([...to.values(), ...elsewhere]);
  const [cues, here] = [old, now].map((all) => all.filter(({ kind }) => kind === 'cue')) as [
    Thing[],
    Thing[],
  ];
  return cues.flatMap((one, i): ThingPair[] => {
    if (to.has(one) || elsewhere.has(one)) return [];
    const [before, after] = [cues[i - 1], cues[i + 1]];
    if ((before !== undefined && !to.has(before)) || (after !== undefined && !to.has(after))) return [];
    const from = before === undefined ? -1 : here.indexOf(to.get(before) as Thing);
    const until = after === undefined ? here.length : here.indexOf(to.get(after) as Thing);
    const next = here[from + 1];
    return until === from + 2 && next !== undefined && !isTaken.has(next) ? [[one, next]] : [];
  });
}

function ofEachKind(
  old: readonly Thing[],
  now: readonly Thing[],
  pairsOf: (old: readonly Thing[], now: readonly Thing[]) => readonly ThingPair[],
): readonly ThingPair[] {
  return KINDS.flatMap((kind) =>
    pairsOf(
      old.filter((one) => one.kind === kind),
      now.filter((one) => one.kind === kind),
    ),
  );
}

/** Pairs with a score above 0, best first; equal scores in the order of the files. */
function closest(
  old: readonly Thing[],
  now: readonly Thing[],
  score: (a: Thing, b: Thing) => number,
): readonly ThingPair[] {
  const [only, other] = [old[0], now[0]];
  if (only === undefined || other === undefined) return [];
  if (old.length === 1 && now.length === 1) return score(only, other) > 0 ? [[only, other]] : [];
  const all = old
    .slice(0, MOST_COMPARED)
    .flatMap((a, i) =>
      now.slice(0, MOST_COMPARED).map((b, j) => ({ a, b, score: score(a, b), apart: Math.abs(i - j) })),
    );
  const taken = new Set<Thing>();
  return all
    .filter((one) => one.score > 0)
    .sort((x, y) => y.score - x.score || x.apart - y.apart)
    .flatMap(({ a, b }): ThingPair[] => {
      if (taken.has(a) || taken.has(b)) return [];
      taken.add(a).add(b);
      return [[a, b]];
    });
}

/** 1 plus 1 for each neighbouring line that is the same. */
function around(a: Thing, b: Thing): number {
  return 1 + (a.above === b.above ? 1 : 0) + (a.below === b.below ? 1 : 0);
}
