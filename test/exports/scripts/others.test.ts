// Teleprompter, director, Markdown and plain text: what each holds, and what it leaves to the others.
import { describe, expect, it, test } from 'vitest';
import { compiled, cue, readable } from './show.ts';

const BODY = `# Part one

Good **evening**.

[Look up.]

GUEST: Ha <laughs> ha.

- one
- two

${cue({ Type: 'SOT', AssetID: 'S1', Slug: 'shoot', MediaURL: 'shoot.mp4', Duration: '1:15', TrimStart: '00:02:00', TrimEnd: '00:03:15', Outcue: '...in his lies' })}

${cue({ Type: 'FSQ', AssetID: 'F1', Slug: 'q', Quote: '"Never."', Attribution: 'Her' })}

He <rev>ran|walked</rev> off. {VO/the road} And more words than a line of a table has room for, which is why it is cut.

${cue({ Type: 'NOTE', 'Note For': 'director', 'Note Text': 'Fade.' })}

${cue({ Type: 'ADLIB' })}
`;
const texts = compiled({
  items: {
    '10 Fog': [{ order: '10', duration: '00:05:00' }, BODY],
    '20 Hen': [{ order: '20', status: 'draft' }, 'Left out.'],
    '30 Empty': [{ order: '30' }, 'Words only.'],
  },
});

test('the glass holds what is spoken, who speaks, and a short word of each cue', () => {
  expect(readable(texts('script-teleprompter.html')).trim().split('\n')).toEqual([
    'Good evening.',
    'GUEST:',
    'Ha  ha.',
    'JOSH:',
    '• one',
    '• two',
    '[SOT 1:15 … “in his lies”]',
    '[FSQ q]',
    '“Never.”',
    '— Her',
    'He ran off. [VO/the road] And more words than a line of a table has room for, which is why it is cut.',
    '[AD LIB 1:00]',
    'Words only.',
  ]);
});

const CUT = '…of a table has room for, which is why it is cut.';

describe('the director’s sheet', () => {
  const text = readable(texts('script-director.html'));

  it('has times for each item', () => {
    expect(text).toContain('10 · BLOCK A · FOG front 00:00:00 · runs 00:05:00 · back 00:05:01');
    expect(text).toContain('NOT IN THE SHOW: 20 Hen — its status is draft');
    expect(text).toContain('no cues');
  });

  it('has for each cue the words that it rolls on, where it begins and ends, and its file', () => {
    const rows = texts('script-director.html').match(/<tr><td.*<\/tr>/g) ?? [];
    const cells = rows.map((row) =>
      [...row.matchAll(/<td[^>]*>(.*?)<\/td>/g)].map((cell) => readable(cell[1] ?? '')),
    );
    expect(cells.slice(0, 5)).toEqual([
      [
        '010',
        'SOT',
        'shoot',
        'one two',
        '1:15',
        '00:02:00',
        '00:03:15 ...in his lies',
        'MISSING there is no file “shoot.mp4”',
      ],
      ['020', 'FSQ', 'q', 'straight after 010', '', '', '', 'MISSING its picture is not made yet'],
      ['', 'NOT A CUE YET: {VO/the road}', 'He ran off.', ''],
      ['', '[[DIRECTOR: NOTE — Fade.]]', CUT, ''],
      ['', 'ADLIB', '', CUT, '1:00', '', '', ''],
    ]);
  });
});

test('the Markdown reads as the script does', () => {
  expect(texts('script-host.md')).toContain(
    [
      '#### Part one',
      'Good **evening**.',
      '\\[Look up.\\]',
      '**GUEST:** Ha \\<laughs> ha.',
      '**JOSH:**\n\n- one\n- two',
      '> **\\[\\[ SOT / 010 shoot \\]\\]** 1:15',
    ].join('\n\n'),
  );
});

