// What people see, word for word: without colours, on a screen of 100 columns.
import { beforeAll, describe, expect, it } from 'vitest';
import { diffText } from '../../bot/cli/output/diff.ts';
import { jobsText, jobText } from '../../bot/cli/output/jobs.ts';
import { type Look, listText } from '../../bot/cli/output/list.ts';
import { outcomesText, undoneSentence } from '../../bot/cli/output/outcomes.ts';
import { paintFor, plain } from '../../bot/cli/output/paint.ts';
import { logText } from '../../bot/cli/output/records.ts';
import { reportText } from '../../bot/cli/output/report.ts';
import { showText } from '../../bot/cli/output/show.ts';
import { statusText } from '../../bot/cli/output/status.ts';
import { width } from '../../bot/cli/output/text.ts';
import { welcomeText } from '../../bot/cli/output/welcome.ts';
import type { JobRow, Outcome } from '../../src/desk.ts';
import { type CommitId, type EnhancementId, treePath } from '../../src/domain/ids.ts';
import { deskDouble, enhancementRow, NASTY, NOW_MS, REVIEW, ROWS } from '../web/desk-double.ts';
import { MACHINES } from '../web/double/machines.ts';
import { memoryScreen } from './screens.ts';

beforeAll(() => {
  process.env.TZ = 'UTC';
});

const LOOK: Look = { columns: 100, paint: plain, nowMs: NOW_MS };
const desk = deskDouble();

/** The text as it stands below, without the indentation of this file. */
function golden([text = '']: TemplateStringsArray): string {
  return `${text.replace(/^ {4}/gm, '').trim()}\n`;
}

