// Finds items whose file names are one and the same on a Mac or on Windows: here both are read, there one replaces the
// other.
import { nameOf } from '../../domain/ids.ts';
import { grouped } from '../../domain/media/grouped.ts';
import { foldedName } from '../../domain/name-twin.ts';
import type { RundownEntry } from '../../markdown/rundown.ts';
import { type Finding, finding } from './finding.ts';

/** One finding for each such name, if any of its files goes on air. */
export function checkNames(entries: readonly RundownEntry[]): readonly Finding[] {
  return [...grouped(entries, ({ document }) => foldedName(document.path)).values()].flatMap((twins) => {
    const last = twins.findLast(({ onAir }) => onAir);
    if (twins.length === 1 || last === undefined) return [];
    const { path } = last.document;
    const others = twins.filter(({ document }) => document.path !== path);
    return [
      finding('NAME_TWINS', path, null, {
        about: others.map(({ document }) => nameOf(document.path)).join(', '),
      }),
    ];
  });
}
