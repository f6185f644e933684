import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  type KnownStep,
  readSettings,
  settingsHash,
  settingsReference,
  stepSettings,
} from '../../src/config.ts';

const STEPS = [
  { id: 'cue-block-repair', options: {} },
  {
    id: 'slug-enhancement',
    options: {
      maxWords: { kind: 'whole', from: 2, to: 4 },
      rename: { kind: 'yes-no' },
      maxTokens: { kind: 'whole', from: 1, to: 9 },
    },
  },
  { id: 'description-generation', options: {} },
  { id: 'audio-normalization', options: { preset: { kind: 'word', words: ['vmix', 'podcast'] } } },
] as const satisfies readonly KnownStep[];

function settingsOf(text: string) {
  const reading = readSettings(text, STEPS);
  if (!reading.ok) throw new Error(reading.problems.map((each) => each.message).join('\n'));
  return reading.settings;
}

function messagesOf(text: string): readonly string[] {
  const reading = readSettings(text, STEPS);
  return reading.ok ? [] : reading.problems.map((each) => each.message);
}

describe('defaults', () => {
  test.each([
    ['nothing', ''],
    ['a comment', '# later\n'],
    ['a mark of the document', '---\n'],
    ['CRLF', '# a\r\n\r\n'],
  ])('stand where the file holds %s', (_, text) => {
    const settings = settingsOf(text);
    expect(settings).toMatchObject({
      show: 'Show',
      people: {},
      episodes: 'open',
      merge: {
        named: false,
        everything: 'by-applicability',
        settleMs: 5000,
        settleRemoteMs: 75_000,
        idleMs: 180_000,
      },
      backlog: { openPerEpisode: 60, newPerHour: null },
      jobs: { atOnce: 2 },
      steps: {},
      media: { keep: 'generated' },
      timecode: { fps: 30 },
      language: {
        model: 'gpt-5-mini',
        budgetPerDayUsd: 5,
        budgetPerEpisodeUsd: 1,
        timeoutMs: 120_000,
        price: null,
      },
      speech: { model: 'whisper-1', wordsPerMinute: 150 },
      quotes: { wordsPerMinute: 120, minimumMs: 3000, alignment: 'center' },
      mediaList: { gather: false },
      syncthing: { url: null, folder: null },
      obsidian: { vault: null, folder: '' },
      vmix: {
        url: null,
        input: null,
        titles: { 'Headline.Text': '{title}', 'Description.Text': '{subtitle}' },
        list: null,
        drive: null,
        timeoutMs: 5000,
      },
      prompts: {},
    });
  });

  test('are what the reference says', () => {
    const defaults = settingsOf('');
    expect(settingsOf(settingsReference)).toEqual({ ...defaults, merge: { ...defaults.merge, named: true } });
  });

  test('the reference leaves no key out', () => {
    for (const group of [
      'merge',
      'backlog',
      'jobs',
      'media',
      'timecode',
      'language',
      'speech',
      'quotes',
      'blocks',
      'media_list',
      'syncthing',
      'obsidian',
      'vmix',
    ]) {
      const [problem] = problemsOf(`${group}: { zzzzzzzzzz: 1 }`);
      for (const key of problem?.allowed.replace('one of ', '').split(', ') ?? []) {
        expect(settingsReference).toMatch(new RegExp(`^  ${key}:`, 'm'));
      }
    }
  });

  test('a key with nothing behind it counts as not written', () => {
    expect(settingsOf('show:\nmerge:\n  # settle: 5s\nsteps:\n  slug-enhancement:\n')).toMatchObject({
      show: 'Show',
      merge: { named: false, settleMs: 5000 },
    });
  });
});

function problemsOf(text: string) {
  const reading = readSettings(text, STEPS);
  return reading.ok ? [] : reading.problems;
}

