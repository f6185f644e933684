// All steps, in the order in which they handle an episode.
import type { AnyStep } from '../src/step.ts';
import { conflictMerge } from './conflict-merge.ts';
import { cueBlockRepair } from './cue-block-repair.ts';
import { descriptionGeneration } from './description-generation.ts';
import { mediaAnalysis } from './media-analysis.ts';
import { preflight } from './preflight.ts';
import { runtimeCalculation } from './runtime-calculation.ts';
import { scriptCompilation } from './script-compilation.ts';
import { slugEnhancement } from './slug-enhancement.ts';

export const steps: readonly AnyStep[] = [
  conflictMerge,
  cueBlockRepair,
  mediaAnalysis,
  slugEnhancement,
  descriptionGeneration,
  runtimeCalculation,
  scriptCompilation,
  preflight,
];
