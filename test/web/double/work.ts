// Jobs, and what they have cost and brought. In memory, for the tests of the command line and the API.
import type { Analytics, JobDetail, JobRow, WorkDesk } from '../../../src/desk.ts';
import { Fault } from '../../../src/errors.ts';

const NOW_MS = Date.UTC(2031, 4, 4, 10, 30, 0);

function job(changed: Partial<JobDetail> & Pick<JobDetail, 'id'>): JobDetail {
  return {
    step: 'slug-enhancement',
    episode: '0101',
    subject: 'episodes/0101/rundown/60 The Drawer.md',
    state: 'queued',
    attempts: 0,
    reason: null,
    createdMs: NOW_MS - 5_000,
    finishedMs: null,
    startedMs: null,
    priority: 0,
    dueMs: null,
    progress: null,
    can: ['cancel', 'prioritise'],
    log: [],
    fingerprint: 'f'.repeat(64),
    ...changed,
  };
}

const JOBS: readonly JobDetail[] = [
  job({
    id: 'j1',
    step: 'description-generation',
    subject: 'episodes/0101/info.md',
    state: 'failed',
    attempts: 3,
    reason: { code: 'LANGUAGE_TIMEOUT', user: 'the language model did not answer in time', tech: 'timeout' },
    createdMs: NOW_MS - 120_000,
    startedMs: NOW_MS - 70_000,
    finishedMs: NOW_MS - 60_000,
    can: ['retry'],
    log: [
      { atMs: NOW_MS - 70_000, text: 'asking gpt-5-mini' },
      { atMs: NOW_MS - 60_000, text: 'attempt 3: LANGUAGE_TIMEOUT: timeout' },
    ],
  }),
  job({
    id: 'j2',
    state: 'running',
    attempts: 1,
    startedMs: NOW_MS - 4_000,
    progress: { fraction: 0, note: 'waiting for the answer of gpt-5-mini, 4 s' },
    can: ['cancel'],
    log: [{ atMs: NOW_MS - 4_000, text: 'asking gpt-5-mini' }],
  }),
];

const FIGURES = { jobs: 12, failed: 1, workedMs: 61_000, costUsd: 0.0421, asked: 14, cached: 3 };
const ANALYTICS: Analytics = {
  steps: [
    {
      step: 'description-generation',
      title: 'Descriptions',
      ...FIGURES,
      proposed: 10,
      accepted: 7,
      rejected: 2,
      landedByPolicy: 0,
      reverted: 1,
    },
  ],
  days: [
    {
      dayMs: Date.UTC(2031, 4, 4),
      ...FIGURES,
      proposed: 10,
      accepted: 7,
      rejected: 2,
      landed: 7,
      reverted: 1,
    },
  ],
};

export function workDouble(note: (...call: unknown[]) => void = () => {}): WorkDesk {
  let all = [...JOBS];
  const find = (id: string): JobDetail => {
    const found = all.find((one) => one.id.startsWith(id));
    if (found === undefined) throw new Fault('usage', 'NO_JOB', `There is no job ${id}`);
    return found;
  };
  const change = (id: string, changed: Partial<JobDetail>, line: string): JobDetail => {
    const old = find(id);
    const now = { ...old, ...changed, log: [...old.log, { atMs: NOW_MS, text: line }] };
    all = all.map((one) => (one.id === old.id ? now : one));
    return now;
  };
  const row = ({ log: _log, fingerprint: _fingerprint, ...rest }: JobDetail): JobRow => rest;
  return {
    async jobs(filter = {}) {
      note('jobs', filter);
      const { state, step, episode, limit = 200 } = filter;
      return all
        .filter((one) => (state ?? one.state) === one.state && (step ?? one.step) === one.step)
        .filter((one) => (episode ?? one.episode) === one.episode)
        .slice(0, limit)
        .map(row);
    },
    async job(id) {
      note('job', id);
      return find(id);
    },
    async retryJob(id, who) {
      note('retryJob', id, who);
      return change(
        id,
        { state: 'queued', reason: null, finishedMs: null, attempts: 0 },
        `queued again by ${who}`,
      );
    },
    async cancelJob(id, who) {
      note('cancelJob', id, who);
      if (find(id).finishedMs !== null) throw new Fault('refused', 'JOB_ENDED', `Job ${id} is failed`);
      return change(id, { state: 'cancelled', finishedMs: NOW_MS, can: ['retry'] }, `cancelled by ${who}`);
    },
    async prioritise(id, priority, who) {
      note('prioritise', id, priority, who);
      return change(id, { priority }, `priority ${priority}, said ${who}`);
    },
    async analytics(span) {
      note('analytics', span);
      return ANALYTICS;
    },
  };
}
