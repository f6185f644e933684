// Each thing that preflight can say, alone: one thing is spoiled in an episode that is ready, and exactly that is told,
// at its line, with its weight.
import { describe, expect, it, test } from 'vitest';
import { PREFLIGHT_WORDS } from '../../../src/exports/preflight/messages.ts';
import { BREAK, CLOSE, checked, fiftyWords, INFO, inEpisode, OPENING, type Spoiled } from './episode.ts';

const COPY = '.sync-conflict-20310301-081936-CPK7LWO.md';
const SCRIPT = fiftyWords('Ferry');
const END = '<!-- End Cue -->\n';

function cue(fields: string): string {
  return `${SCRIPT}\n\n<!-- Begin Cue -->\n${fields}\n<!-- End Cue -->`;
}

function item(head: string, body: string): string {
  const title = /^title:/m.test(head) ? '' : '\ntitle: Extra';
  return `---\nAssetID: SEGEXTRA7JX945RVC\nslug: extra\norder: 25\nstatus: production\n${head}${title}\n---\n\n${body}\n`;
}

const EXTRA = 'rundown/25 Extra.md';
const ad = (head: string) => item(`type: ad\nduration: 00:00:30:00\n${head}`, 'Buy a cat.');

/** `at`: file and line of the only finding. */
type Row = readonly [code: string, weight: 'error' | 'warning' | 'note', at: string, spoiled: Spoiled];

