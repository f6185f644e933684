// All migrations in order. The schema version is the number of migrations run. Never change a released one.
import { first } from './0001-first.ts';
import { moneyByEpisode } from './0002-money-by-episode.ts';
import { search } from './0003-search.ts';
import { work } from './0004-work.ts';
import { jobLog } from './0005-job-log.ts';

export const migrations: readonly string[] = [first, moneyByEpisode, search, work, jobLog];
