// Tests that need the database, which is compiled at install and may be missing on a person's machine. They are skipped
// there by name; with CI=true a missing database is a failure.
import { createRequire } from 'node:module';
import type Database from 'better-sqlite3';
import type { TestContext } from 'vitest';

const COMMAND =
  process.platform === 'darwin' ? 'xcode-select --install' : 'sudo apt-get install python3 make g++';
const NOTE = `needs better-sqlite3: ${COMMAND} && npm ci`;

/** Whole files. */
const FILES =
  /^test\/(?:store\/.*|queue\/(?:embedded|fuzz|killed)|cli\/(?:jobs|search)|bot\/search)\.test\.ts$/;

/** Single tests of other files, by the beginning of their full names. */
const TESTS: readonly (readonly [file: string, name: string])[] = [
  ['test/bot/analytics.test.ts', 'tells apart what landed by the policy'],
  ['test/bot/record.test.ts', 'fills the tables as things happen'],
  [
    'test/bot/review.test.ts',
    'one enhancement > still shows what was decided about when the database is gone',
  ],
  ['test/bot/stories.test.ts', 'the database is deleted'],
  ['test/bot/work.test.ts', 'jobs that wait'],
  ['test/bot/work.test.ts', 'a model that fails'],
];

const isMissing = !process.env['CI'] && !isThere();

/** Call before each test. */
export function skipWithoutDatabase({ task, skip }: TestContext): void {
  if (!isMissing) return;
  const { name: file } = task.file;
  const name = task.fullTestName ?? task.name;
  if (FILES.test(file) || TESTS.some(([where, beginning]) => where === file && name.startsWith(beginning)))
    skip(NOTE);
}

/** The driver itself, loaded when a test runs: a file that imports it could not even be read without it. */
export function driver(): typeof Database {
  return createRequire(import.meta.url)('better-sqlite3');
}

function isThere(): boolean {
  try {
    new (driver())(':memory:').close();
    return true;
  } catch {
    return false;
  }
}
