// Leaves an endpoint alone for a while that fails or answers wrongly again and again: for all subjects, and said once.
import { Fault } from '../../errors.ts';
import type { Log } from '../../log.ts';

export interface Trust {
  /** Throws a Fault (transient) that says until when the endpoint is left alone. */
  check(): void;
  /** Passes the endpoint's answer through, and notes a failure. */
  asking<A>(answer: Promise<A>): Promise<A>;
  /** Notes whether an answer had the form that was asked for. */
  heard(fault: Fault | null): void;
  /** A step could not use an answer that had the right form. */
  refused(): void;
}

export interface TrustOptions {
  readonly model: string;
  readonly clock: () => number;
  readonly log: Pick<Log, 'warn'> | null;
}

/** More bad answers than good ones. A sound model is refused once in a while, and asked again with the reason. */
const MOST_BAD = 8;
const FIRST_PAUSE_MS = 5 * 60_000;
const LONGEST_PAUSE_MS = 60 * 60_000;

export function createTrust({ model, clock, log }: TrustOptions): Trust {
  let balance = 0;
  let pauseMs = FIRST_PAUSE_MS;
  let untilMs = 0;
  const lose = (trust: number) => {
    balance += trust;
    if (balance < MOST_BAD || untilMs > clock()) return;
    untilMs = clock() + pauseMs;
    log?.warn(sentence(model, pauseMs));
    pauseMs = Math.min(2 * pauseMs, LONGEST_PAUSE_MS);
    // After the pause a single bad answer is enough.
    balance = MOST_BAD - 1;
  };
  return {
    check() {
      const leftMs = untilMs - clock();
      if (leftMs <= 0) return;
      throw new Fault('transient', 'LANGUAGE_UNRELIABLE', sentence(model, leftMs), { retryAfterMs: leftMs });
    },
    asking: (answer) =>
      answer.catch((error: unknown) => {
        if (isEndpointsFault(error)) lose(1);
        throw error;
      }),
    heard(fault) {
      if (fault !== null) return lose(1);
      balance = Math.max(0, balance - 1);
      if (balance === 0) pauseMs = FIRST_PAUSE_MS;
    },
    // It was counted as good before.
    refused: () => lose(2),
  };
}

function sentence(model: string, forMs: number): string {
  const minutes = Math.max(1, Math.round(forMs / 60_000));
  return `The language model “${model}” failed or answered wrongly again and again; it is left alone for ${minutes} min. Its jobs say what was wrong; another model is chosen by language.model.`;
}

/** False where the endpoint merely asks for patience, or refuses for a reason that an operator must mend. */
function isEndpointsFault(error: unknown): boolean {
  return error instanceof Fault && error.kind === 'transient' && error.code !== 'LANGUAGE_BUSY';
}