test('struck words are marked on paper and not on the glass, and comments are on neither', () => {
  const made = compiled({
    items: {
      '10 A': [
        { order: '10' },
        [
          'Hens ~~and goats {SOT/goat cut}~~ go.[^1] %% not now %%',
          '~~GUEST: Never.~~',
          '%%\nHidden.\n%%',
          '[^1]: By Ada.',
          `%%\n${cue({ Type: 'SOT', AssetID: 'S1', Slug: 'shoot', Duration: '1:15' })}\n%%`,
          cue({ Type: 'SOT', AssetID: 'S2', Slug: 'hens', Duration: '0:15' }),
        ].join('\n\n'),
      ],
    },
  });
  expect(readable(made('script-teleprompter.html')).trim().split('\n')).toEqual([
    'Hens  go.',
    '[SOT 0:15 hens]',
  ]);
  expect(made('script-host.md')).toContain('Hens ~~and goats \\{SOT/goat cut\\}~~ go.\\[\\^1\\]\n');
  expect(made('script-host.html')).toContain('Hens <s>and goats {SOT/goat cut}</s> go.');
  expect(made('script.txt')).toContain('Hens ~~and goats {SOT/goat cut}~~ go.[^1]\n');
  expect(readable(made('script-director.html'))).toContain('\nHens go.\n');
  for (const name of ['script-host.md', 'script-host.html', 'script.txt', 'script-director.html'] as const)
    expect(made(name)).not.toMatch(/NOT A CUE YET|[Hh]idden\.|not now|shoot/);
  expect(made('script.txt')).toContain('[^1]: By Ada.');
  expect(made('media-list.txt')).not.toContain('shoot');
});

test('what people typed starts nothing in Markdown', () => {
  const text = compiled({
    items: {
      '1 A': [
        { title: '"# A | [b](c)"' },
        '5 \\* 6 \\_x\\_ \\# $a$ \\%%b\\%% ^id &amp;lt; \\`c\\` a\\|b\n\\- no list\n2026\\. no list\n\\> no quote',
      ],
    },
  })('script-host.md');
  expect(text).toContain('### BLOCK A · \\# A \\| \\[B\\](C)');
  expect(text).toContain(
    '5 \\* 6 \\_x\\_ \\# \\$a\\$ \\%\\%b\\%\\% \\^id \\&lt; \\`c\\` a\\|b  \n\\- no list  \n2026\\. no list  \n\\> no quote',
  );
});

test('the plain text keeps to 78 columns, whatever stands in it', () => {
  const text = compiled({
    items: {
      '10 A': [
        { order: '10', title: 'long '.repeat(60) },
        `${'word '.repeat(100)}\n\n${'x'.repeat(300)}\n\n- ${'dash '.repeat(60)}\n- b\n\n${'> quote '.repeat(40)}\n\n${'火'.repeat(200)}\n\n${BODY}`,
      ],
      '20 B': [{ order: '20', status: 'draft', title: 'left '.repeat(60) }, ''],
    },
    info: { title: 'T'.repeat(200), airdate: 'x'.repeat(100) },
  })('script.txt');
  expect(Math.max(...text.split('\n').map((line) => [...line].length))).toBeLessThanOrEqual(78);
  expect(text.replace(/\s/g, '')).toContain('x'.repeat(300));
});

test.each<readonly [string, string]>([
  ['a quote', cue({ Type: 'FSQ', AssetID: 'F2', Slug: 'two', Quote: '"One.\n\n\nTwo."' })],
  ['a transcript', cue({ Type: 'SOT', AssetID: 'S2', Slug: 'two', Transcription: 'One.\n\nTwo.' })],
  ['a graphic', cue({ Type: 'GFX', AssetID: 'G2', Slug: 'two', Body: 'One.\r\n\r\nTwo.' })],
])('plain text keeps the paragraphs of %s apart', (_, body) => {
  expect(compiled({ items: { '10': [{ order: '10' }, body] } })('script.txt')).toContain(
    '    One.\n\n    Two.\n',
  );
});
