// The states of a job, for the queue, the database, the command line and the page alike.

export const JOB_STATES = ['queued', 'running', 'done', 'skipped', 'blocked', 'failed', 'cancelled'] as const;

export type JobState = (typeof JOB_STATES)[number];
