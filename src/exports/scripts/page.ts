// Collects an episode's script as values for all page formats: cover, rundown, and items with their speech and numbered
// cues. Contains no markup.
import type { Cue } from '../../domain/cue.ts';
import type { EpisodeId } from '../../domain/ids.ts';
import type { MediaShelf } from '../../domain/media/shelf.ts';
import { oneLine } from '../../domain/one-line.ts';
import type { SegmentDocument } from '../../markdown/document.ts';
import type { Rundown, RundownEntry, RundownOptions } from '../../markdown/rundown.ts';
import { HOST } from '../../markdown/script/speaker.ts';
import { scriptParts } from '../../markdown/script-parts.ts';
import type { MediaEntry } from '../media-entry.ts';
import { checkCues } from '../preflight/cues.ts';
import type { Finding } from '../preflight/finding.ts';
import { type OpenMatter, openMatters } from './open.ts';
import type { PagePart } from './page-part.ts';
import { shownCue } from './shown-cue.ts';
import { airsOn } from './times.ts';
import { itemTitle, named, shownSlug } from './title.ts';
import { nameTest, voicesOf } from './voices.ts';

export interface PageFacts {
  readonly show: string;
  readonly episode: EpisodeId;
  readonly media: MediaShelf;
  readonly settings: RundownOptions;
}

export interface PageItem {
  readonly entry: RundownEntry;
  /** The item's `order`: `20`; empty if it has none. */
  readonly order: string;
  readonly title: string;
  /** Without a number; null if it has none. */
  readonly slug: string | null;
  /** `BLOCK A` or `BREAK`; empty if left out. */
  readonly where: string;
  /** Empty if left out. */
  readonly parts: readonly PagePart[];
}

export interface ScriptPage {
  readonly show: string;
  readonly episode: EpisodeId;
  readonly airs: string;
  readonly title: string | null;
  readonly subtitle: string | null;
  readonly rundown: Rundown;
  readonly items: readonly PageItem[];
  readonly open: readonly OpenMatter[];
}

export function pageOf(rundown: Rundown, media: readonly MediaEntry[], facts: PageFacts): ScriptPage {
  const { info } = rundown;
  const voices = voicesOf(info);
  const shots = shotsOf(media);
  const segments = rundown.entries.map(({ document }) => document);
  const items = rundown.entries.map((entry) => itemOf(entry, voices, shots, { ...facts, segments }));
  return {
    show: facts.show === UNNAMED ? '' : oneLine(facts.show, 120),
    episode: facts.episode,
    airs: airsOn(info),
    title: named(info?.title ?? null),
    subtitle: named(info?.subtitle ?? null),
    rundown,
    items,
    open: openMatters(items.flatMap(({ parts }) => parts)),
  };
}

/** Default show name in the settings; means that none was set. */
const UNNAMED = 'Show';

type Shots = (cue: Cue) => readonly MediaEntry[];

interface ItemFacts extends PageFacts {
  /** All items of the episode. */
  readonly segments: readonly SegmentDocument[];
}

/** Media entries by cue. A repeated cue gets the entries of its first occurrence. */
function shotsOf(media: readonly MediaEntry[]): Shots {
  const byCue = new Map<Cue, MediaEntry[]>();
  const byName = new Map<string, MediaEntry[]>();
  for (const entry of media) {
    const known = byCue.get(entry.cue) ?? [];
    known.push(entry);
    byCue.set(entry.cue, known);
    if (hasName(entry.cue)) byName.set(nameOf(entry.cue), known);
  }
  return (cue) => byCue.get(cue) ?? (hasName(cue) ? byName.get(nameOf(cue)) : undefined) ?? [];
}

function hasName({ assetId, slug }: Cue): boolean {
  return assetId !== null && slug !== null;
}

function nameOf({ assetId, slug }: Cue): string {
  return JSON.stringify([assetId, slug]);
}

function itemOf(
  entry: RundownEntry,
  voices: ReturnType<typeof voicesOf>,
  shots: Shots,
  facts: ItemFacts,
): PageItem {
  const { document, onAir, block } = entry;
  const slug = shownSlug(document.slug);
  return {
    entry,
    order: document.order === null ? '' : String(document.order),
    title: itemTitle(document),
    slug: slug === '' ? null : slug,
    where: !onAir ? '' : block === null ? 'BREAK' : `BLOCK ${block}`,
    parts: onAir ? shownParts(document, voices, shots, facts) : [],
  };
}

function shownParts(
  document: SegmentDocument,
  voices: ReturnType<typeof voicesOf>,
  shots: Shots,
  { media, settings, segments }: ItemFacts,
): readonly PagePart[] {
  const names = nameTest();
  const blocking = checkCues(document, segments, media, settings).filter(({ blocks }) => blocks);
  return scriptParts(document).map((part): PagePart => {
    if (part.kind === 'speech' || part.kind === 'list') {
      const voice = voices(part.kind === 'speech' ? part.speaker : HOST);
      return { ...part, voice, isNamed: names.isNamed(voice) };
    }
    names.interrupt();
    if (part.kind === 'cue')
      return {
        kind: 'cue',
        cue: {
          ...shownCue(part.cue, shots(part.cue), document.text, settings.fps),
          toMend: toMend(document, part.cue, blocking),
        },
      };
    if (part.kind !== 'picture') return part;
    const { source, caption } = part;
    return {
      kind: 'picture',
      name: pictureName(source),
      caption,
      file: source === '' ? null : media.resolve(source),
    };
  });
}

/** Codes that the page words in its own way. */
const SHOWN_OTHERWISE: ReadonlySet<string> = new Set(['FSQ_MISSING_QUOTE', 'SOT_MISSING_DURATION']);

function toMend(
  { lineAt }: SegmentDocument,
  { line, span }: Cue,
  blocking: readonly Finding[],
): readonly string[] {
  const last = lineAt(Math.max(span.start, span.end - 1));
  const own = blocking.filter((each) => each.line !== null && each.line >= line && each.line <= last);
  return own.filter(({ code }) => !SHOWN_OTHERWISE.has(code)).map(({ message }) => message);
}

/** File name from the address; just `picture` for `blob:` and `data:` addresses, which name no file. */
function pictureName(source: string): string {
  return /^(?:blob|data):/i.test(source) ? 'picture' : oneLine(source.split('/').at(-1) ?? source, 120);
}
