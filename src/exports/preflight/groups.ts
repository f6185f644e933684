// Groups equal findings and lists their places, so that twenty cues without an id are one entry in the report.
import type { Severity } from '../../domain/diagnostic.ts';
import type { Finding } from './finding.ts';

export interface FindingGroup {
  readonly code: string;
  readonly severity: Severity;
  readonly blocks: boolean;
  readonly message: string;
  readonly todo: string;
  readonly places: readonly FindingPlace[];
  /** The changes named by `mend`, each once. */
  readonly mends: readonly Mend[];
}

/** An open enhancement that mends a finding. */
export interface Mend {
  readonly id: string;
  readonly title: string;
  /** Accepted already; it lands when nothing stands in the way. */
  readonly accepted: boolean;
}

/** `mend`: only in the desk's reports. */
type Findings = readonly (Finding & { readonly mend?: Mend | null })[];

export interface FindingPlace {
  readonly path: string;
  /** Distinct lines in order of appearance; empty for the whole file. */
  readonly lines: readonly number[];
}

/** Groups are in order of their first finding. */
export function grouped(findings: Findings): readonly FindingGroup[] {
  const groups = new Map<string, Findings[number][]>();
  for (const found of findings) {
    const key = JSON.stringify([found.severity, found.code, found.message, found.todo]);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [found]);
    else group.push(found);
  }
  return [...groups.values()].flatMap((all) => {
    const [first] = all;
    if (first === undefined) return [];
    const { code, severity, blocks, message, todo } = first;
    return [{ code, severity, blocks, message, todo, places: placesOf(all), mends: mendsOf(all) }];
  });
}

function mendsOf(findings: Findings): readonly Mend[] {
  const mends = findings.flatMap(({ mend }) => mend ?? []);
  return [...new Map(mends.map((one) => [one.id, one])).values()];
}

function placesOf(findings: readonly Finding[]): readonly FindingPlace[] {
  const places = new Map<string, Set<number>>();
  for (const { path, line } of findings) {
    const lines = places.get(path) ?? new Set<number>();
    places.set(path, line === null ? lines : lines.add(line));
  }
  return [...places].map(([path, lines]) => ({ path, lines: [...lines] }));
}
