// A problem at a place that a person has to fix, with advice.

export type Severity = 'error' | 'warning' | 'note';

export interface Diagnostic {
  /** From the one list in the step's or reader's file, e.g. `CUE_MISSING_END`. */
  readonly code: string;
  readonly severity: Severity;
  readonly path: string;
  /** 1-based; null for the whole file. */
  readonly line: number | null;
  readonly message: string;
  /** Advice to the author, as an imperative sentence. */
  readonly todo: string;
}
