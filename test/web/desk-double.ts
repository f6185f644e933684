// A desk in memory for the tests of the command line and the API: a small show, and decisions that take effect.
import type {
  Desk,
  EnhancementDetail,
  EnhancementRow,
  EpisodeDetail,
  EpisodeRow,
  GateReason,
  Outcome,
  PassReport,
  Selection,
  Status,
} from '../../src/desk.ts';
import {
  type BlobId,
  type CommitId,
  type EnhancementId,
  type EpisodeId,
  type Hash,
  treePath,
} from '../../src/domain/ids.ts';
import { codeFrom } from '../../src/domain/reason.ts';
import { Fault } from '../../src/errors.ts';
import { CHECKS } from './check-double.ts';
import { MAINTAINED } from './double/care.ts';
import { CONFLICT } from './double/conflict.ts';
import { flowDouble } from './double/flow.ts';
import { MACHINES } from './double/machines.ts';
import { pastDouble } from './double/past.ts';
import { reviewDouble } from './double/review.ts';
import { searchDouble } from './double/search.ts';
import { workDouble } from './double/work.ts';

export const NOW_MS = Date.UTC(2031, 4, 4, 10, 30, 0);

export const REVIEW: GateReason = {
  code: 'NOT_REVIEWED',
  user: 'waits for a reviewer',
  tech: 'policy is review and no verdict is recorded',
  gate: 'verdict',
  opensAtMs: null,
  choice: null,
};
const TYPING: GateReason = {
  code: 'NOT_SETTLED',
  user: 'Minna edited 20 The Committee for the Kettle.md 2 s ago',
  tech: 'quiet for 2000 ms',
  gate: 'settled',
  opensAtMs: NOW_MS + 3000,
  choice: null,
};

export function enhancementRow(changed: Partial<EnhancementRow> = {}): EnhancementRow {
  const subject = changed.subject ?? treePath('episodes/0101/rundown/20 The Committee for the Kettle.md');
  return {
    id: '1a2b3c4d5e' as EnhancementId,
    episode: '0101' as EpisodeId,
    step: 'cue-block-repair',
    state: 'proposed',
    subject,
    paths: [subject],
    title: 'Fix spacing and brackets of 3 cues',
    applicability: 'safe',
    commit: 'c0ffee0123456789c0ffee0123456789c0ffee01' as CommitId,
    base: { [subject]: 'b10b0123456789b10b0123456789b10b01234567' as BlobId },
    reasons: [REVIEW],
    ...changed,
  };
}

/** A title that tries to colour the terminal, rename its window, forge a line and leave the page. */
export const NASTY =
  '\u001b[31mRed\u001b[0m \u001b]0;owned\u0007title\r\nline \u202Etxt.exe <script>alert(1)</script>';

export const ROWS: readonly EnhancementRow[] = [
  enhancementRow(),
  enhancementRow({
    id: '2b3c4d5e6f' as EnhancementId,
    step: 'slug-enhancement',
    title: 'Slug "kettle-committee" instead of an empty one',
    applicability: 'unsafe',
    state: 'accepted',
    reasons: [TYPING],
  }),
  enhancementRow({
    id: '3c4d5e6f70' as EnhancementId,
    episode: '0102' as EpisodeId,
    step: 'description-generation',
    subject: treePath('episodes/0102/rundown/10 Opening.md'),
    title:
      'Describe the opening in two sentences, in the tone of the segment and without a word that is not in it',
    applicability: 'unsafe',
  }),
  enhancementRow({
    id: '4d5e6f7081' as EnhancementId,
    title: 'Runtime 00:41:20:00',
    step: 'runtime-calculation',
    state: 'landed',
    reasons: [],
  }),
];

const DIFF = `diff --git a/episodes/0101/rundown/20 Kettle.md b/episodes/0101/rundown/20 Kettle.md
--- a/episodes/0101/rundown/20 Kettle.md
+++ b/episodes/0101/rundown/20 Kettle.md
@@ -1,4 +1,4 @@
 ---
-slug:
+slug: kettle-committee
 title: The Committee for the Kettle
 ---
@@ -12,3 +12,4 @@
 <!-- Begin Cue -->
-[Type:SOT]
--- a line of dashes
+[Type: SOT]
++++ a line of plusses
+<b>bold</b> & more
`;

export interface DoubleOptions {
  readonly rows?: readonly EnhancementRow[];
  readonly diff?: string;
  readonly status?: Partial<Status>;
}

export interface DeskDouble extends Desk {
  /** What was asked, as `name` and arguments. */
  readonly calls: readonly (readonly unknown[])[];
}

