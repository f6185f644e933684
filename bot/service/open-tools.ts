// The tools that steps use, as the settings name them now: settings change while the program runs.
import type { Settings } from '../../src/config.ts';
import type { Log } from '../../src/log.ts';
import type { Clock } from '../../src/queue/clock.ts';
import type { LanguageTool, Tools } from '../../src/step.ts';
import { type Budget, createBudget } from '../../src/tools/language/budget.ts';
import type { MemoryAnswers } from '../../src/tools/language/cache.ts';
import { createLanguage } from '../../src/tools/language/language.ts';
import type { Decisions } from '../record/decisions.ts';
import type { SettingsFile } from '../show/settings-file.ts';

/** Uses the model in the current settings, which may change while the program runs. */
export function openTools(
  { settings }: SettingsFile,
  cache: MemoryAnswers,
  budget: Budget,
  nowMs: () => number,
  log: Pick<Log, 'warn'>,
): Pick<Tools, 'language'> {
  let made: { readonly from: Settings['language']; readonly tool: LanguageTool } | null = null;
  const current = (): LanguageTool => {
    const from = settings().language;
    if (made?.from !== from) {
      const { model, timeoutMs, price } = from;
      const baseUrl = process.env.OPENAI_BASE_URL || null;
      const apiKey = process.env.OPENAI_API_KEY || null;
      const tool = createLanguage({
        baseUrl,
        apiKey,
        model,
        timeoutMs,
        price,
        budget,
        cache,
        clock: nowMs,
        log,
      });
      made = { from, tool };
    }
    return made.tool;
  };
  return {
    language: {
      get model() {
        return current().model;
      },
      ask: (request, signal, tell) => current().ask(request, signal, tell),
      refuse: (request) => current().refuse(request),
    },
  };
}

/** Limits by the settings and by what people added; spending by the answers. */
export function budgetOf(
  { settings }: SettingsFile,
  decisions: Decisions,
  answers: MemoryAnswers,
  clock: Clock,
): Budget {
  return createBudget({
    limits: () => {
      const { budgetPerDayUsd, budgetPerEpisodeUsd } = settings().language;
      return { perDayUsd: budgetPerDayUsd, perEpisodeUsd: budgetPerEpisodeUsd };
    },
    addedUsd: (episode, sinceMs) => decisions.memory().addedUsd(episode, sinceMs),
    spentUsd: answers.spentUsd,
    clock: clock.nowMs,
  });
}