describe('values', () => {
  test('the examples of the design', () => {
    const settings = settingsOf(`
show: Disaffected
people: { josh: { name: Josh, email: josh@example.org, device: CPK7LWO } }
merge:
  settle: 1s
  idle: 2h
  quietHours: [ { weekly: "Sat 22:00-08:00", timezone: America/New_York } ]
  onAir: [ { episodes: next, weekly: "Sun 19:00-23:30", timezone: America/New_York, warmUp: 30m } ]
steps: { slug-enhancement: { policy: review }, audio-normalization: { preset: vmix, soak: 10m } }
language: { model: qwen3, budgetPerDay: 0.5, price: { input: 0.1, output: 0.4 } }
syncthing: { url: "http://127.0.0.1:8384", folder: show }
vmix:
  url: http://192.168.1.20:8088
  input: 3
  titles: { Guest.Text: "{guest}", Logo.Source: lib/logo.png }
  list: LISTRAW
  drive: '\\\\nas\\show'
prompts: { slug-enhancement: Write it short. }
`);
    expect(settings.people.josh).toEqual({ name: 'Josh', email: 'josh@example.org', device: 'CPK7LWO' });
    expect(settings.merge).toMatchObject({ named: true, settleMs: 1000, idleMs: 7_200_000 });
    expect(settings.merge.quietHours[0]).toMatchObject({ days: [6], startMin: 1320, lengthMin: 600 });
    expect(settings.merge.onAir[0]).toMatchObject({ episodes: 'next', warmUpMin: 30, lengthMin: 270 });
    expect(settings.steps['audio-normalization']).toEqual({
      policy: null,
      soakMs: 600_000,
      parameters: { preset: 'vmix' },
    });
    expect(settings.vmix).toEqual({
      url: 'http://192.168.1.20:8088',
      input: '3',
      titles: { 'Guest.Text': '{guest}', 'Logo.Source': 'lib/logo.png' },
      list: 'LISTRAW',
      drive: '\\\\nas\\show',
      timeoutMs: 5000,
    });
    expect(settings.language.price).toEqual({ inputPerMillionUsd: 0.1, outputPerMillionUsd: 0.4 });
    expect(stepSettings(settings, 'slug-enhancement')).toMatchObject({
      show: 'Disaffected',
      prompt: 'Write it short.',
    });
  });

  test.each([
    ['', { openPerEpisode: 60, newPerHour: null }],
    ['backlog:', { openPerEpisode: 60, newPerHour: null }],
    ['backlog: { openPerEpisode: null, newPerHour: null }', { openPerEpisode: 60, newPerHour: null }],
    ['backlog: { openPerEpisode: off, newPerHour: 30 }', { openPerEpisode: null, newPerHour: 30 }],
    ['backlog: { openPerEpisode: 5 }', { openPerEpisode: 5, newPerHour: null }],
  ])('limits of the backlog: %j', (text, backlog) => {
    expect(settingsOf(text).backlog).toEqual(backlog);
  });

  test.each([
    ['{ vault: My Vault }', { vault: 'My Vault', folder: '' }],
    ['{ vault: " Käse & Co #1 ", folder: / }', { vault: 'Käse & Co #1', folder: '' }],
    ['{ vault: V, folder: /Work/Our Show/ }', { vault: 'V', folder: 'Work/Our Show' }],
    ["{ vault: V, folder: 'Work\\Show' }", { vault: 'V', folder: 'Work/Show' }],
  ])('the vault in Obsidian: %s', (text, vault) => {
    expect(settingsOf(`obsidian: ${text}`).obsidian).toEqual(vault);
  });

  test.each([['[101]'], ['["0101"]'], ['[0101]'], ['["101"]']])('episodes %s name a folder', (list) => {
    expect(settingsOf(`episodes: ${list}`).episodes).toEqual(['0101']);
  });

  test('a step sees the parameters of its own block', () => {
    const settings = settingsOf('steps: { slug-enhancement: { maxWords: 3 } }\ntimecode: { fps: 25 }');
    expect(stepSettings(settings, 'slug-enhancement')).toMatchObject({
      maxWords: 3,
      fps: 25,
      wordsPerMinute: 150,
    });
    expect(stepSettings(settings, 'cue-block-repair')).not.toHaveProperty('maxWords');
  });
});

test('an option with nothing behind it counts as not written', () => {
  const settings = settingsOf('steps: { slug-enhancement: { maxWords: , rename: } }');
  expect(settings.steps['slug-enhancement']?.parameters).toEqual({});
});

describe('what a fingerprint depends on', () => {
  const hash = (text: string, step = 'slug-enhancement') => settingsHash(settingsOf(text), step);

  test('another prompt of this step changes it, of another step does not', () => {
    expect(hash('prompts: { slug-enhancement: A }')).not.toBe(hash('prompts: { slug-enhancement: B }'));
    expect(hash('prompts: { description-generation: A }')).toBe(hash(''));
  });

  test('parameters change it; policies, gates and people do not', () => {
    expect(hash('steps: { slug-enhancement: { maxWords: 3 } }')).not.toBe(hash(''));
    expect(hash('steps: { slug-enhancement: { policy: off, soak: 1h } }'.replace('off', '"off"'))).toBe(
      hash(''),
    );
    expect(hash('merge: { idle: 1s }\npeople: { a: { name: A, email: a@b } }')).toBe(hash(''));
  });
});

