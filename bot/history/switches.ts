// Holds, pauses and automatic landing in the history: decisions that change no file, so main has no commit of them.
import type { HistoryEntry, HistoryFilter } from '../../src/desk.ts';
import type { Decision } from '../../src/domain/decision.ts';
import type { CommitId } from '../../src/domain/ids.ts';
import type { Show } from '../show/show.ts';

/** `place`: number of commits of main that precede it. */
export interface PlacedSwitch {
  readonly place: number;
  readonly entry: HistoryEntry;
}

/** Oldest first. */
export function switchesIn({ decisions, history }: Show): readonly PlacedSwitch[] {
  const { commits } = history.timeline;
  const ids = decisions.commits();
  let place = 0;
  return decisions.all().flatMap((decision, i): PlacedSwitch[] => {
    const title = titleOf(decision);
    if (title === null) return [];
    while ((commits[place]?.atMs ?? Number.POSITIVE_INFINITY) <= decision.atMs) place += 1;
    return [{ place, entry: entryOf(decision, ids[i] as CommitId, title) }];
  });
}

/** Checks the filters that mean something else for a commit. A pause concerns every episode, and is listed only where no
 *  episode is asked for. */
export function isSwitchMeant(entry: HistoryEntry, { episode, path, verdict }: HistoryFilter): boolean {
  if (path !== undefined || verdict !== undefined) return false;
  return episode === undefined || entry.episodes.includes(episode.padStart(4, '0'));
}

function entryOf({ atMs, by, saying }: Decision, commit: CommitId, title: string): HistoryEntry {
  return {
    commit,
    atMs,
    author: by.name,
    subject: title,
    title,
    kind: 'switch',
    enhancement: null,
    by: by.name,
    step: 'step' in saying ? saying.step : null,
    episodes: 'episode' in saying && saying.episode !== null ? [saying.episode] : [],
    reverted: false,
  };
}

/** Null for decisions about one enhancement, and for those that are no switch. */
function titleOf({ saying, why }: Decision): string | null {
  const because = why === null ? '' : `: ${why}`;
  switch (saying.kind) {
    case 'hold':
      return `Held ${saying.episode}${because}`;
    case 'release':
      return `Released ${saying.episode}`;
    case 'pause':
      return `Paused ${saying.step ?? 'everything'}${because}`;
    case 'resume':
      return `Resumed ${saying.step ?? 'everything'}`;
    case 'auto':
      return `Switched automatic landing ${saying.on ? 'on' : 'off'}`;
    default:
      return null;
  }
}
