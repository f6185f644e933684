// All queries of the pages with their cache keys; live.ts decides which of them an event makes stale.
import { queryOptions } from '@tanstack/react-query';
import type {
  Analytics,
  BlameLine,
  BudgetReport,
  CheckReport,
  CommitDetail,
  EpisodeDetail,
  EpisodeRow,
  FileAtCommit,
  FileDifference,
  Flow,
  HistoryEntry,
  HistoryFilter,
  Inbox,
  InboxFilter,
  JobDetail,
  JobRow,
  JobsFilter,
  LandedRow,
  Review,
  SavedQuery,
  SearchAnswer,
  SearchFilter,
  Status,
} from '../../../src/desk.ts';
import { ask, queryOf } from './ask.ts';

/** Answer of GET /session. */
export interface Session {
  /** A token is required before anything else is answered. */
  readonly needed: boolean;
  readonly loggedIn: boolean;
  readonly show: string;
  readonly people: readonly { readonly key: string; readonly name: string }[];
}

const question = <T>(key: readonly unknown[], path: string) =>
  queryOptions({ queryKey: key, queryFn: ({ signal }) => ask<T>(path, signal) });

const one = encodeURIComponent;

export const questions = {
  session: () => question<Session>(['session'], '/session'),
  status: () => question<Status>(['status'], '/status'),
  inbox: (filter: InboxFilter) => question<Inbox>(['inbox', filter], `/inbox${queryOf(filter)}`),
  landed: (sinceMs: number) =>
    question<readonly LandedRow[]>(['landed', sinceMs], `/landed${queryOf({ sinceMs })}`),
  review: (id: string) => question<Review>(['review', id], `/enhancements/${one(id)}/review`),
  episodes: () => question<readonly EpisodeRow[]>(['episodes'], '/episodes'),
  episode: (n: string) => question<EpisodeDetail>(['episode', n], `/episodes/${one(n)}`),
  checks: () => question<readonly CheckReport[]>(['check', ''], '/check'),
  budget: (n: string) => question<BudgetReport>(['budget', n], `/budget${queryOf({ episode: n })}`),
  check: (n: string) => question<CheckReport>(['check', n], `/episodes/${one(n)}/check`),
  exported: (n: string, name: string) =>
    question<{ name: string; text: string }>(
      ['exported', n, name],
      `/episodes/${one(n)}/exports/${one(name)}`,
    ),
  history: (filter: HistoryFilter) =>
    question<readonly HistoryEntry[]>(['history', filter], `/history${queryOf(filter)}`),
  commit: (id: string) => question<CommitDetail>(['commit', id], `/commits/${one(id)}`),
  compare: (from: string, to: string, path: string | null) =>
    question<readonly FileDifference[]>(
      ['compare', from, to, path],
      `/compare${queryOf({ from, to, path })}`,
    ),
  blame: (path: string, commit: string | null) =>
    question<readonly BlameLine[]>(['blame', path, commit], `/blame${queryOf({ path, commit })}`),
  file: (path: string, commit: string | null) =>
    question<FileAtCommit>(['file', path, commit], `/files${queryOf({ path, commit })}`),
  jobs: (filter: JobsFilter) => question<readonly JobRow[]>(['jobs', filter], `/jobs${queryOf(filter)}`),
  job: (id: string) => question<JobDetail>(['job', id], `/jobs/${one(id)}`),
  analytics: (sinceMs: number, untilMs: number) =>
    question<Analytics>(['analytics', sinceMs, untilMs], `/analytics${queryOf({ sinceMs, untilMs })}`),
  search: (filter: SearchFilter) => question<SearchAnswer>(['search', filter], `/search${queryOf(filter)}`),
  saved: () => question<readonly SavedQuery[]>(['queries'], '/queries'),
  flow: () => question<Flow>(['flow'], '/flow'),
} as const;
