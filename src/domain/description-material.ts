// What of the show a description is made from, cut to what a model can hold, and how it is laid out for it.
import type { TreePath } from './ids.ts';
import { oneLine } from './one-line.ts';
import { titleFromName } from './slug-choice.ts';

const SCRIPT_CHARACTERS = 6000;
const OPENING_CHARACTERS = 200;
const TITLE_CHARACTERS = 100;

interface Told {
  readonly path: TreePath;
  readonly title: string | null;
  readonly type: string | null;
  readonly spokenText: string;
}

/** A neighbour, for context: its name and how it begins. */
type Neighbour = { readonly title: string; readonly opening: string };

// Types, not interfaces: both are part of an Input, and must be JSON.
export type SegmentMaterial = {
  readonly title: string;
  readonly type: string;
  readonly script: string;
  readonly previous: Neighbour | null;
  readonly next: Neighbour | null;
};

export type EpisodeMaterial = {
  readonly title: string | null;
  readonly subtitle: string | null;
  readonly guest: string | null;
  readonly segments: readonly { readonly title: string; readonly description: string }[];
};

export function segmentMaterial(document: Told, previous: Told | null, next: Told | null): SegmentMaterial {
  return {
    title: titleOf(document),
    type: document.type ?? 'segment',
    script: document.spokenText.slice(0, SCRIPT_CHARACTERS),
    previous: neighbour(previous),
    next: neighbour(next),
  };
}

function neighbour(document: Told | null): Neighbour | null {
  if (document === null) return null;
  return { title: titleOf(document), opening: document.spokenText.slice(0, OPENING_CHARACTERS) };
}

export function titleOf({ title, path }: Pick<Told, 'title' | 'path'>): string {
  return oneLine(title ?? titleFromName(path), TITLE_CHARACTERS);
}

export function segmentContent({ title, type, script, previous, next }: SegmentMaterial): string {
  const beside = (where: string, each: Neighbour | null) =>
    each === null ? [] : [`${where}, for context only: ${each.title}. ${each.opening}`];
  return [
    `Title: ${title}`,
    `Type: ${type}`,
    ...beside('Segment before it', previous),
    ...beside('Segment after it', next),
    `Script:\n${script}`,
  ].join('\n');
}

export function episodeContent({ title, subtitle, guest, segments }: EpisodeMaterial): string {
  const line = (name: string, value: string | null) => (value === null ? [] : [`${name}: ${value}`]);
  return [
    ...line('Title', title),
    ...line('Subtitle', subtitle),
    ...line('Guest', guest),
    'Segments in the order of the show:',
    ...segments.map((segment) => `- ${segment.title}: ${segment.description}`),
  ].join('\n');
}
