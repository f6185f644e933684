// Combines each step with its settings and decisions: policy, parameters, pauses.

import { type Settings, settingsHash, stepSettings } from '../../src/config.ts';
import type { Applicability } from '../../src/domain/change.ts';
import { MERGE_STEP } from '../../src/domain/conflict-copy.ts';
import { type Reason, reason } from '../../src/domain/reason.ts';
import { hashValue } from '../../src/hash.ts';
import type { AnyStep } from '../../src/step.ts';
import type { Show } from '../show/show.ts';
import type { ConfiguredStep, Policy } from './policy.ts';

export function configuredSteps(show: Show, only: string | null = null): readonly ConfiguredStep[] {
  const settings = show.settings();
  const { paused } = show.decisions.memory();
  return show.steps
    .filter((step) => (only === null || step.id === only) && settings.steps[step.id]?.policy !== 'off')
    .map((step) => {
      const pause = paused.get(null) ?? paused.get(step.id);
      return {
        step,
        settings: stepSettings(settings, step.id),
        policy: (applicability) => policyOf(settings, step.id, applicability),
        setup: hashValue([settingsHash(settings, step.id), modelOf(show, step)]),
        paused: pause
          ? reason('PAUSED', `${step.title} is paused${pause.why ? ` (${pause.why})` : ''}`)
          : toolMissing(show, step),
      };
    });
}

function toolMissing({ tools }: Show, step: AnyStep): Reason | null {
  if (!step.tools.includes('media') || tools.media.version !== null) return null;
  return reason('NO_FFMPEG', 'clips are not looked at, because there is no ffmpeg; install it');
}

function modelOf({ tools }: Show, step: AnyStep): string {
  const language = step.tools.includes('language') ? tools.language.model : '';
  return step.tools.includes('media') ? `${language} ${tools.media.version}` : language;
}

function policyOf({ steps, merge, conflicts }: Settings, id: string, applicability: Applicability): Policy {
  // A choice of two wordings is a person's, whatever else lands by itself.
  if (id === MERGE_STEP && applicability === 'unsafe') return 'review';
  const own = steps[id]?.policy;
  if (own) return own;
  if (id === MERGE_STEP && conflicts === 'review') return 'review';
  if (merge.everything !== 'by-applicability') return merge.everything;
  return applicability === 'safe' ? 'auto' : 'review';
}
