// Wraps the tools of one job so that they report progress: which model is asked, how long it has taken so far, and how
// much of a clip has been read. The step sees the plain tools.
import { nameOf } from '../../src/domain/ids.ts';
import { span } from '../../src/domain/span.ts';
import type { Clock } from '../../src/queue/clock.ts';
import type { Job, JobProgress } from '../../src/queue/queue.ts';
import type { LanguageNews, Tools } from '../../src/step.ts';

/** Often enough to show that the job is alive. */
const TELL_EACH_MS = 2_000;

export function reportingTools(
  { language, media }: Tools,
  { attempts, maxAttempts }: Pick<Job, 'attempts' | 'maxAttempts'>,
  clock: Clock,
  report: (progress: JobProgress) => void,
): Tools {
  const attempt = attempts > 1 ? `attempt ${attempts} of ${maxAttempts}: ` : '';
  return {
    media: {
      get version() {
        return media.version;
      },
      facts: (source, signal) => media.facts(source, signal),
      measure: (source, cut, signal) =>
        media.measure(source, cut, signal, (fraction) =>
          report({ fraction, note: `${attempt}measuring ${nameOf(source.path)}`, passing: true }),
        ),
    },
    language: {
      get model() {
        return language.model;
      },
      refuse: (request) => language.refuse(request),
      async ask(request, signal) {
        const { model } = language;
        let callOff = (): void => {};
        const waitSince = (fromMs: number): void => {
          callOff = clock.at(clock.nowMs() + TELL_EACH_MS, () => {
            report({ fraction: 0, note: attempt + waiting(model, clock.nowMs() - fromMs), passing: true });
            waitSince(fromMs);
          });
        };
        try {
          return await language.ask(request, signal, (news) => {
            report({ fraction: 0, note: attempt + NOTES[news](model) });
            if (news !== 'from-cache') waitSince(clock.nowMs());
          });
        } finally {
          callOff();
        }
      },
    },
  };
}

const NOTES: Readonly<Record<LanguageNews, (model: string) => string>> = {
  asking: (model) => `asking ${model}`,
  'asked-already': (model) => `waiting with another job for the same answer of ${model}`,
  'from-cache': () => 'answered from the cache',
};

function waiting(model: string, forMs: number): string {
  return `waiting for the answer of ${model}, ${span(forMs)}`;
}
