// The sample show, chaos and all, through the whole way of a change: proposed, landed, read by stock Git, taken back.
import { execFileSync } from 'node:child_process';
import { cpSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { auditShow } from '../../bot/care/fsck.ts';
import type { PassReport } from '../../src/desk.ts';
import { copyName } from '../../src/domain/conflict-copy.ts';
import { unquotePath } from '../../src/domain/trailers.ts';
import { steps } from '../../steps/index.ts';
import { GIT_LFS, itWith } from '../needs.ts';
import { makeTrial, type Opened, type Trial } from '../trial.ts';
import { quiet, trailerKeys } from './trials.ts';

const SAMPLE = join(import.meta.dirname, '../fixtures/sample-show');
const OPEN = ['0101', '0102', '0103'];
const LONG_MS = 120_000;

// One show, in the order of the tests: each goes on from where the one before it left off.
let one: Trial;
let opened: Opened;
let before: Readonly<Record<string, string>>;
let first: PassReport;

beforeAll(async () => {
  one = makeTrial();
  rmSync(one.tree, { recursive: true });
  cpSync(SAMPLE, one.tree, { recursive: true });
  before = one.bytes();
  opened = await one.open({ steps });
});

afterAll(async () => {
  await opened.close();
  one.clear();
});

it(
  'proposes only on the bots’ branches: main is the tree as it was, and the tree is byte for byte',
  async () => {
    first = await opened.desk.pass({}, quiet);
    expect(first.problems).toEqual([]);
    expect(new Set(first.proposed.map(({ episode }) => episode))).toEqual(new Set(OPEN));
    expect(one.bytes()).toEqual(before);
    expect(one.git('rev-list', '--count', 'main')).toBe('1');
    expect(one.git('for-each-ref', '--format=%(refname)', 'refs/heads').split('\n')).toEqual([
      ...OPEN.map((episode) => `refs/heads/bot/${episode}`),
      'refs/heads/main',
    ]);
    for (const episode of OPEN) {
      const ids = one
        .git('log', '--format=%(trailers:key=Enhancement-Id,valueonly)', `main..bot/${episode}`)
        .split('\n')
        .filter(Boolean);
      expect(ids.sort()).toEqual(
        first.proposed
          .filter((row) => row.episode === episode)
          .map(({ id }) => id)
          .sort(),
      );
      const changed = one.git('diff', '--name-only', 'main', `bot/${episode}`).split('\n');
      expect(changed.filter((path) => !path.startsWith(`episodes/${episode}/`))).toEqual([]);
    }
  },
  LONG_MS,
);

it(
  'proposes nothing the second time, and nothing after a restart',
  async () => {
    const refs = one.git('for-each-ref');
    expect((await opened.desk.pass({}, quiet)).proposed).toEqual([]);
    for (const episode of OPEN) expect((await opened.desk.pass({ episode }, quiet)).proposed).toEqual([]);
    await opened.close();
    opened = await one.open({ steps });
    expect((await opened.desk.pass({}, quiet)).proposed).toEqual([]);
    expect(one.git('for-each-ref')).toBe(refs);
  },
  LONG_MS,
);

it(
  'lands everything in a few rounds, and then has nothing more to say',
  async () => {
    let rounds = 0;
    const report = await opened.desk.pass({ acceptAll: true }, ({ phase, done }) => {
      if (phase === 'looking' && done === 0) rounds += 1;
    });
    expect(report.landed.filter(({ result }) => result !== 'landed')).toEqual([]);
    expect(report.landed.length).toBeGreaterThanOrEqual(first.proposed.length);
    expect(rounds).toBeLessThanOrEqual(6);
    expect(await opened.desk.list({})).toEqual([]);
    for (const episode of OPEN) {
      expect((await opened.desk.pass({ episode }, quiet)).proposed).toEqual([]);
      expect(one.git('log', '--oneline', `main..bot/${episode}`)).toBe('');
    }
    const untouched = Object.keys(before).filter(
      (path) => !OPEN.some((episode) => path.startsWith(`episodes/${episode}/`)),
    );
    for (const path of untouched) expect(one.bytes()[path], path).toBe(before[path]);
  },
  LONG_MS,
);

it('leaves scripts, lists and a report that agree with each other and with `check`', async () => {
  for (const report of await opened.desk.check(null)) {
    const read = (name: string) => one.read(`episodes/${report.episode}/exports/${name}`);
    expect(report.waiting).toBe(0);
    expect(report.ready).toBe(false); // Its films are missing, all of them.
    const rows = JSON.parse(read('media-list.json')) as readonly { number: string; status: string }[];
    expect(rows.map(({ number }) => number)).toEqual(
      rows.map((_, i) => String((i + 1) * 10).padStart(3, '0')),
    );
    const host = read('script-host.html');
    for (const { number } of rows) expect(host).toContain(`/ ${number} `);
    const missing = rows.filter(({ status }) => status === 'MISSING').length;
    expect(missing).toBeGreaterThan(0);
    expect(read('media-list.csv').match(/MISSING/g)?.length).toBe(missing);
    const note = read('preflight.md').replaceAll('\\', '');
    for (const { blocks, todo } of report.findings) if (blocks) expect(note).toContain(todo);
    for (const { onAir, whyNot, title } of report.items)
      if (!onAir) expect(read('script.txt'), title ?? '').toContain(whyNot ?? '');
  }
});

itWith(GIT_LFS)('is read by stock git, which finds nothing wrong', async () => {
  expect(one.git('fsck', '--full', '--strict', '--no-dangling')).toBe('');
  expect(one.git('lfs', 'ls-files', 'main')).toBe('');
  const subjects = one.git('log', '--first-parent', '--format=%s', 'main').split('\n');
  expect(subjects.filter((subject) => !subject.startsWith('Land ')).length).toBe(1);
  expect(one.git('log', '--oneline', 'bot/0101').split('\n').length).toBeGreaterThan(1);
  expect((await auditShow(opened.show)).findings).toEqual([]);
  expect(one.git('diff', '--name-only', 'main', 'refs/show-build/published')).toBe('');
  for (const [path, bytes] of Object.entries(one.bytes())) {
    const isText = !/\.(?:png|wav)$/i.test(path);
    // Conflict copies are no content of the show, and on a ref of their own.
    const ref = copyName(path) === null ? 'main' : 'refs/show-build/conflicts/0101';
    if (isText)
      expect(
        execFileSync('git', ['--git-dir', join(one.state, 'repo.git'), 'show', `${ref}:${path}`]).toString(
          'base64',
        ),
        path,
      ).toBe(bytes);
  }
});

it(
  'has trailers on every landing that parse, and bases that are what the commit stood on',
  () => {
    const landings = one.git('log', '--first-parent', '--merges', '--format=%H', 'main').split('\n');
    for (const landing of landings) {
      const trailersOf = (commit: string) =>
        one
          .git('log', '-1', '--format=%(trailers:only,unfold)', commit)
          .split('\n')
          .filter(Boolean)
          .map((line) => /^([A-Za-z-]+): (.*)$/.exec(line)?.slice(1) ?? [line]);
      const merge = new Map(trailersOf(landing) as [string, string][]);
      const own = trailersOf(`${landing}^2`);
      const value = (key: string) => own.find(([name]) => name === key)?.[1] ?? '';
      expect([...merge.keys()].sort()).toEqual(['Enhancement', 'Landed-By']);
      expect(merge.get('Enhancement')).toBe(value('Enhancement-Id'));
      expect(value('Enhancement-Id')).toMatch(/^[0-9a-f]{10}$/);
      expect(OPEN).toContain(value('Episode'));
      expect(value('Step')).toMatch(/^[a-z-]+@\d+$/);
      for (const key of ['Input', 'Fingerprint']) expect(value(key)).toMatch(/^[0-9a-f]{64}$/);
      expect(['safe', 'unsafe']).toContain(value('Applicability'));
      expect(unquotePath(value('Subject'))).toMatch(/^episodes\/\d{4}\//);
      const bases = own
        .filter(([key]) => key === 'Base')
        .map(([, base = '']) => [base.slice(0, 40), unquotePath(base.slice(41)) ?? ''] as const);
      const changed = one.git('diff-tree', '-r', '--name-only', '--no-commit-id', `${landing}^2`).split('\n');
      expect(bases.map(([, path]) => path).sort()).toEqual(changed.sort());
      for (const [blob, path] of bases) {
        for (const parent of [`${landing}^2^`, `${landing}^`]) {
          const stood = one.git('ls-tree', '--object-only', parent, '--', path);
          expect(stood === '' ? '0'.repeat(40) : stood).toBe(blob);
        }
      }
    }
    expect(trailerKeys(one, 'main').filter((key) => !TRAILERS.includes(key))).toEqual([]);
  },
  LONG_MS,
);

const TRAILERS = [
  'Applicability',
  'Base',
  'Confidence',
  'Cost',
  'Enhancement',
  'Enhancement-Id',
  'Episode',
  'Fingerprint',
  'Input',
  'Landed-By',
  'Model',
  'Prompt',
  'Snapshot',
  'Step',
  'Subject',
  'Tool',
];

it(
  'gives back the bytes of every file when all of it is reverted, newest first',
  async () => {
    const outcomes = await opened.desk.revert({ state: 'landed', all: true }, null);
    expect(outcomes.filter(({ result }) => result !== 'reverted')).toEqual([]);
    const after = one.bytes();
    expect(Object.keys(after)).toEqual(Object.keys(before));
    for (const path of Object.keys(before)) expect(after[path], path).toBe(before[path]);
    expect((await opened.desk.pass({}, quiet)).proposed).toEqual([]);
    expect((await auditShow(opened.show)).findings).toEqual([]);
  },
  LONG_MS,
);
