// Everyday runs leave out what takes long: races, kills, full disks and long random walks. CI=true runs everything.
import { defineConfig } from 'vitest/config';

const SLOW = [
  'test/bot/backlog.test.ts',
  'test/bot/bad-input.test.ts',
  'test/bot/bulk.test.ts',
  'test/bot/claim-nodes.test.ts',
  'test/bot/claim.test.ts',
  'test/bot/conflict-copies.test.ts',
  'test/bot/copies-property.test.ts',
  'test/bot/copies-words-kept.test.ts',
  'test/bot/damage.test.ts',
  'test/bot/dry-run.test.ts',
  'test/bot/faults.test.ts',
  'test/bot/forged.test.ts',
  'test/bot/held-decisions.test.ts',
  'test/bot/held-property.test.ts',
  'test/bot/hostile.test.ts',
  'test/bot/kill.test.ts',
  'test/bot/language-stories.test.ts',
  'test/bot/late-text.test.ts',
  'test/bot/moves.test.ts',
  'test/bot/past-restore.test.ts',
  'test/bot/past.test.ts',
  'test/bot/print-script.test.ts',
  'test/bot/property.test.ts',
  'test/bot/recovery.test.ts',
  'test/bot/replay.test.ts',
  'test/bot/respelled.test.ts',
  'test/bot/review-parts.test.ts',
  'test/bot/review.test.ts',
  'test/bot/sample.test.ts',
  'test/bot/search-work.test.ts',
  'test/bot/storm.test.ts',
  'test/bot/stuck-tree.test.ts',
  'test/bot/sync-broken.test.ts',
  'test/bot/sync.test.ts',
  'test/bot/tidied.test.ts',
  'test/bot/travelled-git-nodes.test.ts',
  'test/bot/vouched.test.ts',
  'test/bot/work-killed.test.ts',
  'test/cli/one-shot-sync.test.ts',
  'test/cli/out-of-house.test.ts',
  'test/cli/verbs.test.ts',
  'test/e2e/around-change.test.ts',
  'test/e2e/bad-callers.test.ts',
  'test/e2e/bad-input.test.ts',
  'test/e2e/bad-material.test.ts',
  'test/e2e/conflicts.test.ts',
  'test/e2e/deciding.test.ts',
  'test/e2e/inbox.test.ts',
  'test/e2e/machines.test.ts',
  'test/e2e/media-review.test.ts',
  'test/e2e/pages.test.ts',
  'test/e2e/paper.test.ts',
  'test/e2e/stories.test.ts',
  'test/git/pruned.test.ts',
  'test/git/refs.test.ts',
  'test/markdown/large.test.ts',
  'test/queue/killed.test.ts',
  'test/rig/living.test.ts',
  'test/rig/rig.test.ts',
  'test/tools/print/print.test.ts',
  'test/tools/syncthing/nodes.test.ts',
  'test/tree/killed.test.ts',
  'test/tree/mounts.test.ts',
  'test/tree/race.test.ts',
];

/** These mostly wait for real Syncthings, so that they can run beside the others: SHOW_BUILD_TESTS=waiting, and the rest
 *  with SHOW_BUILD_TESTS=working. */
const WAITING = [
  'test/bot/claim-nodes.test.ts',
  'test/bot/sync-broken.test.ts',
  'test/bot/sync.test.ts',
  'test/bot/travelled-git-nodes.test.ts',
  'test/rig/living.test.ts',
  'test/tools/syncthing/nodes.test.ts',
];

const part = process.env['SHOW_BUILD_TESTS'];
const left = process.env['CI'] ? [] : SLOW;

// biome-ignore lint/style/noDefaultExport: vitest reads its settings from the default export.
export default defineConfig({
  test: {
    root: new URL('..', import.meta.url).pathname,
    include: part === 'waiting' ? WAITING : ['test/**/*.test.ts'],
    exclude: part === 'working' ? [...left, ...WAITING] : left,
    setupFiles: ['test/seed.ts'],
    testTimeout: 60_000,
    hookTimeout: 60_000,
    maxWorkers: 2,
    // Modules hold no state, so that test files can share them: a third of the time went into loading them anew.
    isolate: false,
  },
});
