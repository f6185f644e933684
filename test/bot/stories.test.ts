// The stories that the product is for, told in the user's words, on real files, real Git and a real database.
import { execFileSync } from 'node:child_process';
import { existsSync, renameSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { wholeDesk } from '../../bot/care/care-desk.ts';
import { auditShow } from '../../bot/care/fsck.ts';
import { rebuild } from '../../bot/index/rebuild.ts';
import type { EnhancementRow } from '../../src/desk.ts';
import { treePath } from '../../src/domain/ids.ts';
import {
  INFO_PATH,
  makeTrial,
  movableClock,
  type Opened,
  oneSegment,
  SEGMENT,
  SEGMENT_PATH,
  type Trial,
} from '../trial.ts';

const quiet = () => {};
const MINUTE_MS = 60_000;
/** Longer than the two parts of a rename may be apart. */
const AWAY_MS = 6 * MINUTE_MS;
const HOUR_MS = 3_600_000;
const trials: Trial[] = [];
const opened: Opened[] = [];

function trial(make: () => Trial = oneSegment): Trial {
  const one = make();
  trials.push(one);
  return one;
}

async function open(one: Trial, options: Parameters<Trial['open']>[0] = {}): Promise<Opened> {
  const show = await one.open(options);
  opened.push(show);
  return show;
}

async function close(one: Opened): Promise<void> {
  opened.splice(opened.indexOf(one), 1);
  await one.close();
}

afterEach(async () => {
  for (const one of opened.splice(0)) {
    expect((await auditShow(one.show)).findings).toEqual([]);
    await one.close();
  }
  for (const one of trials.splice(0)) one.clear();
});

function about(rows: readonly EnhancementRow[], words: string): EnhancementRow {
  const row = rows.find(({ title }) => title.includes(words));
  if (!row) throw new Error(`no enhancement about ${words}: ${rows.map(({ title }) => title).join(', ')}`);
  return row;
}

const openIn = (desk: Opened['desk']) => desk.list({});

describe('proposing', () => {
  it('proposes on the bot branch and leaves main and the tree byte for byte', async () => {
    const one = trial();
    const before = one.bytes();
    const { desk } = await open(one);
    const report = await desk.pass({}, quiet);
    expect(report.proposed.map(({ title }) => title).sort()).toHaveLength(3);
    expect(one.bytes()).toEqual(before);
    expect(one.git('log', '--format=%s', 'main').split('\n')).toHaveLength(1);
    expect(one.git('log', '--format=%an', 'main..bot/0101').split('\n')).toEqual(Array(3).fill('Show-Build'));
    expect(one.git('fsck', '--full')).toBe('');
  });

  it('proposes nothing the second time', async () => {
    const one = trial();
    const { desk } = await open(one);
    await desk.pass({}, quiet);
    const refs = one.git('for-each-ref');
    expect((await desk.pass({}, quiet)).proposed).toEqual([]);
    expect((await desk.pass({ episode: '0101' }, quiet)).proposed).toEqual([]);
    expect(one.git('for-each-ref')).toBe(refs);
  });

  it('lands nothing by itself on the first day', async () => {
    const one = trial(() => {
      const made = oneSegment();
      made.write('show-build.yaml', 'show: Trial\n');
      return made;
    });
    const { desk } = await open(one);
    const { proposed } = await desk.pass({}, quiet);
    expect(proposed[0]?.reasons.map(({ code }) => code)).toContain('AUTO_NOT_ON');
  });
});

describe('human edits first', () => {
  it('lands beside what he wrote meanwhile', async () => {
    const one = trial();
    const { desk } = await open(one);
    await desk.pass({}, quiet);
    one.write(SEGMENT_PATH, SEGMENT.replace('We pat it.', 'We pat it, gently.'));
    const row = about(await openIn(desk), 'first-clip');
    expect(await desk.accept({ ids: [row.id] }, null)).toMatchObject([{ result: 'landed', id: row.id }]);
    const text = one.read(SEGMENT_PATH);
    expect(text).toContain('We pat it, gently.');
    expect(text).toContain('[Type: SOT]');
    expect(one.git('log', '--first-parent', '--format=%an: %s', 'main').split('\n').slice(0, 2)).toEqual([
      expect.stringMatching(/^Show-Build: Land cue-block-repair: 0101\//),
      expect.stringMatching(/^Josh: Josh edited 0101: 10 The Glove\.md$/),
    ]);
    expect((await openIn(desk)).map(({ id }) => id)).not.toContain(row.id);
  });
});

describe('human edits between check and exchange', () => {
  it('keeps his text, takes the landing back, and proposes it again', async () => {
    const one = trial();
    const real = await open(one);
    await real.desk.pass({}, quiet);
    const his = SEGMENT.replace('We pat it.', 'He typed this at the very last moment.');
    let raced = false;
    const native = {
      ...real.show.treeDisk.native,
      exchange(a: string, b: string) {
        // As editors save: a new file under the old name.
        if (!raced) {
          writeFileSync(`${b}.new`, his);
          renameSync(`${b}.new`, b);
        }
        raced = true;
        real.show.treeDisk.native.exchange(a, b);
      },
    };
    const desk = wholeDesk({ ...real.show, treeDisk: { ...real.show.treeDisk, native } });
    const row = about(await openIn(desk), 'first-clip');
    const [outcome] = await desk.accept({ ids: [row.id] }, null);
    expect(raced).toBe(true);
    expect(outcome?.result).toBe('refused');
    expect(one.read(SEGMENT_PATH)).toBe(his);
    expect(one.git('show', `main:${SEGMENT_PATH}`)).toBe(his.trimEnd());
    expect(one.git('log', '--format=%an', '-1', 'main^2')).toBe('Josh');
    // The verdict still stands, and the next try lands it on his text.
    expect(await real.desk.accept({ ids: [row.id] }, null)).toMatchObject([{ result: 'landed' }]);
    expect(one.read(SEGMENT_PATH)).toContain('He typed this at the very last moment.');
    expect(one.read(SEGMENT_PATH)).toContain('[Type: SOT]');
  });
});

describe('accepted but still typing', () => {
  it('waits, says why, carries the verdict, then lands', async () => {
    const one = trial();
    // `settle` is longer than this program may be busy on a slow machine: a pause between two letters is no end of typing.
    one.write(
      'show-build.yaml',
      'show: Trial\npeople: { josh: { name: Josh, email: josh@example.org } }\nmerge: { settle: 3s, idle: 0s }\n',
    );
    const { desk } = await open(one);
    await desk.pass({}, quiet);
    const row = about(await openIn(desk), 'first-clip');
    let letters = '';
    const typing = setInterval(() => {
      letters += 'x';
      one.write(SEGMENT_PATH, SEGMENT.replace('That is all.', `That is all.${letters}`));
    }, 150);
    const landing = desk.accept({ ids: [row.id] }, null);
    const seen = await waitFor(async () => {
      const now = (await desk.list({ ids: [row.id] }))[0];
      return now?.state === 'accepted' && letters.length > 8 ? now : null;
    });
    expect(seen.reasons.map(({ user }) => user)).toEqual([
      expect.stringMatching(/^Josh edited 10 The Glove\.md (just now|\d+ s ago)$/),
    ]);
    clearInterval(typing);
    expect(await landing).toMatchObject([{ id: row.id, result: 'landed' }]);
    expect(one.read(SEGMENT_PATH)).toContain(`That is all.${letters}`);
    expect(one.read(SEGMENT_PATH)).toContain('[Type: SOT]');
  });
});

describe('his edit touches the same words', () => {
  it('goes back to review, showing both', async () => {
    const one = trial(() =>
      oneSegment(
        SEGMENT.replace('[Duration: 1:15]', '[Duration: 1:15]').replace('[ Type : VO ]', '[Type: VO]'),
      ),
    );
    const { desk } = await open(one);
    await desk.pass({}, quiet);
    const row = about(await openIn(desk), 'second-clip');
    await desk.hold('0101', null, 'looking', null);
    expect(await desk.accept({ ids: [row.id] }, null)).toMatchObject([{ result: 'waiting' }]);
    one.write(SEGMENT_PATH, one.read(SEGMENT_PATH).replace('[Duration: 1:15]', '[Duration: 1:45]'));
    const { proposed } = await desk.pass({}, quiet);
    const next = about(proposed, 'second-clip');
    expect(next.state).toBe('proposed');
    expect((await desk.list({ ids: [row.id] }))[0]?.state).toBe('superseded');
    const diff = await desk.diff(next.id);
    expect(diff).toContain('+[Duration: 00:01:45:00]');
    expect(diff).toContain('# +[Duration: 00:01:15:00]');
  });
});

describe('three open on one file, the middle one accepted', () => {
  it('lands it, the others stay open, and git still lists them', async () => {
    const one = trial();
    const { desk } = await open(one);
    await desk.pass({}, quiet);
    const [first, middle, last] = await openIn(desk);
    expect(await desk.accept({ ids: [middle?.id ?? ''] }, null)).toMatchObject([{ result: 'landed' }]);
    expect((await openIn(desk)).map(({ id }) => id)).toEqual([first?.id, last?.id]);
    const listed = one
      .git('log', '--format=%(trailers:key=Enhancement-Id,valueonly)', 'main..bot/0101')
      .split('\n')
      .filter(Boolean);
    expect(listed.sort()).toEqual([first?.id, last?.id].sort());
    expect(await desk.accept({ ids: [first?.id ?? '', last?.id ?? ''] }, null)).toMatchObject([
      { result: 'landed' },
      { result: 'landed' },
    ]);
    expect(one.git('log', '--oneline', 'main..bot/0101')).toBe('');
  });
});

describe('reject and never again', () => {
  it('does not come back, not after an edit elsewhere and not without the database', async () => {
    const one = trial();
    let now = await open(one);
    await now.desk.pass({}, quiet);
    const row = about(await openIn(now.desk), 'first-clip');
    expect(await now.desk.reject({ ids: [row.id] }, 'he likes it so', null)).toMatchObject([
      { result: 'rejected' },
    ]);
    one.write(SEGMENT_PATH, one.read(SEGMENT_PATH).replace('That is all.', 'That is nearly all.'));
    expect((await now.desk.pass({}, quiet)).proposed).toEqual([]);
    one.write(SEGMENT_PATH, one.read(SEGMENT_PATH).replace('[Type:SOT]', '[Caption: A clip]\n[Type:SOT]'));
    await now.desk.pass({}, quiet);
    expect(one.read(SEGMENT_PATH)).toContain('[Caption: A clip]\n[Type:SOT]');
    expect((await openIn(now.desk)).map(({ title }) => title).join()).not.toContain('first-clip');
    await close(now);
    for (const end of ['', '-wal', '-shm']) rmSync(join(one.state, `show-build.db${end}`), { force: true });
    now = await open(one);
    expect((await now.desk.pass({}, quiet)).proposed).toEqual([]);
    expect((await openIn(now.desk)).map(({ title }) => title).join()).not.toContain('first-clip');
    // Until somebody asks again.
    await now.desk.redo(row.id, null, null);
    expect((await openIn(now.desk)).map(({ title }) => title).join()).toContain('first-clip');
  });
});

describe('undo', () => {
  it('reverts an early landing under later ones', async () => {
    const one = trial();
    const { desk } = await open(one);
    await desk.pass({}, quiet);
    const rows = await openIn(desk);
    const early = about(rows, 'first-clip');
    await desk.accept({ ids: [early.id] }, null);
    await desk.accept({ all: true }, null);
    expect(await desk.revert({ ids: [early.id] }, null)).toMatchObject([{ result: 'reverted' }]);
    const text = one.read(SEGMENT_PATH);
    expect(text).toContain('[Type:SOT]');
    expect(text).toContain('[Type: VO]');
    expect(one.git('log', '-1', '--format=%(trailers:key=Reverts,valueonly)', 'main')).toContain(early.id);
    expect((await desk.pass({}, quiet)).proposed).toEqual([]);
  });

  it('offers to revert what stands on it', async () => {
    const one = trial();
    const { desk } = await open(one);
    await desk.pass({}, quiet);
    const row = about(await openIn(desk), 'second-clip');
    await desk.accept({ ids: [row.id] }, null);
    one.write(
      SEGMENT_PATH,
      one.read(SEGMENT_PATH).replace('[Duration: 00:01:15:00]', '[Duration: 00:01:16:00]'),
    );
    const [outcome] = await desk.revert({ ids: [row.id] }, null);
    expect(outcome).toMatchObject({ result: 'refused', reasons: [{ code: 'EDITED_SINCE' }] });
    expect(one.read(SEGMENT_PATH)).toContain('00:01:16:00');
  });

  it('leaves out what he took out by hand', async () => {
    const one = trial();
    const { clock, move } = movableClock(0);
    const { desk, show } = await open(one, { clock });
    await desk.pass({}, quiet);
    const row = about(await openIn(desk), 'first-clip');
    await desk.accept({ ids: [row.id] }, null);
    // An hour later he opens the file, sees what was done, and puts his own form back.
    move(HOUR_MS);
    one.write(SEGMENT_PATH, SEGMENT);
    const then = new Date(Date.now() + HOUR_MS);
    utimesSync(join(one.tree, SEGMENT_PATH), then, then);
    show.clocks.arrived(treePath(SEGMENT_PATH), then.getTime(), 'local');
    expect((await desk.pass({}, quiet)).proposed).toEqual([]);
    expect((await desk.list({ ids: [row.id] }))[0]?.state).toBe('reverted');
  });
});

describe('he deletes the file, he renames it', () => {
  it('withdraws what was open for a file that stays away, and does not make it again', async () => {
    const one = trial();
    const { clock, move } = movableClock(0);
    const { desk } = await open(one, { clock });
    await desk.pass({}, quiet);
    const rows = await openIn(desk);
    one.remove(SEGMENT_PATH);
    await desk.pass({}, quiet);
    // It may have been renamed on a machine whose new file comes later.
    expect((await desk.list({ all: true })).map(({ state }) => state)).toEqual(rows.map(() => 'proposed'));
    move(AWAY_MS);
    await desk.pass({}, quiet);
    expect((await desk.list({ all: true })).map(({ state }) => state)).toEqual(rows.map(() => 'withdrawn'));
    expect(existsSync(join(one.tree, SEGMENT_PATH))).toBe(false);
  });

  it('keeps verdicts under the new name', async () => {
    const one = trial();
    const { desk } = await open(one);
    await desk.pass({}, quiet);
    const rows = await openIn(desk);
    const rejected = about(rows, 'first-clip');
    await desk.reject({ ids: [rejected.id] }, null, null);
    await desk.hold('0101', null, null, null);
    const accepted = about(rows, 'second-clip');
    await desk.accept({ ids: [accepted.id] }, null);
    const renamed = 'episodes/0101/rundown/20 The Other Glove.md';
    renameSync(join(one.tree, SEGMENT_PATH), join(one.tree, renamed));
    expect((await desk.pass({}, quiet)).proposed).toEqual([]);
    expect((await desk.list({ ids: [accepted.id] }))[0]).toMatchObject({
      state: 'accepted',
      subject: renamed,
    });
    await desk.release('0101', null);
    expect(await desk.accept({ ids: [accepted.id] }, null)).toMatchObject([{ result: 'landed' }]);
    expect(one.read(renamed)).toContain('[Type: VO]');
    expect(one.read(renamed)).toContain('[Type:SOT]');
  });
});

describe('a renamed file arrives in two parts', () => {
  const RENAMED = 'episodes/0101/rundown/20 The Other Glove.md';
  const later = MINUTE_MS * 2;

  async function decided() {
    const one = trial();
    const { clock, move } = movableClock(0);
    const { desk } = await open(one, { clock });
    await desk.pass({}, quiet);
    const rows = await openIn(desk);
    const rejected = about(rows, 'first-clip');
    await desk.reject({ ids: [rejected.id] }, null, null);
    const waiting = about(rows, 'second-clip');
    move(later);
    return { one, desk, move, rejected, waiting };
  }

  it('gone first: what was open and what was decided hold under the new name', async () => {
    const { one, desk, move, waiting } = await decided();
    const text = one.read(SEGMENT_PATH);
    one.remove(SEGMENT_PATH);
    await desk.pass({}, quiet);
    expect((await desk.list({ ids: [waiting.id] }))[0]).toMatchObject({ state: 'proposed' });
    move(2 * later);
    one.write(RENAMED, text);
    expect((await desk.pass({}, quiet)).proposed).toEqual([]);
    expect((await desk.list({ ids: [waiting.id] }))[0]).toMatchObject({
      state: 'proposed',
      subject: RENAMED,
    });
    expect(await desk.accept({ ids: [waiting.id] }, null)).toMatchObject([{ result: 'landed' }]);
    expect(one.read(RENAMED)).toContain('[Type: VO]');
    expect(one.read(RENAMED)).toContain('[Type:SOT]');
  });

  it('new first: what was rejected is not open for the new name once the old one is gone', async () => {
    const { one, desk, move } = await decided();
    one.write(RENAMED, one.read(SEGMENT_PATH));
    await desk.pass({}, quiet);
    move(2 * later);
    one.remove(SEGMENT_PATH);
    await desk.pass({}, quiet);
    move(2 * later + AWAY_MS);
    await desk.pass({}, quiet);
    const open_ = await openIn(desk);
    expect(new Set(open_.map(({ subject }) => subject))).toEqual(new Set([RENAMED]));
    expect(open_.filter(({ title }) => title.includes('first-clip'))).toEqual([]);
    expect(open_.filter(({ title }) => title.includes('second-clip'))).toHaveLength(1);
    await desk.accept({ all: true }, null);
    expect(one.read(RENAMED)).toContain('[Type: VO]');
    expect(one.read(RENAMED)).toContain('[Type:SOT]');
  });

  it('what comes in one look belongs together, whatever came before', async () => {
    const { one, desk, move, waiting } = await decided();
    one.write('episodes/0101/rundown/30 A Copy.md', one.read(SEGMENT_PATH));
    await desk.pass({}, quiet);
    move(2 * later);
    renameSync(join(one.tree, SEGMENT_PATH), join(one.tree, RENAMED));
    await desk.pass({}, quiet);
    expect((await desk.list({ ids: [waiting.id] }))[0]).toMatchObject({
      state: 'proposed',
      subject: RENAMED,
    });
  });

  it('longer apart than a rename takes, the new file is another one', async () => {
    const { one, desk, move, waiting } = await decided();
    const text = one.read(SEGMENT_PATH);
    one.remove(SEGMENT_PATH);
    await desk.pass({}, quiet);
    move(later + AWAY_MS);
    one.write(RENAMED, text);
    await desk.pass({}, quiet);
    expect((await desk.list({ ids: [waiting.id] }))[0]).toMatchObject({ state: 'withdrawn' });
    expect(about(await openIn(desk), 'second-clip').id).not.toBe(waiting.id);
  });
});

describe('the database is deleted', () => {
  it('accepted, deleted, rebuilt, lands', async () => {
    const one = trial();
    let now = await open(one);
    await now.desk.pass({}, quiet);
    await now.desk.hold('0101', null, null, null);
    const rows = await openIn(now.desk);
    await now.desk.accept({ all: true }, null);
    await close(now);
    for (const end of ['', '-wal', '-shm']) rmSync(join(one.state, `show-build.db${end}`), { force: true });
    now = await open(one);
    expect(await rebuild(now.show, quiet)).toMatchObject({ episodes: 1, enhancements: rows.length });
    expect(now.show.store?.index.listEnhancements({}).map(({ state }) => state)).toEqual(
      rows.map(() => 'accepted'),
    );
    await now.desk.release('0101', null);
    const outcomes = await now.desk.accept({ all: true }, null);
    expect(outcomes.map(({ result }) => result)).toEqual(rows.map(() => 'landed'));
  });
});

describe('a person commits on the bot branch', () => {
  it('keeps its hands off and says so', async () => {
    const one = trial();
    const { desk } = await open(one);
    await desk.pass({}, quiet);
    const tip = one.git('rev-parse', 'bot/0101');
    const env = {
      ...process.env,
      GIT_AUTHOR_NAME: 'Otto',
      GIT_AUTHOR_EMAIL: 'otto@example.org',
      GIT_COMMITTER_NAME: 'Otto',
      GIT_COMMITTER_EMAIL: 'otto@example.org',
    };
    const mine = execFileSync(
      'git',
      ['--git-dir', join(one.state, 'repo.git'), 'commit-tree', '-p', tip, '-m', 'mine', `${tip}^{tree}`],
      { env, encoding: 'utf8' },
    ).trim();
    one.git('update-ref', 'refs/heads/bot/0101', mine);
    one.write(SEGMENT_PATH, one.read(SEGMENT_PATH).replace('[Duration: 1:15]', '[Duration: 1:25]'));
    await desk.pass({}, quiet);
    expect(one.git('rev-parse', 'bot/0101')).toBe(mine);
    const [outcome] = await desk.accept({ ids: [about(await openIn(desk), 'first-clip').id] }, null);
    expect(outcome?.reasons.map(({ user }) => user).join()).toContain(
      'Otto put a commit on the bot’s branch'.replace('’', "'"),
    );
  });
});

describe('a show with nothing in it', () => {
  it('says so and does nothing', async () => {
    const one = trial(() => makeTrial({}));
    const { desk } = await open(one);
    expect(await desk.pass({}, quiet)).toMatchObject({ episodes: 0, proposed: [] });
    expect(existsSync(join(one.tree, INFO_PATH))).toBe(false);
  });
});

async function waitFor<T>(look: () => Promise<T | null>): Promise<T> {
  for (;;) {
    const found = await look();
    if (found !== null) return found;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
