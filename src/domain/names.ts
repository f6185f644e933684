// Present names of files, cues and tokens. A record keeps the names of its time together with its place in the chain of
// decisions; every change of names since is a decision in that chain. So a name that is given away and used again means
// another thing, and names may be swapped or go round in a circle.
import { type EpisodeId, episodeOf, type TreePath } from './ids.ts';

/** A cue or token of one file: its subject, and its name as fields begin with it (`cue:CUEMEOMVCAIQ2MDV7`). */
export interface NamedThing {
  readonly subject: TreePath;
  readonly name: string;
}

export interface FileRename {
  readonly from: TreePath;
  readonly to: TreePath;
}

export interface ThingRename {
  readonly from: NamedThing;
  readonly to: NamedThing;
}

/** Names that changed at the same moment. `things` have the subject's old path in `from`, its new one in `to`; one that may
 *  be in two places now has two entries, that for its own file first. */
export interface NewNames {
  readonly files: readonly FileRename[];
  readonly things: readonly ThingRename[];
}

/** A field of one subject. */
export interface FieldOf {
  readonly subject: TreePath;
  readonly field: string;
}

export interface Names {
  /** `asOf`: number of decisions that preceded the record. */
  path(path: TreePath, asOf: number): TreePath;
  field(one: FieldOf, asOf: number): FieldOf;
  /** Names that led to this one, newest first, whatever the time. */
  olderPaths(path: TreePath): readonly TreePath[];
}

export interface GrowingNames extends Names {
  /** `at`: place in the chain of decisions, higher than any before. */
  add(episode: EpisodeId, renaming: NewNames, at: number): void;
}

interface Renamed {
  readonly at: number;
  readonly renaming: NewNames;
}

export function growingNames(): GrowingNames {
  // No name changes from one episode to another, and an old record would otherwise look through those of all.
  const byEpisode = new Map<EpisodeId | null, Renamed[]>();
  const pastOf = (path: TreePath): readonly Renamed[] => byEpisode.get(episodeOf(path)) ?? [];
  const since = (path: TreePath, asOf: number) => {
    const past = pastOf(path);
    return past.slice(firstAt(past, asOf));
  };
  return {
    add(episode, renaming, at) {
      const past = byEpisode.get(episode) ?? [];
      past.push({ at, renaming });
      byEpisode.set(episode, past);
    },
    path: (path, asOf) =>
      since(path, asOf).reduce(
        (now, { renaming: { files } }) => files.find(({ from }) => from === now)?.to ?? now,
        path,
      ),
    field: (one, asOf) =>
      since(one.subject, asOf).reduce((now, { renaming }) => renamedFields(now, renaming)[0] ?? now, one),
    olderPaths(path) {
      const found = new Set<TreePath>([path]);
      for (const { renaming } of [...pastOf(path)].reverse()) {
        for (const { from, to } of renaming.files) if (found.has(to)) found.add(from);
      }
      found.delete(path);
      return [...found];
    },
  };
}

/** Index of the first entry at or after a place in the chain. */
function firstAt(past: readonly { readonly at: number }[], asOf: number): number {
  let [low, high] = [0, past.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((past[middle]?.at ?? 0) < asOf) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The field under the names that one renaming gives; at least one. */
export function renamedFields({ subject, field }: FieldOf, { files, things }: NewNames): readonly FieldOf[] {
  const moved = things.filter(({ from }) => from.subject === subject && isOf(field, from.name));
  if (moved.length === 0) {
    return [{ subject: files.find(({ from }) => from === subject)?.to ?? subject, field }];
  }
  return moved.map(({ from, to }) => ({
    subject: to.subject,
    field: to.name + field.slice(from.name.length),
  }));
}

/** True for the thing's own field and for those of its parts: `cue:CUE1`, `cue:CUE1/assetid`. */
export function isOf(field: string, name: string): boolean {
  return field === name || field.startsWith(`${name}/`);
}
