// The desk's review, flow, history, work and search methods, each mapped to its address in a service's API.
import type { FlowDesk, PastDesk, ReviewDesk, SearchDesk, WorkDesk } from '../../src/desk.ts';

/** HTTP methods; all paths are below /api/v1. */
export interface Addresses {
  get<T>(path: string): Promise<T>;
  getText(path: string): Promise<string>;
  post<T>(path: string, body: unknown): Promise<T>;
  remove(path: string): Promise<void>;
}

type Parts = ReviewDesk & FlowDesk & PastDesk & WorkDesk & SearchDesk;

export function remoteParts({ get, getText, post, remove }: Addresses): Parts {
  const enhancement = (id: string) => `/enhancements/${encodeURIComponent(id)}`;
  const job = (id: string) => `/jobs/${encodeURIComponent(id)}`;
  return {
    inbox: (filter) => get(`/inbox${queryOf(filter)}`),
    landedSince: (sinceMs) => get(`/landed${queryOf({ sinceMs })}`),
    review: (id) => get(`${enhancement(id)}/review`),
    decideParts: (id, verdict, revision, who) =>
      post(`${enhancement(id)}/parts`, { ...verdict, revision, who }),
    page: (id, path, side) => getText(`${enhancement(id)}/page${queryOf({ path, side })}`),
    flow: () => get('/flow'),
    openGate: async (id, gate, who) => {
      await post(`${enhancement(id)}/open-gate`, { gate, who });
    },
    history: (filter) => get(`/history${queryOf(filter)}`),
    commit: (commit) => get(`/commits/${encodeURIComponent(commit)}`),
    compare: (from, to, path) => get(`/compare${queryOf({ from, to, path })}`),
    blame: (path, commit) => get(`/blame${queryOf({ path, commit })}`),
    fileAt: (path, commit) => get(`/files${queryOf({ path, commit })}`),
    restore: (path, commit, who) => post('/restore', { path, commit, who }),
    jobs: (filter = {}) => get(`/jobs${queryOf(filter)}`),
    job: (id) => get(job(id)),
    retryJob: (id, who) => post(`${job(id)}/retry`, { who }),
    cancelJob: (id, who) => post(`${job(id)}/cancel`, { who }),
    prioritise: (id, priority, who) => post(`${job(id)}/priority`, { priority, who }),
    analytics: (filter) => get(`/analytics${queryOf(filter)}`),
    search: (filter) => get(`/search${queryOf(filter)}`),
    query: (sql, limit) => post('/query', { sql, limit }),
    savedQueries: () => get('/queries'),
    saveQuery: async (name, sql, who) => {
      await post('/queries', { name, sql, who });
    },
    forgetQuery: (name, who) => remove(`/queries/${encodeURIComponent(name)}${queryOf({ who })}`),
  };
}

/** Omits undefined and null values; joins arrays with commas. */
export function queryOf(filter: object): string {
  const pairs = Object.entries(filter)
    .filter(([, value]) => value !== undefined && value !== null)
    .map(([name, value]): [string, string] => [name, Array.isArray(value) ? value.join(',') : String(value)]);
  return pairs.length === 0 ? '' : `?${new URLSearchParams(pairs)}`;
}
