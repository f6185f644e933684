// Collects the material for a description, cut to what a model can take, and lays it out. Neighbouring segments are
// context only: nothing may be stated from them, and their changes cause no new description.

import type { TreePath } from '../ids.ts';
import { oneLine } from '../one-line.ts';
import { type Gist, gistOf } from './gist.ts';
import { titleFromName } from './slug-choice.ts';
import { beginning, visible } from './visible.ts';

const SCRIPT_CHARACTERS = 6000;
const OPENING_CHARACTERS = 200;
const TITLE_CHARACTERS = 100;
const LINE_CHARACTERS = 200;
const DESCRIPTION_CHARACTERS = 600;
const MOST_SEGMENTS = 60;

interface Told {
  readonly path: TreePath;
  readonly title: string | null;
  readonly type: string | null;
  readonly spokenText: string;
}

/** A neighbouring segment, for context: its title and its opening. */
interface Neighbour {
  readonly title: string;
  readonly opening: string;
}

export interface SegmentMaterial {
  readonly title: string;
  readonly type: string;
  readonly script: string;
  readonly previous: Neighbour | null;
  readonly next: Neighbour | null;
}

export function segmentMaterial(document: Told, previous: Told | null, next: Told | null): SegmentMaterial {
  return {
    title: titleOf(document),
    type: oneLine(document.type ?? 'segment', 30),
    script: spoken(document, SCRIPT_CHARACTERS),
    previous: neighbour(previous),
    next: neighbour(next),
  };
}

/** Input of a segment's description. */
export function segmentInput({ title, type, script }: SegmentMaterial): {
  readonly title: string;
  readonly type: string;
  readonly script: Gist;
} {
  return { title, type, script: gistOf(script) };
}

/** Text that a segment's description may draw on. */
export function segmentSource({ title, script }: SegmentMaterial): string {
  return `${title}\n${script}`;
}

/** `present`: the existing description, to be renewed. */
export function segmentContent(
  { title, type, script, previous, next }: SegmentMaterial,
  present: string | null,
): string {
  const beside = (where: string, each: Neighbour | null) =>
    each === null ? [] : [`${where}, for context only: ${each.title}. ${each.opening}`];
  return [
    `Title: ${title}`,
    `Type: ${type}`,
    ...standing(present),
    ...beside('Segment before it', previous),
    ...beside('Segment after it', next),
    `Script:\n${script}`,
  ].join('\n');
}

interface ToldEpisode {
  readonly title: string | null;
  readonly subtitle: string | null;
  value(key: string): string | null;
}

// A type, not an interface, so that it can be assigned to Json: it is part of an Input.
export type EpisodeMaterial = {
  readonly title: string | null;
  readonly subtitle: string | null;
  readonly guest: string | null;
  readonly segments: readonly { readonly title: string; readonly description: string }[];
};

export function episodeMaterial(
  info: ToldEpisode,
  described: readonly (Told & { readonly description: string | null })[],
): EpisodeMaterial {
  const line = (text: string | null) => (text === null ? null : oneLine(text, LINE_CHARACTERS));
  return {
    title: info.title === null ? null : oneLine(info.title, TITLE_CHARACTERS),
    subtitle: line(info.subtitle),
    guest: line(info.value('guest')),
    segments: described.slice(0, MOST_SEGMENTS).map((segment) => ({
      title: titleOf(segment),
      description: oneLine(segment.description ?? '', DESCRIPTION_CHARACTERS),
    })),
  };
}

/** Text that an episode's description may draw on. */
export function episodeSource({ title, subtitle, guest, segments }: EpisodeMaterial): string {
  const told = segments.map((segment) => `${segment.title}\n${segment.description}`);
  return [title, subtitle, guest, ...told].filter((each) => each !== null).join('\n');
}

export function episodeContent(
  { title, subtitle, guest, segments }: EpisodeMaterial,
  present: string | null,
): string {
  const line = (name: string, value: string | null) => (value === null ? [] : [`${name}: ${value}`]);
  return [
    ...line('Title', title),
    ...line('Subtitle', subtitle),
    ...line('Guest', guest),
    ...standing(present),
    'Segments in the order of the show:',
    ...segments.map((segment) => `- ${segment.title}: ${segment.description}`),
  ].join('\n');
}

function titleOf({ title, path }: Pick<Told, 'title' | 'path'>): string {
  return oneLine(title ?? titleFromName(path), TITLE_CHARACTERS);
}

function neighbour(document: Told | null): Neighbour | null {
  if (document === null) return null;
  return { title: titleOf(document), opening: spoken(document, OPENING_CHARACTERS) };
}

function spoken({ spokenText }: Told, mostCharacters: number): string {
  return visible(beginning(spokenText, mostCharacters));
}

function standing(present: string | null): readonly string[] {
  if (present === null) return [];
  return [`Description so far, written for an earlier text: ${oneLine(present, DESCRIPTION_CHARACTERS)}`];
}