const ROWS: readonly Row[] = [
  // ---- the episode ----
  ['EPISODE_MISSING_INFO', 'error', INFO, { files: { [INFO]: null } }],
  [
    'EPISODE_NOT_PRODUCTION_READY',
    'error',
    `${INFO}:10`,
    { change: [[INFO, 'status: production', 'status: draft']] },
  ],
  ['EPISODE_NOT_PRODUCTION_READY', 'error', INFO, { change: [[INFO, 'status: production\n', '']] }],
  ['MISSING_AIRDATE', 'error', `${INFO}:4`, { change: [[INFO, '2031-03-02', '']] }],
  ['INVALID_AIRDATE_FORMAT', 'error', `${INFO}:4`, { change: [[INFO, '2031-03-02', '02.03.2031']] }],
  ['INVALID_AIRDATE_FORMAT', 'error', `${INFO}:4`, { change: [[INFO, '2031-03-02', '2031-02-30']] }],
  [
    'SUNDAY_SHOW_NOT_SUNDAY',
    'error',
    `${INFO}:4`,
    {
      change: [
        [INFO, '2031-03-02', '2031-03-04'],
        [OPENING, 'airdate: 2031-03-02\n', ''],
      ],
    },
  ],
  ['EPISODE_MISSING_TYPE', 'warning', INFO, { change: [[INFO, 'type: sunday_show\n', '']] }],
  [
    'EPISODE_NUMBER_MISMATCH',
    'warning',
    `${INFO}:2`,
    { change: [[INFO, 'episode_number: 101', 'episode_number: 0236']] },
  ],
  ['EPISODE_MISSING_TITLE', 'warning', `${INFO}:5`, { change: [[INFO, 'The Ferry That Waited', '']] }],
  ['EPISODE_MISSING_SLUG', 'note', `${INFO}:6`, { change: [[INFO, 'ferry-waited', '']] }],
  [
    'EPISODE_MISSING_DESCRIPTION',
    'note',
    INFO,
    { change: [[INFO, 'description: A ferry that would not leave without its cat.\n', '']] },
  ],
  ['EPISODE_MISSING_ASSETID', 'note', `${INFO}:9`, { change: [[INFO, 'EPS1WDZVVNJEHS34L', '']] }],
  ['EPISODE_INVALID_ASSETID', 'note', `${INFO}:9`, { change: [[INFO, 'EPS1WDZVVNJEHS34L', 'pending']] }],
  ['EPISODE_MISSING_DURATION', 'note', `${INFO}:8`, { change: [[INFO, '00:06:00:00', '']] }],
  ['EPISODE_MISSING_DURATION', 'note', `${INFO}:8`, { change: [[INFO, '00:06:00:00', '00:00:00:00']] }],
  ['DURATION_UNCLEAR', 'warning', `${INFO}:8`, { change: [[INFO, '00:06:00:00', 'an hour or so']] }],
  ['EPISODE_OVER', 'warning', `${INFO}:8`, { change: [[INFO, '00:06:00:00', '00:05:00:00']] }],
  ['EPISODE_UNDER', 'warning', `${INFO}:8`, { change: [[INFO, '00:06:00:00', '01:00:00:00']] }],
  [
    'SYSTEM_MESSAGE',
    'note',
    `${INFO}:11`,
    { change: [[INFO, 'status: production\n', 'status: production\nserver_messages: Whisper was here\n']] },
  ],
  // ---- an item ----
  ['CONFLICT_COPY', 'error', OPENING, { conflictCopies: [OPENING.replace('.md', COPY)] }],
  ['CONFLICT_COPY', 'error', INFO, { conflictCopies: [`info${COPY}`] }],
  ['CONFLICT_COPY_ELSEWHERE', 'note', `preshow/notes${COPY}`, { conflictCopies: [`preshow/notes${COPY}`] }],
  // Only in the case of a letter; and é as one character or as two.
  ...[
    ['rundown/25 Extra.md', 'rundown/25 extra.md'],
    ['rundown/25 Caf\u00e9.md', 'rundown/25 Cafe\u0301.md'],
  ].map(
    ([name = '', twin = '']): Row => [
      'NAME_TWINS',
      'error',
      name,
      {
        files: {
          [name]: ad('customer_name: Cats'),
          [twin]: ad('customer_name: Cats').replace('status: production', 'status: draft'),
        },
      },
    ],
  ),
  [
    'DUPLICATE_ORDER',
    'error',
    'rundown/30 Extra.md:4',
    { files: { 'rundown/30 Extra.md': ad('customer_name: Cats').replace('order: 25', 'order: 30') } },
  ],
  ['MISSING_ORDER', 'error', CLOSE, { change: [[CLOSE, 'order: 30\n', '']] }],
  ['MISSING_ORDER', 'error', `${CLOSE}:5`, { change: [[CLOSE, 'order: 30', 'order: last']] }],
  ['ORDER_MISMATCH', 'warning', `${CLOSE}:5`, { change: [[CLOSE, 'order: 30', 'order: 31']] }],
  [
    'MISSING_FILENAME_ORDER',
    'note',
    'rundown/SUPPORT US.md',
    { files: { 'rundown/SUPPORT US.md': ad('customer_name: Us') } },
  ],
  ['MISSING_REQUIRED_FIELD', 'error', EXTRA, { files: { [EXTRA]: ad('title: Cats') } }],
  [
    'MISSING_REQUIRED_FIELD',
    'error',
    `${EXTRA}:7`,
    { files: { [EXTRA]: item('type: cta\ntitle:\nmessage: Do\nduration: 00:00:30:00', 'Do it.') } },
  ],
  [
    'MISSING_REQUIRED_FIELD',
    'error',
    EXTRA,
    { files: { [EXTRA]: item('type: promo\ntitle: Cats\nduration: 00:00:30:00', 'Cats.') } },
  ],
  [
    'EMPTY_CONTENT',
    'error',
    EXTRA,
    { files: { [EXTRA]: item('duration: 00:00:30:00', '## Notes\n\nTo be written.') } },
  ],
  [
    'MINIMAL_CONTENT',
    'warning',
    EXTRA,
    { files: { [EXTRA]: item('duration: 00:00:10:00', 'a '.repeat(25).trim()) } },
  ],
  [
    'DUPLICATE_CONTENT',
    'warning',
    EXTRA,
    { files: { [EXTRA]: item('description: Again.\nduration: 00:00:20:00', SCRIPT) } },
  ],
  ['DUPLICATE_SLUG', 'warning', `${CLOSE}:3`, { change: [[CLOSE, 'slug: close', 'slug: Opening']] }],
  ['AIRDATE_MISMATCH', 'warning', `${OPENING}:10`, { change: [[OPENING, '2031-03-02', '2031-03-09']] }],
  ['INVALID_AIRDATE_FORMAT', 'warning', `${OPENING}:10`, { change: [[OPENING, '2031-03-02', 'Sunday']] }],
  ['MISSING_TITLE', 'warning', `${CLOSE}:8`, { change: [[CLOSE, 'title: Close', 'title:']] }],
  ['MISSING_TITLE', 'warning', CLOSE, { change: [[CLOSE, 'title: Close\n', '']] }],
  ['MISSING_TITLE', 'warning', `${CLOSE}:8`, { change: [[CLOSE, 'title: Close', 'title: Untitled']] }],
  [
    'EPISODE_MISSING_TITLE',
    'warning',
    `${INFO}:5`,
    { change: [[INFO, 'The Ferry That Waited', 'Undecided Title']] },
  ],
  ['MISSING_SLUG', 'note', CLOSE, { change: [[CLOSE, 'slug: close\n', '']] }],
  ['MISSING_DESCRIPTION', 'note', `${CLOSE}:9`, { change: [[CLOSE, 'Good night from the quay.', 'null']] }],
  ['MISSING_DURATION', 'note', CLOSE, { change: [[CLOSE, 'duration: 00:00:20:00\n', '']] }],
  ['ZERO_DURATION', 'note', `${CLOSE}:6`, { change: [[CLOSE, '00:00:20:00', '00:00:00:00']] }],
  ['DURATION_MISMATCH', 'note', `${CLOSE}:6`, { change: [[CLOSE, '00:00:20:00', '00:00:30:00']] }],
  ['MISSING_SEGMENT_ASSETID', 'note', CLOSE, { change: [[CLOSE, 'AssetID: SEG7H2PJ7JX945RVC\n', '']] }],
  ['INVALID_SEGMENT_ASSETID', 'note', `${CLOSE}:2`, { change: [[CLOSE, 'SEG7H2PJ7JX945RVC', 'not an id']] }],
  [
    'DUPLICATE_SEGMENT_ASSETID',
    'warning',
    `${CLOSE}:2`,
    { change: [[CLOSE, 'SEG7H2PJ7JX945RVC', 'SEG2S9PJ7JX945RVC']] },
  ],
  [
    'SYSTEM_MESSAGE',
    'note',
    `${CLOSE}:10`,
    { change: [[CLOSE, 'the quay.\n', 'the quay.\nsystem_warnings: id made anew\n']] },
  ],
  [
    'HEAD_DUPLICATE_KEY',
    'error',
    `${CLOSE}:4`,
    { change: [[CLOSE, 'slug: close', 'slug: close\nslug: open']] },
  ],
  // ---- words and cues ----
  [
    'REV_UNRESOLVED',
    'error',
    `${OPENING}:19`,
    { change: [[OPENING, 'goes home', '<rev user="k">goes home|stays</rev>']] },
  ],
  [
    'REV_UNRESOLVED',
    'error',
    `${OPENING}:19`,
    { change: [[OPENING, 'goes home', 'goes home<rev-add user="k"> again</rev-add>']] },
  ],
  ...(
    [
      ['CUE_TOKEN_UNKNOWN', '{STO/cat two}'],
      ['CUE_TOKEN_TIME_UNCLEAR', '[SOT: cat two 1:75]'],
      ['VIDEO_LINES_UNCLEAR', 'OUT: 2:05'],
      ['VIDEO_LINES_UNCLEAR', 'FROM: the whole cat'],
      ['CUE_LOOSE_FIELDS', '[Type: SOT]\n[Slug: cat-two]'],
      ['PRINT_PASTED', '▶ SOT: cat-two'],
    ] as const
  ).map(
    ([code, line]): Row => [
      code,
      'error',
      `${OPENING}:21`,
      { change: [[OPENING, SCRIPT, `${SCRIPT}\n\n${line}`]] },
    ],
  ),
  [
    'CREW_NOTE_LOOSE',
    'warning',
    `${OPENING}:21`,
    { change: [[OPENING, SCRIPT, `${SCRIPT}\n\nGRAB THE FULL YOUTUBE UPLOAD`]] },
  ],
  ['CUE_TOKEN', 'error', `${OPENING}:21`, { change: [[OPENING, SCRIPT, `${SCRIPT}\n\n{SOT/cat two}`]] }],
  [
    'CUE_FENCED',
    'error',
    `${OPENING}:21`,
    { change: [[OPENING, SCRIPT, `${SCRIPT}\n\n\`\`\`cue\n[Type: SOT]\n\`\`\``]] },
  ],
  [
    'CUE_MISSING_END',
    'error',
    `${OPENING}:21`,
    { change: [[OPENING, SCRIPT, `${SCRIPT}\n\n<!-- Begin Cue -->\n[Type: VO]\nhome]`]] },
  ],
  [
    'CUE_MISSING_TYPE',
    'error',
    `${OPENING}:21`,
    { change: [[OPENING, SCRIPT, cue('[AssetID: X23MITBFEF37C0QAB]\n[Slug: cat-two]')]] },
  ],
  [
    'SOT_MISSING_DURATION',
    'error',
    `${OPENING}:21`,
    {
      change: [
        [OPENING, '[Duration: 00:00:20:00]\n', ''],
        [OPENING, '00:00:40:00', '00:00:50:00'],
      ],
    },
  ],
  ['CUE_MISSING_MEDIA', 'error', `${OPENING}:25`, { media: [] }],
  [
    'GFX_MISSING_MEDIA',
    'error',
    `${OPENING}:21`,
    { change: [[OPENING, SCRIPT, cue('[Type: GFX]\n[AssetID: GFX3MITBFEF37C0QAB]\n[Slug: a-map]')]] },
  ],
  [
    'FSQ_MISSING_MEDIA',
    'error',
    `${CLOSE}:14`,
    {
      change: [
        [CLOSE, '00:00:20:00', '00:00:23:00'],
        [
          CLOSE,
          'now.\n',
          `now.\n\n<!-- Begin Cue -->\n[Type: FSQ]\n[AssetID: FSQ3MITBFEF37C0QAB]\n[Slug: it-waits]\n[Quote: "It waits."]\n[Attribution: The cat]\n${END}`,
        ],
      ],
    },
  ],
  [
    'LIBRARY_MEDIA_NOT_NAMED',
    'warning',
    `${OPENING}:21`,
    { change: [[OPENING, SCRIPT, cue('[Type: MUS]\n[AssetID: MUS3MITBFEF37C0QAB]\n[Slug: a-tune]')]] },
  ],
];

