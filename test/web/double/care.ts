// What maintain took away from a small show. In memory, for the tests of the command line and the API.
import type { MaintainReport } from '../../../src/desk.ts';

export const MAINTAINED: MaintainReport = {
  dryRun: true,
  gone: [
    {
      kind: 'media',
      name: '5c'.repeat(32),
      count: 1,
      bytes: 1_500_000_000,
      why: 'Only rejected, superseded or withdrawn changes used it.',
    },
    {
      kind: 'jobs',
      name: 'processing_jobs',
      count: 12,
      bytes: null,
      why: 'They ended more than 400 days ago.',
    },
  ],
  bytes: 1_500_000_000,
  kept: { objects: 3, bytes: 4_000_000 },
};