describe('for people', () => {
  it('list', () => {
    expect(listText(ROWS, LOOK)).toBe(golden`
    ID          STATE     EPISODE  STEP                    WHAT
    1a2b3c4d5e  proposed  0101     cue-block-repair        20 The Committee for the Kettle: Fix spacing
                                                           and brackets of 3 cues
                waits for a reviewer
    2b3c4d5e6f  accepted  0101     slug-enhancement        20 The Committee for the Kettle: Slug
                                                           "kettle-committee" instead of an empty one
                waits: Minna edited 20 The Committee for the Kettle.md 2 s ago (opens by itself in 3 s)
    3c4d5e6f70  proposed  0102     description-generation  10 Opening: Describe the opening in two
                                                           sentences, in the tone of the segment and
                                                           without a word that is not in it
                waits for a reviewer
    4d5e6f7081  landed    0101     runtime-calculation     20 The Committee for the Kettle: Runtime
                                                           00:41:20:00
    `);
  });

  it('show', async () => {
    expect(showText(await desk.show('1a2b'), LOOK)).toBe(golden`
    Fix spacing and brackets of 3 cues  proposed
    Three cue blocks have a space missing after the colon, so the control room can not read them.

    Id             1a2b3c4d5e
    Episode        0101
    Step           cue-block-repair@2
    Subject        episodes/0101/rundown/20 The Committee for the Kettle.md
    Changes        episodes/0101/rundown/20 The Committee for the Kettle.md
    Applicability  safe, waits for a reviewer
    Proposed       2031-05-04 09:30
    Model          rules
    Prompt         slug-enhancement/segment@1
    Cost           0.001200 USD
    Confidence     0.30
    Commit         c0ffee0123456789c0ffee0123456789c0ffee01
    Base           b10b0123456789b10b0123456789b10b01234567 episodes/0101/rundown/20 The Committee for
                   the Kettle.md
    Input          9f9f9f9f9f9f9f9f9f9f9f9f9f9f9f9f9f9f9f9f9f9f9f9f9f9f9f9f9f9f9f9f
    Fingerprint    abababababababababababababababababababababababababababababababab
    Said           hold by Otto Bramblett, 2031-05-04 10:29: on air
    Gate verdict   waits for a reviewer
                   NOT_REVIEWED: policy is review and no verdict is recorded

    error  episodes/0101/rundown/60 The Drawer.md:14  CUE_MISSING_END
      This cue has no end, so the next one stands within it.
      Write <!-- End Cue --> after line 18.

    Commit message
      cue-block-repair: 0101/20 The Committee

      Fix spacing and brackets of 3 cues

      Enhancement-Id: 1a2b3c4d5e
      Episode: 0101
    `);
  });

  it('status', async () => {
    expect(statusText(await desk.status(), LOOK)).toBe(golden`
    Mildly Concerning
    tree      /srv/mildly concerning
    state     /var/lib/show-build/mildly
    service   none is running (show-build start)
    landing   nothing lands by itself (not switched on yet: show-build auto on)
    paused    slug-enhancement
    changes   2 proposed · 1 accepted · 1 landed
    jobs      1 running · 7 done · 1 failed

    EPISODE  AIRS        STATUS      SEGMENTS  WAITING  TITLE
    0101     2031-05-04  production  2         2        The Glove on the Railing
             held by Otto Bramblett until 12:30: rehearsal
    0102     -           -           1         1        untitled

    0101 has 50 open, as many as it may (backlog): 12 more come as these are decided

    Needs a person
    - show-build.yaml, line 4: "mergee" is no setting; the last good settings stay in force
    `);
  });

  it('status, with the machines that are not up to date', async () => {
    const standing = { ...(await desk.status()), machines: MACHINES.machines };
    expect(statusText(standing, LOOK).split('\n').slice(5, 8).join('\n')).toBe(
      golden`
    machines  1 of 2 connected
              Studio laptop (Minna Thistlewood): lacks 3 files, still has 1 deleted file
              Old Mac: away, last seen 2031-05-02 08:30, lacks 12 files
    `.trimEnd(),
    );
  });

  it('status, with conflict copies', async () => {
    const standing = { ...(await desk.status()), conflicts: 2 };
    expect(statusText(standing, LOOK).split('\n')[5]).toBe('copies    2 conflict copies');
  });

  it('jobs', async () => {
    expect(jobsText(await desk.jobs(), LOOK)).toBe(golden`
    ID  STATE    EPISODE  STEP                    TRIES  SINCE  SUBJECT
    j1  failed   0101     description-generation  3      10:29  info
        the language model did not answer in time
    j2  running  0101     slug-enhancement        1      10:29  60 The Drawer
        waiting for the answer of gpt-5-mini, 4 s
    `);
    expect(jobsText([], LOOK)).toBe('There are no jobs.\n');
    const [row] = await desk.jobs();
    const later = { ...row, state: 'queued', dueMs: NOW_MS + 300_000 } as JobRow;
    expect(jobsText([later], LOOK)).toContain('tried again at 10:35');
  });

  it('one job', async () => {
    expect(jobText(await desk.job('j1'), LOOK)).toBe(golden`
    description-generation  failed
    the language model did not answer in time

    Id         j1
    Episode    0101
    Subject    episodes/0101/info.md
    Tries      3
    Priority   0
    Asked for  2031-05-04 10:28
    Began      2031-05-04 10:28
    Ended      2031-05-04 10:29
    Can        retry

    Log
      2031-05-04 10:28:50  asking gpt-5-mini
      2031-05-04 10:29:00  attempt 3: LANGUAGE_TIMEOUT: timeout
    `);
  });

  it('log', async () => {
    expect(logText(await desk.history({}), LOOK)).toBe(golden`
    WHEN              COMMIT      KIND     BY                 WHAT
    2031-05-04 10:29  c0ffee0123  landing  Minna Thistlewood  Land runtime-calculation: 0101/info
    2031-05-04 10:28  deadbeef23  edit     Minna Thistlewood  Minna Thistlewood edited 0101: 60 The
                                                              Drawer.md
    `);
  });

  const AUTO_NOT_ON = {
    code: 'AUTO_NOT_ON',
    user: 'would land by itself',
    tech: 'x',
    gate: 'verdict',
    opensAtMs: null,
    choice: 'auto',
  } as const;
  const DRY = { isDryRun: true, words: ['--tree', '/srv/show'] };

  it('run', async () => {
    const report = await desk.pass({}, () => {});
    expect(reportText({ ...report, problems: ['x.md can not be read (EACCES)'] }, DRY, LOOK)).toBe(golden`
    Looked at 2 episodes, 1 new snapshot, 5 jobs to run, would propose 3 enhancements.

    2 wait for you
    EPISODE  STEP                    MANY  WHAT
    0101     cue-block-repair        1     20 The Committee for the Kettle: Fix spacing and brackets of
                                           3 cues
    0102     description-generation  1     10 Opening: Describe the opening in two sentences, in the
                                           tone of the segment and without a word that is not in it

    1 safe, to land by itself
    EPISODE  STEP              MANY  WHAT
    0101     slug-enhancement  1     20 The Committee for the Kettle: Slug "kettle-committee" instead of
                                     an empty one

    Not done
    - description-generation: no language model is set up

    1 that only a person can mend
    error  episodes/0101/rundown/60 The Drawer.md:14  CUE_MISSING_END
      This cue has no end, so the next one stands within it.
      Write <!-- End Cue --> after line 18.

    x.md can not be read (EACCES)

    Next
      do it: propose, and land nothing
        npx show-build run --tree /srv/show
      see what keeps each episode off the air
        npx show-build check --tree /srv/show
    `);
  });

  it('run, where much is found', async () => {
    const [row] = ROWS;
    const [finding] = (await desk.pass({}, () => {})).diagnostics;
    if (!row || !finding) throw new Error('the double has neither');
    const report = {
      ...(await desk.pass({}, () => {})),
      proposed: Array.from({ length: 14 }, () => ({ ...row, reasons: [AUTO_NOT_ON] })),
      idle: [],
      diagnostics: Array.from({ length: 8 }, (_, i) =>
        i < 2
          ? ({ ...finding, severity: 'error', line: null, message: 'is an empty file' } as const)
          : ({ ...finding, severity: 'note' } as const),
      ),
    };
    const text = reportText(report, { isDryRun: false, words: [] }, LOOK);
    expect(text.slice(text.indexOf('14 safe'))).toBe(golden`
    14 safe, to land by themselves once that is switched on
    EPISODE  STEP              MANY  WHAT
    0101     cue-block-repair  14    20 The Committee for the Kettle: Fix spacing and brackets of 3 cues
                                     20 The Committee for the Kettle: Fix spacing and brackets of 3 cues
                                     20 The Committee for the Kettle: Fix spacing and brackets of 3 cues
                                     and 11 more

    8 that only a person can mend
    MANY  CODE             SUCH AS
    2     CUE_MISSING_END  60 The Drawer: is an empty file
    6     CUE_MISSING_END  60 The Drawer, line 14: This cue has no end, so the next one stands within
                           it.

    Next
      decide in the desk, change by change
        npx show-build start
      let what is safe land by itself
        npx show-build auto on
      see what keeps each episode off the air
        npx show-build check
    `);
  });

  it('start', async () => {
    const welcome = {
      status: await desk.status(),
      open: ROWS.slice(0, 3),
      url: 'http://127.0.0.1:4870',
      place: ['--tree', '/srv/mildly concerning'],
      newToken: null,
    };
    expect(
      welcomeText({ ...welcome, status: { ...welcome.status, notices: [] } }, LOOK).trimStart(),
    ).toBe(golden`
    Mildly Concerning is open at http://127.0.0.1:4870
      the show   /srv/mildly concerning
      its state  /var/lib/show-build/mildly

    3 enhancements proposed in 2 episodes (1 cue-block-repair, 1 slug-enhancement, 1 description-generation); 1 landed. Nothing lands by itself.

    Try next, in another terminal:
      npx show-build list --tree '/srv/mildly concerning'
      npx show-build diff 1a2b3c4d5e --tree '/srv/mildly concerning'
      npx show-build accept 1a2b3c4d5e --tree '/srv/mildly concerning'
      npx show-build revert 1a2b3c4d5e --tree '/srv/mildly concerning'
      npx show-build accept --episode 0101 --tree '/srv/mildly concerning'

    Ctrl-C stops it.
    `);
  });

  it('decisions, and one line on what was not done', () => {
    const outcome: Outcome = {
      id: '1a2b3c4d5e' as EnhancementId,
      title: 'Fix 3 cues',
      result: 'landed',
      commit: 'c0ffee0123456789' as CommitId,
      reasons: [],
    };
    const waiting: Outcome = {
      ...outcome,
      id: '2b3c4d5e6f' as EnhancementId,
      result: 'waiting',
      commit: null,
      reasons: [REVIEW],
    };
    expect(outcomesText([outcome, waiting], LOOK)).toBe(golden`
    1a2b3c4d5e  landed  Fix 3 cues  c0ffee0123
    2b3c4d5e6f  waiting  Fix 3 cues
        waits for a reviewer
    `);
    expect(undoneSentence([outcome])).toBeNull();
    expect(undoneSentence([outcome, waiting])).toMatch(
      /^1 of 2 enhancements is not done: waits for a reviewer\. /,
    );
    expect(undoneSentence([{ ...waiting, result: 'refused' }])).toMatch(
      /^It is not done: .* Nothing was changed\.$/,
    );
  });
});

