// All steps, in the order in which an episode goes through them.
import type { AnyStep } from '../src/step.ts';
import { cueBlockRepair } from './cue-block-repair.ts';
import { runtimeCalculation } from './runtime-calculation.ts';

export const steps: readonly AnyStep[] = [cueBlockRepair, runtimeCalculation];
