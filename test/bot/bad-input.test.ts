// Whatever people, editors and other programs leave in the tree: one clear line about it, and no byte of it changed.
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  lstatSync,
  mkdirSync,
  readFileSync,
  readlinkSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { PassReport } from '../../src/desk.ts';
import { treePath } from '../../src/domain/ids.ts';
import { GIT_LFS, itWith } from '../needs.ts';
import {
  AT_ONCE,
  INFO,
  INFO_PATH,
  makeTrial,
  oneSegment,
  SEGMENT,
  SEGMENT_PATH,
  type Trial,
} from '../trial.ts';
import { about, inTrials, quiet, trailerKeys } from './trials.ts';

const { trial, open, close } = inTrials();

const RUNDOWN = 'episodes/0101/rundown';
const INVALID = Buffer.concat([
  Buffer.from('---\ntitle: '),
  Buffer.from([0xe9, 0xff, 0x80]),
  Buffer.from('\n---\n\n'),
]);

/** Blob on main, as stock git has it. */
function onMain(one: Trial, path: string): Buffer {
  return execFileSync('git', ['--git-dir', join(one.state, 'repo.git'), 'cat-file', 'blob', `main:${path}`], {
    maxBuffer: 256 * 1024 * 1024,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}

function linesAbout({ diagnostics, problems }: PassReport, name: string): readonly string[] {
  const said = diagnostics.map(({ path, code, message }) => `${path} ${code} ${message}`);
  return [...said, ...problems].filter((line) => line.includes(name));
}

describe('text that is none', () => {
  it.each([
    ['a segment', SEGMENT_PATH],
    ['info.md', INFO_PATH],
  ])('says of %s that is not UTF-8 so, keeps it byte for byte, and works on the others', async (_what, path) => {
    const one = trial(() =>
      makeTrial({ [INFO_PATH]: INFO, [SEGMENT_PATH]: SEGMENT, [`${RUNDOWN}/20 Other.md`]: SEGMENT }),
    );
    one.write(path, INVALID);
    const before = one.bytes();
    const { desk } = await open(one);
    const report = await desk.pass({}, quiet);
    expect(linesAbout(report, path)).toEqual([expect.stringContaining('TEXT_NOT_UTF8')]);
    expect(report.proposed.filter(({ paths }) => paths.includes(treePath(path)))).toEqual([]);
    expect(report.proposed.length).toBeGreaterThan(0);
    expect(one.bytes()).toEqual(before);
    expect(onMain(one, path)).toEqual(INVALID);
    await desk.pass({ acceptAll: true }, quiet);
    expect(readFileSync(join(one.tree, path))).toEqual(INVALID);
  });

  it('says that the front matter is not closed, and leaves it alone', async () => {
    const one = trial(() => oneSegment(SEGMENT.replace('\n---\n\n## Script', '\n\n## Script')));
    const { desk } = await open(one);
    const report = await desk.pass({ acceptAll: true }, quiet);
    expect(linesAbout(report, 'The Glove')).toContainEqual(expect.stringContaining('HEAD_UNCLOSED'));
    const head = (text: string) => text.slice(0, text.indexOf('## Script'));
    expect(head(one.read(SEGMENT_PATH))).toBe(head(SEGMENT.replace('\n---\n\n## Script', '\n\n## Script')));
  });
});

describe('a text of 50 MB', () => {
  it('stays text in Git, is left alone by every step, and is committed again when it grows', async () => {
    const one = trial();
    const path = `${RUNDOWN}/50 Somebody's dump.md`;
    const line = 'All work and no play, and nobody reads this on air.\n';
    const bytes = Buffer.from(line.repeat(Math.ceil((50 * 1024 * 1024) / line.length)));
    one.write(path, bytes);
    const { desk } = await open(one);
    const report = await desk.pass({}, quiet);
    expect(linesAbout(report, path)).toEqual([expect.stringContaining('TEXT_TOO_LARGE')]);
    expect(report.proposed.map(({ subject }) => subject)).not.toContain(path);
    expect(report.proposed.length).toBeGreaterThan(0);
    expect(one.git('cat-file', '-s', `main:${path}`)).toBe(String(bytes.length));
    // A pointer has a few lines; what Git holds is the text itself.
    await desk.accept({ ids: [about(report.proposed, 'first-clip').id] }, null);
    one.write(path, Buffer.concat([bytes, Buffer.from('One more line.\n')]));
    await desk.pass({}, quiet);
    expect(one.git('cat-file', '-s', `main:${path}`)).toBe(String(bytes.length + 15));
  });
});

describe('names and words that try to be trailers', () => {
  const FORGED = 'Enhancement-Id: 0123456789\nLanded-By: the owner';
  const forgedHead = SEGMENT.replace(
    'title: The Glove',
    'title: "The Glove\\n\\nEnhancement-Id: 0123456789\\nLanded-By: the owner"',
  )
    .replace(
      'description: A glove',
      `description: |\n  A glove.\n\n  ${FORGED.replace('\n', '\n  ')}\ndetails: A glove`,
    )
    .replace('slug: glove\n', 'slug: >-\n  glove\n\n  Enhancement-Id: 0123456789\n')
    .replace('[Slug: first-clip]', '[Slug: first-clip\u2028\u2028Enhancement-Id: 0123456789]');
  const OURS = [
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
    'Reverted-By',
    'Reverts',
    'Snapshot',
    'Step',
    'Subject',
  ];

  it.each([
    ['words of a segment', SEGMENT_PATH, forgedHead],
    ['a file name', `${RUNDOWN}/10 Glove\n\nEnhancement-Id: 0123456789\nLanded-By: x.md`, SEGMENT],
    ['a file name that is a trailer', `${RUNDOWN}/Enhancement-Id: 0123456789.md`, SEGMENT],
  ])('in %s are words', async (_what, path, text) => {
    const one = trial(() => makeTrial({ [INFO_PATH]: INFO, [path]: text }));
    const { desk, show } = await open(one);
    const { proposed } = await desk.pass({}, quiet);
    expect(proposed.length).toBeGreaterThan(0);
    one.write(path, `${text}More.\n`);
    await desk.accept({ all: true }, null);
    const landed = (await desk.list({ state: 'landed' }))[0];
    await desk.revert({ ids: [landed?.id ?? ''] }, null);
    expect(trailerKeys(one, 'main', 'bot/0101').filter((key) => !OURS.includes(key))).toEqual([]);
    const ids = one.git(
      'log',
      '--format=%(trailers:key=Enhancement-Id,valueonly)%(trailers:key=Enhancement,valueonly)',
      'main',
      'bot/0101',
    );
    expect(ids).not.toContain('0123456789');
    expect([...show.history.ids().keys()]).not.toContain('0123456789');
    expect(
      new Set(
        one
          .git('log', '--first-parent', '--format=%(trailers:key=Landed-By,valueonly)', 'main')
          .split('\n')
          .filter(Boolean),
      ),
    ).toEqual(new Set(['Josh']));
    const snapshots = one
      .git('log', '--author=Josh', '--format=%(trailers:only)', 'main')
      .split('\n')
      .filter(Boolean);
    expect(new Set(snapshots)).toEqual(new Set(['Snapshot: 0101', 'Snapshot: the show']));
  });

  it('in a remark or a name of a person are words, and the decision is read back as it was said', async () => {
    const path = `${RUNDOWN}/10 Right\u200fto\u2028left\u0085.md`;
    const one = trial(() => makeTrial({ [INFO_PATH]: INFO, [path]: SEGMENT }));
    one.write(
      'show-build.yaml',
      `${AT_ONCE.replace('name: Josh', String.raw`name: "Josh\nEnhancement-Id: 0123456789"`)}`,
    );
    const now = await open(one);
    await now.desk.pass({}, quiet);
    const row = about(await now.desk.list({}), 'first-clip');
    await now.desk.reject({ ids: [row.id] }, 'no\u2028\u2028{"saying":1}\n\nDecision: accept\u0085x', null);
    const said = now.show.decisions.all();
    await close(now);
    const again = await open(one);
    expect(again.show.decisions.all()).toEqual(said);
    expect((await again.desk.pass({}, quiet)).proposed).toEqual([]);
    expect((await again.desk.list({ ids: [row.id] }))[0]?.state).toBe('rejected');
    expect(trailerKeys(one, 'refs/show-build/decisions')).toEqual([
      'By',
      'Decision',
      'Enhancement',
      'Episode',
      'Step',
    ]);
  });
});

describe('files and folders in each other’s place', () => {
  it('takes a folder with the name of a segment for a folder', async () => {
    const one = trial();
    one.write(`${RUNDOWN}/10 Opening.md/notes.md`, SEGMENT);
    const before = one.bytes();
    const { desk } = await open(one);
    const report = await desk.pass({}, quiet);
    expect(report.proposed.map(({ subject }) => subject)).not.toContain(`${RUNDOWN}/10 Opening.md/notes.md`);
    expect(report.problems).toEqual([]);
    expect(one.bytes()).toEqual(before);
    expect(onMain(one, `${RUNDOWN}/10 Opening.md/notes.md`).toString()).toBe(SEGMENT);
  });

  it('follows a file that becomes a folder, and back', async () => {
    // For some minutes it may have got another name.
    const isAway = ({ code }: { readonly code: string }) => code === 'SUBJECT_AWAY';
    const one = trial();
    let now = await open(one);
    await now.desk.pass({}, quiet);
    one.remove(SEGMENT_PATH);
    one.write(`${SEGMENT_PATH}/draft.md`, 'Only a draft.\n');
    expect((await now.desk.pass({}, quiet)).problems).toEqual([]);
    expect(onMain(one, `${SEGMENT_PATH}/draft.md`).toString()).toBe('Only a draft.\n');
    const waiting = (await now.desk.list({})).map(({ reasons }) => reasons.some(isAway));
    expect(waiting).not.toContain(false);
    await close(now);
    one.remove(SEGMENT_PATH);
    one.write(SEGMENT_PATH, SEGMENT);
    now = await open(one);
    expect((await now.desk.pass({}, quiet)).problems).toEqual([]);
    expect(onMain(one, SEGMENT_PATH).toString()).toBe(SEGMENT);
    expect((await now.desk.list({})).length).toBeGreaterThan(0);
    expect(one.git('log', '--all', '--format=%s', '--', `${SEGMENT_PATH}/draft.md`)).not.toBe('');
  });
});

describe('symbolic links', () => {
  it('keeps them as links, and follows none', async () => {
    const one = trial();
    const outside = join(one.dir, 'outside');
    mkdirSync(outside);
    writeFileSync(join(outside, '20 Secret.md'), SEGMENT.replace('A glove', 'The secret glove'));
    const links: Readonly<Record<string, string>> = {
      [`${RUNDOWN}/30 Inside.md`]: '10 The Glove.md',
      [`${RUNDOWN}/40 Dangling.md`]: 'nowhere.md',
      'episodes/0101/preshow': outside,
      'episodes/0102': outside,
      'episodes/0101/assets': '/',
    };
    for (const [path, target] of Object.entries(links)) symlinkSync(target, join(one.tree, path));
    const { desk } = await open(one);
    const report = await desk.pass({ acceptAll: true }, quiet);
    expect(report.problems).toEqual([]);
    expect(new Set(report.proposed.map(({ subject }) => subject))).toEqual(new Set([SEGMENT_PATH]));
    for (const [path, target] of Object.entries(links)) {
      expect(readlinkSync(join(one.tree, path))).toBe(target);
      expect(one.git('ls-tree', 'main', path)).toMatch(/^120000 blob/);
      expect(onMain(one, path).toString()).toBe(target);
    }
    expect(one.git('ls-tree', '-r', '--name-only', 'main')).not.toContain('Secret');
  });

  it('withdraws what was open for a segment that becomes a link, and never writes through it', async () => {
    const one = trial();
    const { desk } = await open(one);
    await desk.pass({}, quiet);
    const [row] = await desk.list({});
    const target = join(one.dir, 'elsewhere.md');
    writeFileSync(target, SEGMENT);
    one.remove(SEGMENT_PATH);
    symlinkSync(target, join(one.tree, SEGMENT_PATH));
    const outcomes = await desk.accept({ ids: [row?.id ?? ''] }, null);
    expect(outcomes).toMatchObject([{ result: 'refused', reasons: [{ code: 'SUBJECT_GONE' }] }]);
    expect(readFileSync(target, 'utf8')).toBe(SEGMENT);
    expect(lstatSync(join(one.tree, SEGMENT_PATH)).isSymbolicLink()).toBe(true);
  });

  it('does not reach through a folder that becomes a link', async () => {
    const one = trial();
    const { desk } = await open(one);
    await desk.pass({}, quiet);
    const rows = await desk.list({});
    renameSync(join(one.tree, RUNDOWN), join(one.dir, 'moved'));
    symlinkSync(join(one.dir, 'moved'), join(one.tree, RUNDOWN));
    const outcomes = await desk.accept({ ids: rows.map(({ id }) => id) }, null);
    expect(new Set(outcomes.map(({ result }) => result))).toEqual(new Set(['refused']));
    expect(readFileSync(join(one.dir, 'moved/10 The Glove.md'), 'utf8')).toBe(SEGMENT);
  });
});

describe('odd names', () => {
  const names = [
    ' leading and trailing .md',
    '"quoted" \'name\' $(touch x) `y` ;.md',
    '-rf --all.md',
    'trailing dot..md',
    'a name.md.',
    '🧤 glove 👩‍👩‍👧.md',
    'caf\u00e9.md',
    'cafe\u0301.md',
    'two\nlines.md',
    'tab\tand\\backslash.md',
    ':(glob)*.md',
    '@{u}.md',
    '.hidden.md',
    `${'ä'.repeat(126)}.md`,
  ];

  it('are kept, worked on, landed and reverted, each as the file that it is', async () => {
    const files = Object.fromEntries(
      names.map((name, i) => [`${RUNDOWN}/${name}`, SEGMENT.replace('order: 10', `order: ${i}`)]),
    );
    const one = trial(() => makeTrial({ [INFO_PATH]: INFO, ...files }));
    const before = one.bytes();
    const now = await open(one);
    const { proposed, problems } = await now.desk.pass({}, quiet);
    expect(problems).toEqual([]);
    expect(one.bytes()).toEqual(before);
    const segments = Object.keys(files).filter((path) => path.endsWith('.md') && !path.includes('/.'));
    for (const path of segments)
      expect(proposed.filter(({ subject }) => subject === path).length, path).toBeGreaterThan(0);
    const outcomes = await now.desk.accept({ all: true }, null);
    expect(outcomes.filter(({ result }) => result !== 'landed')).toEqual([]);
    for (const path of segments) expect(one.read(path), path).toContain('[Type: SOT]');
    await close(now);
    const again = await open(one);
    expect((await again.desk.pass({}, quiet)).proposed).toEqual([]);
    await again.desk.revert({ state: 'landed', all: true }, null);
    for (const path of Object.keys(files)) expect(one.bytes()[path], path).toBe(before[path]);
  });

  it('keeps a verdict when a name of two lines is given another', async () => {
    const path = `${RUNDOWN}/10 two\nlines.md`;
    const one = trial(() => makeTrial({ [INFO_PATH]: INFO, [path]: SEGMENT }));
    const { desk } = await open(one);
    await desk.pass({}, quiet);
    await desk.reject({ ids: [about(await desk.list({}), 'first-clip').id] }, null, null);
    renameSync(join(one.tree, path), join(one.tree, SEGMENT_PATH));
    await desk.pass({}, quiet);
    expect((await desk.list({})).map(({ title }) => title).join()).not.toContain('first-clip');
  });

  it('says that the history can’t hold a folder of the name .GIT, and takes all else', async () => {
    const one = trial();
    one.write('episodes/0101/.GIT/config', '[core]\n');
    const { desk } = await open(one);
    const report = await desk.pass({}, quiet);
    expect(linesAbout(report, '.GIT')).toHaveLength(1);
    expect(report.proposed.length).toBeGreaterThan(0);
    one.write('episodes/0101/.GIT/config', '[core]\nbare = true\n');
    one.write('episodes/0101/.GIT/other', 'x');
    // Once, whatever is in it.
    expect(linesAbout(await desk.pass({}, quiet), '.GIT')).toHaveLength(1);
    expect(one.read('episodes/0101/.GIT/other')).toBe('x');
  });
});

describe('what is no file', () => {
  it('a pipe and a name that is no UTF-8 are told of, waited for by nobody, and left where they are', async () => {
    const one = trial();
    const { desk } = await open(one);
    await desk.pass({}, quiet);
    execFileSync('mkfifo', [join(one.tree, RUNDOWN, '20 Pipe.md')]);
    const name = Buffer.concat([
      Buffer.from(join(one.tree, RUNDOWN, '30 ')),
      Buffer.from([0xe9]),
      Buffer.from('.md'),
    ]);
    writeFileSync(name, SEGMENT);
    const report = await desk.pass({}, quiet);
    expect(linesAbout(report, '20 Pipe.md')).toHaveLength(1);
    expect(linesAbout(report, '30 ')).toHaveLength(1);
    expect(report.proposed).toEqual([]);
    expect(readFileSync(name, 'utf8')).toBe(SEGMENT);
    expect((await desk.accept({ all: true }, null)).filter(({ result }) => result !== 'landed')).toEqual([]);
  });

  it('a segment that becomes a pipe is not taken for deleted', async () => {
    const one = trial();
    const { desk } = await open(one);
    await desk.pass({}, quiet);
    const main = one.git('rev-parse', 'main');
    one.remove(SEGMENT_PATH);
    execFileSync('mkfifo', [join(one.tree, SEGMENT_PATH)]);
    expect(linesAbout(await desk.pass({}, quiet), '10 The Glove.md')).toHaveLength(1);
    expect(one.git('rev-parse', 'main')).toBe(main);
    one.remove(SEGMENT_PATH);
    one.write(SEGMENT_PATH, SEGMENT);
    expect(await desk.pass({}, quiet)).toMatchObject({ snapshots: 0, problems: [] });
  });
});

describe('what is nobody’s text', () => {
  it('makes no commit of volatile files', async () => {
    const one = trial();
    const { desk } = await open(one);
    await desk.pass({}, quiet);
    const refs = one.git('for-each-ref');
    for (const path of [
      '.obsidian/workspace.json',
      'episodes/.obsidian/workspace.json',
      'episodes/0101/.obsidian/workspace-mobile.json',
      `${RUNDOWN}/.syncthing.10 The Glove.md.tmp`,
      `${RUNDOWN}/~syncthing~10 The Glove.md.tmp`,
      `${RUNDOWN}/.~lock.notes.odt#`,
      `${RUNDOWN}/.10 The Glove.md.swp`,
      `${RUNDOWN}/.DS_Store`,
    ])
      one.write(path, 'noise');
    const report = await desk.pass({ episode: '0101' }, quiet);
    expect(report).toMatchObject({ snapshots: 0, proposed: [], problems: [] });
    expect(one.git('for-each-ref')).toBe(refs);
  });

  it.each([
    ['there at first'],
    ['come later'],
  ])('keeps a conflict copy that is %s on its ref, and works on none', async (when) => {
    const one = trial();
    const copy = SEGMENT_PATH.replace('.md', '.sync-conflict-20250611-081936-CPK7LWO.md');
    const theirs = SEGMENT.replace('We pat it.', 'We leave it.');
    if (when === 'there at first') one.write(copy, theirs);
    const { desk } = await open(one);
    await desk.pass({}, quiet);
    one.write(copy, theirs);
    const report = await desk.pass({ episode: '0101', acceptAll: true }, quiet);
    expect(one.read(copy)).toBe(theirs);
    expect(one.git('show', `refs/show-build/conflicts/0101:${copy}`)).toBe(theirs.trimEnd());
    expect(report.proposed.flatMap(({ paths }) => paths)).not.toContain(copy);
    one.remove(copy);
    await desk.pass({}, quiet);
    expect(one.git('show', `refs/show-build/conflicts/0101:${copy}`)).toBe(theirs.trimEnd());
  });
});

describe('media', () => {
  const PNG = Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex');
  const PNG_PATH = 'episodes/0101/assets/images/glove.png';
  const WAV_PATH = 'episodes/0101/assets/audio/sting.wav';
  const original = (one: Trial, path: string) =>
    JSON.parse(one.git('show', `refs/show-build/originals:${path}`));
  const sha256 = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex');
  const withMedia = () =>
    makeTrial({
      [INFO_PATH]: INFO,
      [SEGMENT_PATH]: SEGMENT,
      [PNG_PATH]: PNG,
      [WAV_PATH]: Buffer.alloc(9000, 7),
    });

  it('records a person’s by hash and size, and that it changed or is gone', async () => {
    const one = trial(withMedia);
    const { desk } = await open(one);
    await desk.pass({}, quiet);
    expect(original(one, PNG_PATH)).toEqual({ sha256: sha256(PNG), bytes: PNG.length });
    expect(original(one, WAV_PATH)).toMatchObject({ bytes: 9000 });
    expect(one.git('ls-tree', '-r', '--name-only', 'main')).not.toMatch(/png|wav/);
    one.write(PNG_PATH, Buffer.concat([PNG, PNG]));
    one.remove(WAV_PATH);
    await desk.pass({}, quiet);
    expect(original(one, PNG_PATH)).toEqual({
      sha256: sha256(Buffer.concat([PNG, PNG])),
      bytes: 2 * PNG.length,
    });
    expect(one.git('ls-tree', '-r', '--name-only', 'refs/show-build/originals')).toBe(PNG_PATH);
    expect(one.git('rev-list', '--count', 'refs/show-build/originals')).toBe('2');
    expect(one.git('rev-list', '--count', 'main')).toBe('1');
  });

  it('records that one is gone, though the database was deleted in between', async () => {
    const one = trial(withMedia);
    const now = await open(one);
    await now.desk.pass({}, quiet);
    await close(now);
    for (const end of ['', '-wal', '-shm']) rmSync(join(one.state, `show-build.db${end}`), { force: true });
    one.remove(WAV_PATH);
    await (await open(one)).desk.pass({}, quiet);
    expect(one.git('ls-tree', '-r', '--name-only', 'refs/show-build/originals')).toBe(PNG_PATH);
  });

  itWith(GIT_LFS)('keeps all of it as pointers that git lfs accepts, where the settings say so', async () => {
    const one = trial(withMedia);
    one.write('show-build.yaml', `${AT_ONCE}media: { keep: all }\n`);
    const { desk } = await open(one);
    await desk.pass({}, quiet);
    one.write(PNG_PATH, Buffer.concat([PNG, PNG]));
    await desk.pass({}, quiet);
    const listed = one.git('lfs', 'ls-files', '--long', 'main').split('\n').sort();
    expect(listed.map((line) => line.slice(line.indexOf('episodes/'))).sort()).toEqual(
      [WAV_PATH, PNG_PATH].sort(),
    );
    expect(listed.join()).toContain(sha256(Buffer.concat([PNG, PNG])));
    expect(one.git('lfs', 'fsck', 'main')).toContain('OK');
    const first = one.git('rev-list', '--max-parents=0', 'main');
    expect(one.git('show', `${first}:${PNG_PATH}`)).toContain(sha256(PNG));
  });
});

describe('line endings and marks', () => {
  it('stay outside of edits, whatever lands', async () => {
    const crlf = `\uFEFF${SEGMENT.replaceAll('\n', '\r\n')}`;
    const one = trial(() => oneSegment(crlf.replace(/\r\n$/, '')));
    const { desk } = await open(one);
    await desk.pass({ acceptAll: true }, quiet);
    const text = one.read(SEGMENT_PATH);
    expect(text).toContain('[Type: SOT]');
    expect(text.startsWith('\uFEFF---\r\n')).toBe(true);
    expect(text).not.toMatch(/(?<!\r)\n|\r(?!\n)/);
    expect(text.endsWith('That is all.')).toBe(true);
    const outside = (whole: string) =>
      whole.replaceAll(/<+!-- Begin[\s\S]*?End Cue -->+/g, '').replace(/^duration: .*\r$/m, '');
    expect(outside(text)).toBe(outside(crlf.replace(/\r\n$/, '')));
  });
});