function told(spoiled: Spoiled): readonly string[] {
  return checked(spoiled).findings.map(({ code, severity, path, line }) => {
    const file = path.slice(inEpisode('').length);
    return `${severity} ${code} ${file}${line === null ? '' : `:${line}`}`;
  });
}

it('has nothing to say of an episode that is ready', () => {
  expect(told({})).toEqual([]);
  expect(checked().ready).toBe(true);
  expect(checked().items.map(({ ready }) => ready)).toEqual([true, true, true]);
});

it('counts “Unknown” as no attribution', () => {
  const quote = '[Type: FSQ]\n[AssetID: FSQ3MITBFEF37C0QAB]\n[Slug: it-waits]\n[Quote: "It waits."]';
  const by = (name: string) =>
    told({ change: [[OPENING, SCRIPT, cue(`${quote}\n[Attribution: ${name}]`)]] }).filter((each) =>
      each.includes('ATTRIBUTION'),
    );
  expect(by('The cat')).toEqual([]);
  expect(by('Unknown')).toHaveLength(1);
  expect(by('Unknown')[0]).toMatch(/^warning FSQ_MISSING_ATTRIBUTION .*:\d+$/);
});

it('of a clip whose film is missing says both: it is no cue yet, and its film is to be found', () => {
  const clip = '(SOT/cat two)\nIN 1:00\nOUT 1:10';
  const spoiled: Spoiled = { change: [[OPENING, SCRIPT, `${SCRIPT}\n\n${clip}`]] };
  expect(told(spoiled)).toEqual([
    `error CUE_TOKEN ${OPENING}:21`,
    `error VIDEO_SOURCE_MISSING ${OPENING}:21`,
  ]);
  expect(checked(spoiled).ready).toBe(false);
});

describe('each alone', () => {
  test.each(ROWS)('%s, %s at %s', (code, weight, at, spoiled) => {
    expect(told(spoiled)).toEqual([`${weight} ${code} ${at}`]);
    expect(checked(spoiled).ready).toBe(weight !== 'error');
  });
});

it('tells of nothing on air, and of nothing else in what is left out', () => {
  const change = [OPENING, BREAK, CLOSE].map((file) => [file, 'production', 'draft'] as const);
  const token = [OPENING, 'goes home', '{SOT/x}'] as const;
  expect(told({ change: [...change, token] })).toEqual(['error NOTHING_ON_AIR info.md']);
});

it('has a row for each code of its own', () => {
  const covered = new Set([...ROWS.map(([code]) => code), 'NOTHING_ON_AIR', 'VIDEO_SOURCE_MISSING']);
  expect(Object.keys(PREFLIGHT_WORDS).filter((code) => !covered.has(code))).toEqual([]);
});
