// A service's desk: emits an event for each decision and has the service act on it at once. Decides nothing itself.
import type { Desk, DeskEvent, Outcome } from '../../src/desk.ts';
import type { EpisodeId } from '../../src/domain/ids.ts';

export function announcing(
  desk: Desk,
  emit: (event: DeskEvent) => void,
  touch: (episode: EpisodeId | null) => void,
): Desk {
  const after = <A extends unknown[], R>(
    act: (...args: A) => Promise<R>,
    episodeIn: (...args: A) => string | null,
    eventsOf: (result: R) => readonly DeskEvent[] = () => [],
  ) => {
    return async (...args: A): Promise<R> => {
      const result = await act(...args);
      const episode = episodeIn(...args);
      emit({ kind: 'decided', episode, detail: null });
      for (const event of eventsOf(result)) emit(event);
      touch(episode as EpisodeId | null);
      return result;
    };
  };
  const anywhere = () => null;
  const one = (outcome: Outcome) => happened([outcome]);
  const passed = after(desk.pass, anywhere, ({ landed }) => happened(landed));
  return {
    ...desk,
    accept: after(desk.accept, anywhere, happened),
    reject: after(desk.reject, anywhere),
    revert: after(desk.revert, anywhere, happened),
    redo: after(desk.redo, anywhere),
    decideParts: after(desk.decideParts, anywhere, one),
    openGate: after(desk.openGate, anywhere),
    restore: after(desk.restore, anywhere, ({ result }) => (result === 'landed' ? [EDITED] : [])),
    pass: (options, onProgress) => (options.dryRun ? desk.pass : passed)(options, onProgress),
    hold: after(desk.hold, (episode) => episode),
    release: after(desk.release, (episode) => episode),
    pause: after(desk.pause, anywhere),
    resume: after(desk.resume, anywhere),
    auto: after(desk.auto, anywhere),
    create: after(desk.create, anywhere),
    addBudget: after(desk.addBudget, (episode) => episode),
  };
}

/** A restored file is a person's edit of one file. */
const EDITED: DeskEvent = { kind: 'snapshot', episode: null, detail: 1 };

/** Events for what a verdict has changed on main at once; what waits gets its event when it lands. */
function happened(outcomes: readonly Outcome[]): readonly DeskEvent[] {
  return (['landed', 'reverted'] as const).flatMap((kind) => {
    // Without a commit, only an acceptance was taken back.
    const those = outcomes.filter(({ result, commit }) => result === kind && commit !== null);
    const ids = those.map(({ id }) => id);
    return ids.length === 0 ? [] : [{ kind, episode: null, detail: ids }];
  });
}