describe('on any screen', () => {
  it.each([60, 80, 100, 120])('fits %i columns', (columns) => {
    const text = listText(ROWS, { ...LOOK, columns });
    const widest = Math.max(...text.split('\n').map(width));
    expect(widest).toBeLessThanOrEqual(Math.max(columns, 80));
  });

  it('shows nothing of a file that could move the cursor', async () => {
    const row = enhancementRow({
      title: NASTY,
      subject: treePath(NASTY),
      step: NASTY,
      reasons: [{ ...REVIEW, user: NASTY }],
    });
    const hostile = deskDouble({
      rows: [row],
      status: { show: NASTY, tree: NASTY, notices: [NASTY], paused: [NASTY] },
    });
    const detail = await hostile.show(row.id);
    const status = await hostile.status();
    const texts = [
      listText([row], LOOK),
      showText({ ...detail, why: NASTY, message: NASTY, model: NASTY }, LOOK),
      statusText(status, LOOK),
      outcomesText([{ ...row, result: 'refused' }], LOOK),
      reportText(
        { ...(await hostile.pass({}, () => {})), proposed: [row], problems: [NASTY] },
        { isDryRun: false, words: [] },
        LOOK,
      ),
      welcomeText({ status, open: [row], url: 'http://x', place: [], newToken: null }, LOOK),
      jobText(
        { ...(await hostile.job('j1')), subject: NASTY, step: NASTY, log: [{ atMs: 0, text: NASTY }] },
        LOOK,
      ),
      diffText(`@@ -1 +1 @@\n-a\n+${NASTY}\n`, false, plain),
      diffText(`@@ -1 +1 @@\n-a\n+${NASTY}\n`, true, plain),
    ];
    for (const text of texts) {
      expect(text).toContain('Red');
      expect(text.replace(/\r\n/g, '\n')).not.toMatch(/[\0-\x08\x0b-\x1f\x7f-\x9f\u202e]/);
    }
  });

  it('is in colour only on a terminal whose owner does not mind', () => {
    const terminal = memoryScreen({ isTty: true });
    expect(paintFor(terminal, {})('red', 'x')).toBe('\x1b[31mx\x1b[39m');
    expect(paintFor(terminal, { NO_COLOR: '' })('red', 'x')).toBe('\x1b[31mx\x1b[39m');
    expect(paintFor(terminal, { NO_COLOR: '1' })('red', 'x')).toBe('x');
    expect(paintFor(terminal, { TERM: 'dumb' })('red', 'x')).toBe('x');
    expect(paintFor(memoryScreen(), {})('red', 'x')).toBe('x');
  });
});

describe('a diff', () => {
  it('is coloured by what each line is, not by how it begins', async () => {
    const painted = diffText(await desk.diff('1a2b'), true, (colour, text) => `${colour}:${text}`);
    const kinds = painted
      .split('\n')
      .map((each) => /^(?:bold|cyan|green|red|dim):(...)/.exec(each)?.[0] ?? each.slice(0, 4));
    expect(kinds).toEqual([
      'bold:dif',
      'bold:---',
      'bold:+++',
      'cyan:@@ ',
      ' ---',
      'red:-sl',
      'green:+sl',
      ' tit',
      ' ---',
      'cyan:@@ ',
      ' <!-',
      'red:-[T',
      'red:---',
      'green:+[T',
      'green:+++',
      'green:+<b',
      '',
    ]);
  });

  it('keeps carriage returns in a pipe, where `git apply` needs them, and not on a terminal', () => {
    const diff = '@@ -1 +1 @@\r\n-a\r\n+b\r\n\\ No newline at end of file';
    expect(diffText(diff, false, plain)).toBe(`${diff}\n`);
    expect(diffText(diff, true, plain)).not.toContain('\r');
  });
});
