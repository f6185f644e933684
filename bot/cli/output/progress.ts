// Shows the progress of long work: one rewritten line on a terminal, else a plain line now and then.
import type { Progress } from '../../../src/desk.ts';
import type { Screen } from '../world.ts';
import { line, shorten } from './text.ts';

export interface ProgressLine {
  show(progress: Progress): void;
  /** Removes the line before other output. */
  clear(): void;
}

const WORDS: Readonly<Record<Progress['phase'], string>> = {
  looking: 'Looking at the files',
  planning: 'Planning',
  working: 'Working',
  landing: 'Landing',
  waiting: 'Waiting',
};

/** In a file or a pipe, an occasional sign of life is enough. */
const SPARSE_MS = 10_000;
const REWRITE_MS = 50;

export function progressLine(screen: Screen, nowMs: () => number): ProgressLine {
  return screen.isTty ? rewritten(screen, nowMs) : sparse(screen, nowMs);
}

function rewritten(screen: Screen, nowMs: () => number): ProgressLine {
  let shownMs = Number.NEGATIVE_INFINITY;
  let isShown = false;
  return {
    show(progress) {
      if (nowMs() - shownMs < REWRITE_MS) return;
      shownMs = nowMs();
      isShown = true;
      screen.write(`\r\x1b[K${shorten(sentence(progress), (screen.columns ?? 80) - 1)}`);
    },
    clear() {
      if (isShown) screen.write('\r\x1b[K');
      isShown = false;
    },
  };
}

function sparse(screen: Screen, nowMs: () => number): ProgressLine {
  let lastMs = Number.NEGATIVE_INFINITY;
  return {
    show(progress) {
      // Phases change with every episode, so only time limits the output, not a change of phase.
      if (nowMs() - lastMs < SPARSE_MS) return;
      lastMs = nowMs();
      screen.write(`${sentence(progress)}\n`);
    },
    clear() {},
  };
}

function sentence({ phase, done, total, note }: Progress): string {
  const far = total === null ? '' : ` ${done}/${total}`;
  return line(`${WORDS[phase]}${far}${note === '' || phase === 'looking' ? '' : `: ${note}`}`);
}