describe('problems', () => {
  test.each([
    ['merge:\n  idle: soon', 'line 2: merge.idle is “soon”; write a time such as 90s, 3m or 2h'],
    ['merge: { settle: 5 }', 'line 1: merge.settle is “5”; write a time such as 90s, 3m or 2h'],
    ['\nmerge:\n  settel: 5s', 'line 3: merge.settel is not a known setting; did you mean merge.settle?'],
    ['mrege: {}', 'line 1: mrege is not a known setting; did you mean merge?'],
    ['merge:\n  idle: 1m\n  idle: 2m', 'line 3: “idle” stands here a second time; keep one of the two'],
    [
      'steps:\n  slug-enhancement: { polcy: off }',
      'line 2: steps.slug-enhancement.polcy is not a known setting; did you mean steps.slug-enhancement.policy?',
    ],
    [
      'steps: { slug-enhancement: { maxWord: 3 } }',
      'line 1: steps.slug-enhancement.maxWord is not a known setting; did you mean steps.slug-enhancement.maxWords?',
    ],
    [
      'steps:\n  slug-enhancement:\n    maxWords: lots',
      'line 3: steps.slug-enhancement.maxWords is “lots”; write a whole number from 2 to 4',
    ],
    [
      'steps: { slug-enhancement: { rename: yes please } }',
      'line 1: steps.slug-enhancement.rename is “yes please”; write true or false',
    ],
    [
      'steps: { audio-normalization: { preset: vmx } }',
      'line 1: steps.audio-normalization.preset is “vmx”; write vmix or podcast',
    ],
    [
      'steps: { cue-block-repair: { colour: red } }',
      'line 1: steps.cue-block-repair.colour is not a known setting; known here: policy, soak',
    ],
    [
      'steps:\n  slug-enhancment: {}',
      'line 2: steps.slug-enhancment is not a known setting; did you mean steps.slug-enhancement?',
    ],
    [
      'steps:\n  slug-enhancement: { policy: maybe }',
      'line 2: steps.slug-enhancement.policy is “maybe”; write auto or review or off',
    ],
    [
      'steps: { slug-enhancement: { fps: 25 } }',
      'line 1: steps.slug-enhancement.fps is “25”; write it under timecode.fps',
    ],
    [
      'people:\n  josh: { name: Josh }',
      'line 2: people.josh.email is missing; write an address such as josh@example.org',
    ],
    [
      'people: { j: { name: "A <b>", email: a@b.c } }',
      'line 1: people.j.name is “"A <b>"”; write a name without < or >',
    ],
    [
      'episodes: [1, soon]',
      'line 1: episodes is “[1, soon]”; write open, all or a list of episode numbers such as [101, 102]',
    ],
    [
      'backlog: { openPerEpisode: 0 }',
      'line 1: backlog.openPerEpisode is “0”; write a whole number from 1 to 100000, or off',
    ],
    [
      'backlog: { newPerHour: 2.5 }',
      'line 1: backlog.newPerHour is “2.5”; write a whole number from 1 to 100000, or off',
    ],
    [
      'backlog: { open: 5 }',
      'line 1: backlog.open is not a known setting; known here: openPerEpisode, newPerHour',
    ],
    ...['0', '1.5', '65', 'many'].map((value) => [
      `jobs: { atOnce: ${value} }`,
      `line 1: jobs.atOnce is “${value}”; write a whole number from 1 to 64`,
    ]),
    ['timecode: { fps: 0 }', 'line 1: timecode.fps is “0”; write a number from 1 to 240'],
    ['show: 1984', 'line 1: show is “1984”; write the name of the show'],
    ['hello', 'line 1: this is “hello”; write keys of the settings, such as show: or merge:'],
    ['merge: fast', 'line 1: merge is “fast”; write keys indented below it'],
    [
      'syncthing: { url: localhost }',
      'line 1: syncthing.url is “localhost”; write an address such as http://127.0.0.1:8384',
    ],
    [
      'vmix: { url: "ftp://10.0.0.1" }',
      'line 1: vmix.url is “"ftp://10.0.0.1"”; write an address such as http://192.168.1.20:8088',
    ],
    [
      'vmix:\n  titles:\n    Head.Text: "{headline}"',
      'line 3: vmix.titles.Head.Text is “"{headline}"”; write a text with words such as {title}, {item.1.title}, {media.1.slug} or {quote.1.text}',
    ],
    [
      'vmix: { drive: /mnt/show }',
      "line 1: vmix.drive is “/mnt/show”; write a folder as Windows names it, such as 'V:\\show'",
    ],
    ['obsidian: { valt: V }', 'line 1: obsidian.valt is not a known setting; did you mean obsidian.vault?'],
    [
      'obsidian: { vault: 2031 }',
      'line 1: obsidian.vault is “2031”; write the name of a vault, in quotes if it is a number',
    ],
    ...['../Show', 'Work/../..', "'D:\\Show'", '"Show #1"'].map((folder) => [
      `obsidian: { folder: ${folder} }`,
      `line 1: obsidian.folder is “${folder}”; write the show's folder as the vault has it, such as Work/Show, without # and :`,
    ]),
    ['vmix: { input: [1] }', 'line 1: vmix.input is “[1]”; write the name or number of an input in vMix'],
    [
      'merge:\n  onAir:\n    - weekly: "Sun 19:00-23:30"\n      timezone: Mars/Olympus',
      'line 4: merge.onAir.0.timezone is “Mars/Olympus”; write a time zone such as America/New_York',
    ],
    [
      'merge:\n\tidle: 3m',
      'line 2: this cannot be read as YAML (TAB_AS_INDENT); write blanks instead of the tab at the beginning of the line',
    ],
  ])('%j', (text, message) => {
    expect(messagesOf(text)[0]).toBe(message);
  });

  test('hours that do not exist', () => {
    expect(
      messagesOf('merge: { quietHours: [ { weekly: "Sut 22:00-08:00", timezone: UTC } ] }')[0],
    ).toContain('“"Sut 22:00-08:00"”');
  });

  test('all are told at once, in the order of the file', () => {
    expect(
      problemsOf('merge:\n  idle: soon\nfoo: 1\nmedia: { keep: some }').map((each) => each.line),
    ).toEqual([2, 3, 4]);
  });

  test('aliases that unfold without bound', () => {
    const bomb = [
      'a: &a [x,x,x,x,x,x,x,x,x]',
      ...'bcdefgh'.split('').map((c, i) => `${c}: &${c} [${`*${'abcdefg'[i]},`.repeat(8)}]`),
    ].join('\n');
    expect(messagesOf(bomb)).toEqual([
      'line 1: this file uses too many aliases (*name); write the values in full',
    ]);
  });
});

