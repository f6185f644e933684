// What a service's own desk tells whoever follows: pages that stay open, and other programs.
import { expect, it } from 'vitest';
import { announcing } from '../../bot/desk/announce.ts';
import type { Desk, DeskEvent, Outcome } from '../../src/desk.ts';
import type { CommitId, EnhancementId } from '../../src/domain/ids.ts';
import { deskDouble } from '../web/desk-double.ts';

const LANDED: Outcome = {
  id: '1a2b' as EnhancementId,
  title: 'Name it',
  result: 'landed',
  commit: 'c0ffee' as CommitId,
  reasons: [],
};

function followed(own: Partial<Desk>) {
  const told: DeskEvent[] = [];
  const touched: (string | null)[] = [];
  const desk = announcing(
    { ...deskDouble(), ...own },
    (event) => told.push(event),
    (episode) => touched.push(episode),
  );
  return { desk, told, touched };
}

const REPORT = {
  episodes: 1,
  snapshots: 0,
  jobs: 0,
  proposed: [],
  landed: [],
  idle: [],
  diagnostics: [],
  problems: [],
};

it('tells what a pass that accepts all of it has landed', async () => {
  const { desk, told, touched } = followed({ pass: async () => ({ ...REPORT, landed: [LANDED] }) });
  await desk.pass({ acceptAll: true }, () => {});
  expect(told.map(({ kind, detail }) => [kind, detail])).toEqual([
    ['decided', null],
    ['landed', ['1a2b']],
  ]);
  expect(touched).toEqual([null]);
});

it('tells nothing of a pass that only says what it would do', async () => {
  const { desk, told, touched } = followed({ pass: async () => REPORT });
  await desk.pass({ dryRun: true }, () => {});
  expect([told, touched]).toEqual([[], []]);
});

it('tells of a file that was put back as of an edit, and nothing where it was not', async () => {
  const { desk, told } = followed({ restore: async () => LANDED });
  await desk.restore('episodes/0101/info.md', 'c0ffee', null);
  expect(told.map(({ kind }) => kind)).toEqual(['decided', 'snapshot']);
  const refused = followed({ restore: async () => ({ ...LANDED, result: 'refused' }) });
  await refused.desk.restore('episodes/0101/info.md', 'c0ffee', null);
  expect(refused.told.map(({ kind }) => kind)).toEqual(['decided']);
});
