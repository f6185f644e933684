// Caches when each enhancement was proposed and by which step. Copied from each episode's records in Git together with
// their commit, so that only changed records are read again. Can be deleted at any time.
import type { CommitId, EnhancementId, EpisodeId } from '../domain/ids.ts';
import { DAY_MS, type Period } from './analytics.ts';
import type { Sql } from './sql.ts';

export interface Proposed {
  readonly id: EnhancementId;
  readonly step: string;
  readonly proposedMs: number;
}

export interface ProposedCount {
  readonly step: string;
  /** Days since 1970. */
  readonly day: number;
  readonly proposed: number;
}

export interface ProposalShelf {
  /** The commit from which each episode's records were read. */
  tips(): ReadonlyMap<EpisodeId, CommitId>;
  /** Replaces all proposals of an episode; a null `tip` = it no longer has records. */
  replace(episode: EpisodeId, tip: CommitId | null, all: readonly Proposed[]): void;
  between(span: Period): readonly ProposedCount[];
  /** The steps of the known ids; unknown ids are left out. */
  stepsOf(ids: readonly EnhancementId[]): ReadonlyMap<EnhancementId, string>;
}

const BETWEEN = `select step, proposed_ms / ${DAY_MS} as day, count(*) as proposed from kept_proposals
  where proposed_ms >= ? and proposed_ms < ? group by 1, 2`;
const STEPS_OF = 'select id, step from kept_proposals where id in (select value from json_each(?))';

export function proposalShelf(sql: Sql): ProposalShelf {
  return {
    tips() {
      const rows = sql.all<{ episode: EpisodeId; tip: CommitId }>('select episode, tip from kept_tips');
      return new Map(rows.map(({ episode, tip }) => [episode, tip]));
    },
    replace(episode, tip, all) {
      sql.atomically(() => {
        sql.run('delete from kept_proposals where episode = ?', episode);
        sql.run('delete from kept_tips where episode = ?', episode);
        if (tip !== null) sql.run('insert into kept_tips values (?, ?)', episode, tip);
        for (const { id, step, proposedMs } of all)
          sql.run('insert or replace into kept_proposals values (?, ?, ?, ?)', id, episode, step, proposedMs);
      });
    },
    between: ({ sinceMs, untilMs }) => sql.all<ProposedCount>(BETWEEN, sinceMs, untilMs),
    stepsOf(ids) {
      const rows = sql.all<{ id: EnhancementId; step: string }>(STEPS_OF, JSON.stringify(ids));
      return new Map(rows.map(({ id, step }) => [id, step]));
    },
  };
}

/** The same without a database; lost when the program ends. */
export function proposalsInMemory(): ProposalShelf {
  const shelf = new Map<EpisodeId, { readonly tip: CommitId; readonly all: readonly Proposed[] }>();
  const every = () => [...shelf.values()].flatMap(({ all }) => all);
  return {
    tips: () => new Map([...shelf].map(([episode, { tip }]) => [episode, tip])),
    replace(episode, tip, all) {
      if (tip === null) shelf.delete(episode);
      else shelf.set(episode, { tip, all });
    },
    between({ sinceMs, untilMs }) {
      const counts = new Map<string, ProposedCount>();
      for (const { step, proposedMs } of every()) {
        if (proposedMs < sinceMs || proposedMs >= untilMs) continue;
        const day = Math.floor(proposedMs / DAY_MS);
        const key = `${step} ${day}`;
        counts.set(key, { step, day, proposed: (counts.get(key)?.proposed ?? 0) + 1 });
      }
      return [...counts.values()];
    },
    stepsOf(ids) {
      const wanted = new Set(ids);
      return new Map(every().flatMap(({ id, step }) => (wanted.has(id) ? [[id, step] as const] : [])));
    },
  };
}