export function deskDouble({ rows: given = ROWS, diff = DIFF, status = {} }: DoubleOptions = {}): DeskDouble {
  let rows = [...given];
  const calls: unknown[][] = [];
  const note = (...call: unknown[]) => {
    calls.push(call);
  };
  const find = (id: string): EnhancementRow => {
    const row = rows.find((each) => each.id.startsWith(id));
    if (row === undefined) throw new Fault('usage', 'NO_ENHANCEMENT', `There is no enhancement ${id}`);
    return row;
  };
  const decide = (
    selection: Selection,
    state: EnhancementRow['state'],
    result: Outcome['result'],
  ): readonly Outcome[] =>
    chosen(rows, selection).map((row) => {
      if (row.state === 'landed' && result !== 'reverted') return outcomeOf(row, 'refused', [LANDED]);
      if (row.reasons.some(({ gate }) => gate === 'settled')) return outcomeOf(row, 'waiting', row.reasons);
      rows = rows.map((each) => (each.id === row.id ? { ...each, state, reasons: [] } : each));
      return outcomeOf(row, result, []);
    });
  return {
    ...reviewDouble(note),
    ...flowDouble(note),
    machines: async () => MACHINES,
    conflicts: async () => [],
    conflict: async () => ({ ...CONFLICT, wrote: null, differs: null }),
    ...pastDouble(note),
    ...workDouble(note),
    ...searchDouble(note),
    calls,
    async list(selection) {
      note('list', selection);
      for (const id of selection.ids ?? []) find(id);
      return chosen(rows, selection);
    },
    async show(id) {
      note('show', id);
      return detailOf(find(id));
    },
    async diff(id) {
      note('diff', id);
      find(id);
      return diff;
    },
    async accept(selection, who) {
      note('accept', selection, who);
      for (const id of selection.ids ?? []) find(id);
      return decide(selection, 'landed', 'landed');
    },
    async reject(selection, why, who) {
      note('reject', selection, why, who);
      return decide(selection, 'rejected', 'rejected');
    },
    async revert(selection, who) {
      note('revert', selection, who);
      return decide({ state: 'landed', ...selection }, 'reverted', 'reverted');
    },
    async redo(id, remark, who) {
      note('redo', id, remark, who);
      return outcomeOf(find(id), 'asked-again', []);
    },
    hold: async (...call) => note('hold', ...call),
    release: async (...call) => note('release', ...call),
    pause: async (...call) => note('pause', ...call),
    resume: async (...call) => note('resume', ...call),
    auto: async (...call) => note('auto', ...call),
    addBudget: async (...call) => note('addBudget', ...call),
    async maintain(dryRun) {
      note('maintain', dryRun);
      return MAINTAINED;
    },
    async budget(episode) {
      note('budget', episode);
      const all = [
        { episode: '0101', spentUsd: 1.0042, limitUsd: 1 },
        { episode: '0102', spentUsd: 0, limitUsd: 2.5 },
      ];
      const episodes = all.filter((row) => episode === null || row.episode === episode);
      return { model: 'gpt-5-mini', counted: true, day: { spentUsd: 1.0042, limitUsd: 5 }, episodes };
    },
    async episodes() {
      note('episodes');
      return EPISODES;
    },
    async episode(episode) {
      note('episode', episode);
      const row = EPISODES.find((each) => each.episode === episode);
      if (row === undefined)
        throw new Fault('usage', 'NO_EPISODE', `There is no episode ${episode} in this show`);
      return episodeOf(row, rows);
    },
    async check(episode) {
      note('check', episode);
      const found = CHECKS.filter((each) => episode === null || each.episode === episode);
      if (found.length > 0) return found;
      throw new Fault('usage', 'NO_EPISODE', `There is no episode ${episode} in this show`);
    },
    async create(who) {
      note('create', who);
      return { episode: '0103', airdate: '2031-05-11', paths: ['episodes/0103/info.md'] };
    },
    async exported(episode, name) {
      note('exported', episode, name);
      if (name !== 'script.txt') throw new Fault('usage', 'NO_EXPORT', `There is no ${name}`);
      return `The script of ${episode}\n`;
    },
    async status() {
      note('status');
      return { ...statusOf(rows), ...status };
    },
    async pass(options, onProgress) {
      note('pass', options);
      if (options.episode === '0999')
        throw new Fault('refused', 'STATE_HELD', 'It is in use by another program.');
      onProgress({ phase: 'looking', done: 0, total: null, note: 'looking at the files' });
      onProgress({ phase: 'working', done: 1, total: 2, note: '0101: slug-enhancement' });
      return REPORT;
    },
  };
}

const LANDED: GateReason = {
  code: 'WRONG_STATE',
  user: 'it has landed already',
  tech: 'state is landed',
  gate: null,
  opensAtMs: null,
  choice: null,
};

function chosen(
  rows: readonly EnhancementRow[],
  { ids, episode, step, state, all }: Selection,
): readonly EnhancementRow[] {
  const isOpen = (row: EnhancementRow) => row.state === 'proposed' || row.state === 'accepted';
  return rows.filter(
    (row) =>
      (ids === undefined || ids.some((id) => row.id.startsWith(id))) &&
      (episode === undefined || row.episode === episode) &&
      (step === undefined || row.step === step) &&
      (state === undefined ? all === true || ids !== undefined || isOpen(row) : row.state === state),
  );
}

function outcomeOf(row: EnhancementRow, result: Outcome['result'], reasons: readonly GateReason[]): Outcome {
  const commit = result === 'landed' || result === 'reverted' ? row.commit : null;
  return { id: row.id, title: row.title, result, commit, reasons };
}

