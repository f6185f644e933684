// Conflict copies that Syncthing has laid beside the episode's files. Beside what goes on air nobody knows which
// version is meant; the others can wait.
import type { TreePath } from '../../domain/ids.ts';
import { type Finding, finding } from './finding.ts';

const MARK = /\.sync-conflict-\d{8}-\d{6}-[A-Z0-9]{7}/;

/** `onAir`: the files that the show is made from. */
export function checkConflicts(copies: readonly TreePath[], onAir: ReadonlySet<string>): readonly Finding[] {
  const beside = new Map<string, number>();
  const elsewhere: Finding[] = [];
  for (const copy of copies) {
    const original = copy.replace(MARK, '');
    if (onAir.has(original)) beside.set(original, (beside.get(original) ?? 0) + 1);
    else elsewhere.push(finding('CONFLICT_COPY_ELSEWHERE', copy, null));
  }
  const told = [...beside].map(([path, n]) =>
    finding('CONFLICT_COPY', path, null, n === 1 ? {} : { detail: `${n} copies` }),
  );
  return [...told, ...elsewhere];
}
