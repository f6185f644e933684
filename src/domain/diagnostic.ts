// Something wrong at a place that a person has to mend, with what to do about it.

export type Severity = 'error' | 'warning' | 'note';

export interface Diagnostic {
  /** From the one list in the step's or reader's file, e.g. `CUE_MISSING_END`. */
  readonly code: string;
  readonly severity: Severity;
  readonly path: string;
  /** 1-based; null where the whole file is meant. */
  readonly line: number | null;
  readonly message: string;
  /** What the author can do, as an imperative sentence. */
  readonly todo: string;
}
