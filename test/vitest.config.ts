// Everyday runs leave out what takes long: races, kills, full disks and long random walks. CI=true runs everything.
import { defineConfig } from 'vitest/config';

const SLOW = [
  'test/bot/bad-input.test.ts',
  'test/bot/bulk.test.ts',
  'test/bot/faults.test.ts',
  'test/bot/forged.test.ts',
  'test/bot/held-decisions.test.ts',
  'test/bot/held-property.test.ts',
  'test/bot/hostile.test.ts',
  'test/bot/kill.test.ts',
  'test/bot/language-stories.test.ts',
  'test/bot/past-restore.test.ts',
  'test/bot/past.test.ts',
  'test/bot/print-script.test.ts',
  'test/bot/property.test.ts',
  'test/bot/recovery.test.ts',
  'test/bot/replay.test.ts',
  'test/bot/respelled.test.ts',
  'test/bot/review-parts.test.ts',
  'test/bot/sample.test.ts',
  'test/bot/search-work.test.ts',
  'test/bot/storm.test.ts',
  'test/bot/tidied.test.ts',
  'test/bot/vouched.test.ts',
  'test/bot/work-killed.test.ts',
  'test/cli/out-of-house.test.ts',
  'test/cli/verbs.test.ts',
  'test/e2e/bad-callers.test.ts',
  'test/e2e/bad-input.test.ts',
  'test/e2e/bad-material.test.ts',
  'test/e2e/deciding.test.ts',
  'test/e2e/inbox.test.ts',
  'test/e2e/pages.test.ts',
  'test/e2e/paper.test.ts',
  'test/e2e/stories.test.ts',
  'test/git/refs.test.ts',
  'test/markdown/large.test.ts',
  'test/tools/print/print.test.ts',
  'test/tree/killed.test.ts',
  'test/tree/mounts.test.ts',
  'test/tree/race.test.ts',
];

// biome-ignore lint/style/noDefaultExport: vitest reads its settings from the default export.
export default defineConfig({
  test: {
    root: new URL('..', import.meta.url).pathname,
    include: ['test/**/*.test.ts'],
    exclude: process.env['CI'] ? [] : SLOW,
    setupFiles: ['test/seed.ts'],
    testTimeout: 60_000,
    hookTimeout: 60_000,
    maxWorkers: 2,
    // Modules hold no state, so that test files can share them: a third of the time went into loading them anew.
    isolate: false,
  },
});