describe('secrets', () => {
  test.each([
    ['language:\n  api_key: hunter2hunter2', 2],
    ['openaiApiKey: hunter2hunter2', 1],
    ['syncthing: { apikey: hunter2hunter2 }', 1],
    ['show: x\nlanguage: { model: sk-proj-hunter2hunter2 }', 2],
    ['# OPENAI_API_KEY=sk-hunter2hunter2hunter2\nshow: x', 1],
    ['prompts:\n  slug-enhancement: "Bearer hunter2hunter2hunter2"', 2],
    ['steps: { slug-enhancement: { token: hunter2hunter2 } }', 1],
  ])('%j is refused without being repeated', (text, line) => {
    const problems = problemsOf(text);
    expect(problems.map((each) => each.line)).toEqual([line]);
    expect(problems[0]?.message).toContain('OPENAI_API_KEY');
    expect(JSON.stringify(problems)).not.toContain('hunter2');
  });

  test('a parameter that only sounds alike is none', () => {
    expect(problemsOf('steps: { slug-enhancement: { maxTokens: 3 } }')).toEqual([]);
  });
});

test('no text makes it throw, and each problem has a line of the file', () => {
  const line = fc.constantFrom(
    'merge:',
    '  idle: 3m',
    '  idle: soon',
    'show: A',
    'episodes: [1, x]',
    '  - a',
    'people:',
    '  josh: { name: J }',
    '  __proto__: 1',
    'steps: { slug-enhancement: 5 }',
    'a: &a',
    'b: *a',
    '? [x]',
    ': y',
    '---',
    '...',
    '!!js x',
    '{',
    '"',
    '\t- x',
    '<<: {}',
    'merge: []',
  );
  const text = fc.oneof(
    fc.array(line).map((lines) => lines.join('\n')),
    fc.string(),
  );
  fc.assert(
    fc.property(text, (written) => {
      const reading = readSettings(written, STEPS);
      if (reading.ok) return;
      const lines = written.split(/\r\n|\r|\n/).length;
      expect(reading.problems.length).toBeGreaterThan(0);
      for (const each of reading.problems) expect(each.line >= 1 && each.line <= lines).toBe(true);
    }),
    { numRuns: 500 },
  );
});
