// Takes merged conflict copies out of the tree, and comes back for those that have to wait.
import { foldCopies } from '../land/fold-copies.ts';
import type { Show } from '../show/show.ts';
import type { LandingLoopOptions } from './landing-loop.ts';

export function foldLoop(
  show: Show,
  { timers, emit, report }: Omit<LandingLoopOptions, 'fold'>,
): LandingLoopOptions['fold'] {
  return async function fold(episode) {
    const { paths, againMs } = await show.exclusively(() => foldCopies(show, episode));
    if (paths.length > 0) {
      emit({ kind: 'snapshot', episode, detail: paths.length });
      show.log.info(`folded ${paths.length} conflict copies in ${episode}`);
    }
    if (againMs === null) return;
    timers.at(`copies ${episode}`, againMs, () => {
      fold(episode).catch((error: unknown) => report(error, episode));
    });
  };
}
