// What the settings say of a step, as the planner needs it.
import type { Applicability } from '../../src/domain/change.ts';
import type { Hash } from '../../src/domain/ids.ts';
import type { Reason } from '../../src/domain/reason.ts';
import type { AnyStep, StepSettings } from '../../src/step.ts';

export type Policy = 'auto' | 'review' | 'off';

/** A step with what the settings and decisions say of it. */
export interface ConfiguredStep {
  readonly step: AnyStep;
  readonly settings: StepSettings;
  readonly policy: (applicability: Applicability) => Policy;
  /** Settings, models and tool versions that its results depend on. */
  readonly setup: Hash;
  /** Why nothing is asked of it now; null when it works. */
  readonly paused: Reason | null;
}
