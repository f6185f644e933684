// A step's settings as the planner needs them.
import type { Applicability } from '../../src/domain/change.ts';
import type { Hash } from '../../src/domain/ids.ts';
import type { Reason } from '../../src/domain/reason.ts';
import type { AnyStep, StepSettings } from '../../src/step.ts';

export type Policy = 'auto' | 'review' | 'off';

/** A step together with its settings and decisions. */
export interface ConfiguredStep {
  readonly step: AnyStep;
  readonly settings: StepSettings;
  readonly policy: (applicability: Applicability) => Policy;
  /** Hash of the settings and the model that the step's results depend on. */
  readonly setup: Hash;
  /** Why the step is paused; null if it is not. */
  readonly paused: Reason | null;
}
