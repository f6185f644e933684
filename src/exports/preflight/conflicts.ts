// Reports Syncthing's conflict copies. A copy beside a file that goes on air blocks, because only a person can choose
// the right version; others can wait.
import { copyName } from '../../domain/conflict-copy.ts';
import type { TreePath } from '../../domain/ids.ts';
import { type Finding, finding } from './finding.ts';

/** `onAir`: paths of info.md and of the items on air. */
export function checkConflicts(copies: readonly TreePath[], onAir: ReadonlySet<string>): readonly Finding[] {
  const beside = new Map<string, number>();
  const elsewhere: Finding[] = [];
  for (const copy of copies) {
    const original = copyName(copy)?.original ?? copy;
    if (onAir.has(original)) beside.set(original, (beside.get(original) ?? 0) + 1);
    else elsewhere.push(finding('CONFLICT_COPY_ELSEWHERE', copy, null));
  }
  const told = [...beside].map(([path, n]) =>
    finding('CONFLICT_COPY', path, null, n === 1 ? {} : { detail: `${n} copies` }),
  );
  return [...told, ...elsewhere];
}