function detailOf(row: EnhancementRow): EnhancementDetail {
  return {
    ...row,
    why: 'Three cue blocks have a space missing after the colon, so the control room can not read them.',
    lane: 'review',
    stepVersion: 2,
    input: '9f'.repeat(32) as Hash,
    fingerprint: 'ab'.repeat(32) as Hash,
    proposedMs: NOW_MS - 3_600_000,
    supersedes: null,
    model: 'rules',
    prompt: 'slug-enhancement/segment@1',
    costUsd: 0.0012,
    confidence: 0.3,
    message: `${row.step}: 0101/20 The Committee\n\n${row.title}\n\nEnhancement-Id: ${row.id}\nEpisode: ${row.episode}\n`,
    decisions: [{ kind: 'hold', by: 'Otto Bramblett', atMs: NOW_MS - 60_000, why: 'on air' }],
    diagnostics: [DIAGNOSTIC],
    askedWith: null,
    redo: 'ask',
    landed:
      row.state === 'landed' && row.commit !== null
        ? { commit: row.commit, by: 'Minna Thistlewood', atMs: NOW_MS }
        : null,
  };
}

const DIAGNOSTIC = {
  code: 'CUE_MISSING_END',
  severity: 'error',
  path: 'episodes/0101/rundown/60 The Drawer.md',
  line: 14,
  message: 'This cue has no end, so the next one stands within it.',
  todo: 'Write <!-- End Cue --> after line 18.',
} as const;

const EPISODES: readonly EpisodeRow[] = [
  {
    episode: '0101',
    title: 'The Glove on the Railing',
    status: 'production',
    airdate: '2031-05-04',
    open: true,
    segments: 2,
    waiting: 2,
    hold: { by: 'Otto Bramblett', why: 'rehearsal', untilMs: NOW_MS + 7_200_000 },
  },
  {
    episode: '0102',
    title: null,
    status: null,
    airdate: null,
    open: true,
    segments: 1,
    waiting: 1,
    hold: null,
  },
];

function episodeOf(row: EpisodeRow, rows: readonly EnhancementRow[]): EpisodeDetail {
  return {
    ...row,
    rundown: [
      {
        path: 'episodes/0101/rundown/20 The Committee for the Kettle.md',
        order: 20,
        title: 'The Committee for the Kettle',
        slug: null,
        type: 'segment',
        duration: '00:08:30:00',
        cues: 3,
        cueList: [
          {
            type: 'SOT',
            slug: 'kettle-speech',
            line: 12,
            durationMs: 75_000,
            mediaPath: 'episodes/0101/assets/video/kettle-speech.mp4',
            missing: false,
            whyMissing: null,
          },
          {
            type: 'GFX',
            slug: 'minutes',
            line: 30,
            durationMs: null,
            mediaPath: null,
            missing: true,
            whyMissing: 'there is no file “minutes.png”',
          },
          {
            type: 'NOTE',
            slug: null,
            line: 41,
            durationMs: null,
            mediaPath: null,
            missing: false,
            whyMissing: null,
          },
        ],
      },
      {
        path: 'episodes/0101/rundown/25 break.md',
        order: null,
        title: null,
        slug: null,
        type: 'break',
        duration: null,
        cues: 0,
        cueList: [],
      },
    ],
    exports: [
      { name: 'script-host.html', title: 'Host script', made: true, stale: true },
      { name: 'script.txt', title: 'Script, plain text', made: false, stale: false },
    ],
    onAir: { openNow: false, changesAtMs: NOW_MS + 3_600_000 },
    locked: null,
    diagnostics: row.episode === '0101' ? [DIAGNOSTIC] : [],
    enhancements: rows.filter(({ episode }) => episode === row.episode),
  };
}

function statusOf(rows: readonly EnhancementRow[]): Status {
  const counts = {
    proposed: 0,
    accepted: 0,
    landed: 0,
    rejected: 0,
    superseded: 0,
    withdrawn: 0,
    reverted: 0,
  };
  for (const { state } of rows) counts[state] += 1;
  return {
    show: 'Mildly Concerning',
    tree: '/srv/mildly concerning',
    state: '/var/lib/show-build/mildly',
    auto: null,
    paused: ['slug-enhancement'],
    counts,
    episodes: EPISODES,
    jobs: { queued: 0, running: 1, done: 7, failed: 1 },
    notices: ['show-build.yaml, line 4: "mergee" is no setting; the last good settings stay in force'],
    full: [{ episode: '0101', open: 50, keptBack: 12 }],
    service: null,
    conflicts: 0,
    machines: null,
  };
}

const REPORT: PassReport = {
  episodes: 2,
  snapshots: 1,
  jobs: 5,
  proposed: ROWS.slice(0, 3),
  landed: [],
  idle: [
    {
      step: 'description-generation',
      subject: 'episodes/0101/info.md',
      reason: { code: codeFrom('LANGUAGE_OFF'), user: 'no language model is set up', tech: 'no endpoint' },
    },
  ],
  diagnostics: [DIAGNOSTIC],
  problems: [],
};
