// Jobs, actions on them, and figures over time.
import { z } from 'zod';
import type { WorkDesk } from '../../src/desk.ts';
import { JOB_STATES } from '../../src/domain/job.ts';
import { episodeIn, idIn, stepIn, whoIn } from '../schemas.ts';
import { analyticsShape, jobDetailShape, jobRowsShape } from '../shapes/work.ts';
import type { Questions } from './question.ts';

const MOST_JOBS = 1_000;
/** Far more than any step's own priority, and still readable. */
const UTMOST_PRIORITY = 1_000;

export const workQuestions: Questions<keyof WorkDesk> = {
  jobs: {
    tag: 'jobs',
    summary: 'Jobs, the newest first',
    input: {
      state: z.enum(JOB_STATES).optional(),
      step: stepIn.optional(),
      episode: episodeIn.optional(),
      limit: z.coerce.number().int().min(1).max(MOST_JOBS).optional(),
    },
    output: jobRowsShape,
  },
  job: { tag: 'jobs', summary: 'One job with its log', input: { id: idIn }, output: jobDetailShape },
  retryJob: {
    tag: 'jobs',
    summary: 'Queue a job again that failed, was blocked or cancelled',
    input: { id: idIn, who: whoIn },
    output: jobDetailShape,
  },
  cancelJob: {
    tag: 'jobs',
    summary: 'End a job; its question is not asked again until somebody retries it, or its text changes',
    input: { id: idIn, who: whoIn },
    output: jobDetailShape,
  },
  prioritise: {
    tag: 'jobs',
    summary: 'Before or behind others that wait; higher first',
    input: { id: idIn, priority: z.number().min(-UTMOST_PRIORITY).max(UTMOST_PRIORITY), who: whoIn },
    output: jobDetailShape,
  },
  analytics: {
    tag: 'jobs',
    summary: 'What steps have cost and brought, by step and by day (UTC)',
    input: {
      sinceMs: z.coerce.number().int().min(0),
      untilMs: z.coerce.number().int().min(0).max(8.64e15),
    },
    output: analyticsShape,
  },
};
