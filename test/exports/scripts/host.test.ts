// The host's script: cover, rundown, blocks, cues by type, and marks for what is not ready.
import { describe, expect, it, test } from 'vitest';
import { compiled, cue, readable, type Show } from './show.ts';

const HOST = 'script-host.html';
const page = (show: Show) => readable(compiled(show)(HOST));
const one = (body: string, files: readonly string[] = []) =>
  page({ items: { '10 Fog': [{ order: '10' }, body] }, files });

describe('cover and rundown', () => {
  const items: Show['items'] = {
    '10 Fog BLOCK A': [{ order: '10', slug: '10-the fog', duration: '00:10:00' }, 'Fog.'],
    '11 SUPPORT US': [{ order: '11', type: 'promo', duration: '00:00:30' }, 'Do.'],
    '20 Hen': [{ order: '20', status: 'draft', title: 'The Hen' }, 'Hen.'],
    '25 break': [{ order: '25', type: 'break', duration: '00:02:00' }, ''],
    '30 ': [{ order: '30', title: 'Untitled', duration: '00:04:41' }, 'End.'],
  };
  const info = {
    airdate: '2025-11-16',
    airtime: '"21:00"',
    title: 'Fog',
    subtitle: 'More fog',
    duration: '00:20:00',
  };
  const text = page({ items, info });

  it('says which show, which episode, when, and how long', () => {
    for (const line of [
      'MILDLY CONCERNING',
      'EPISODE 0249',
      'November 16th, 2025 at 9:00 PM',
      'Fog',
      'More fog',
      '00:17:11',
      '00:20:00',
      '00:02:49 under',
    ])
      expect(text).toContain(`\n${line}\n`);
  });

  it('lists items with block, start, length and back time', () => {
    expect(text).toContain('\n10\nFog\nA\n00:00:00\n00:10:00\n00:17:11\n');
    expect(text).toContain('\n25\nbreak\n–\n00:10:30\n00:02:00\n00:06:41\n');
    expect(text).toContain('\n20\nThe Hen\nnot in the show: its status is draft\n');
  });

  it('marks blocks, and puts what is left out in its place as one line', () => {
    const order = [
      '★ ★ ★ START BLOCK A ★ ★ ★',
      'BLOCK A · FOG',
      'BLOCK A · SUPPORT US',
      'NOT IN THE SHOW: 20 The Hen — its status is draft',
      '— — — END BLOCK A — — —',
      'BREAK',
      '★ ★ ★ START BLOCK B ★ ★ ★',
      '— — — END BLOCK B — — —',
    ];
    const places = order.map((line) => text.indexOf(`\n${line}`, text.indexOf('Total\n00:17:11')));
    expect(places).toEqual(places.toSorted((a, b) => a - b));
    expect(places).not.toContain(-1);
    expect(text).not.toContain('Hen.');
  });

  it('calls an untitled item by its file and a slug without its number, and never says UNTITLED', () => {
    expect(text).toContain('10 · the-fog · starts 00:00:00 · runs 00:10:00');
    expect(text).not.toMatch(/UNTITLED|DEFAULT SHOW/i);
  });

  it('says nothing of a show that nobody has named', () => {
    expect(page({ items, show: 'Show' })).not.toContain('SHOW\nEPISODE');
  });

  it('has breaks between adverts where the show has it so', () => {
    const split = page({ items, info, blocksEndedBy: 'adverts' });
    expect(split).toContain('BREAK · SUPPORT US');
    expect(split).toContain('Do.');
  });
});

test.each<readonly [string, string, readonly string[], readonly string[]]>([
  [
    'a clip with its words',
    cue({
      Type: 'SOT',
      AssetID: 'S1',
      Slug: '20-shoot',
      MediaURL: 'shoot.mp4',
      Duration: '00:01:15:00',
      Transcription: 'One two [sic] three four five six seven.',
    }),
    ['assets/video/shoot.mp4'],
    [
      '[[ SOT / 010 shoot ]] 1:15',
      'IN\nOne two [sic] three four...',
      'OUT\n...three four five six seven.',
      'One two [sic] three four five six seven.',
    ],
  ],
  [
    'a clip that says how it ends',
    cue({ Type: 'SOT', AssetID: 'S1', Slug: 'a', Outcue: '"and &quot;home&quot;"' }),
    [],
    ['OUT\n"and "home""'],
  ],
  [
    'a clip without words or file',
    cue({ Type: 'SOT', AssetID: 'S1', Slug: 'a', MediaURL: 'a.mp4' }),
    [],
    ['0:30?', 'MISSING: a there is no file “a.mp4”', 'No transcript'],
  ],
  [
    'a clip whose transcription failed',
    cue({ Type: 'SOT', AssetID: 'S1', Slug: 'a', Transcription: '[Transcription failed: no server]' }),
    [],
    ['No transcript'],
  ],
  [
    'a quote',
    cue({
      Type: 'FSQ',
      AssetID: 'F1',
      Slug: 'q',
      Quote: '"She said \\"no\\" [twice]."',
      Attribution: '— Her',
    }),
    [],
    ['[[ FSQ / 010 q ]]', 'She said "no" [twice].', '— Her'],
  ],
  [
    'a quote that nobody said',
    cue({ Type: 'FSQ', AssetID: 'F1', Slug: 'q', Quote: '""', Attribution: 'Unknown' }),
    [],
    ['NO WORDS IN THIS QUOTE'],
  ],
  [
    'a picture',
    cue({
      Type: 'GFX',
      AssetID: 'G1',
      Slug: 'g',
      MediaURL: 'g.png',
      Description: 'Fog at 50%',
      Credit: 'Otto',
    }),
    ['assets/graphics/g.png'],
    ['[[ GFX / 010 g ]]', 'Fog at 50% · Credit: Otto'],
  ],
  [
    'words on a graphic',
    cue({
      Type: 'GFX',
      AssetID: 'G1',
      Slug: 'g',
      GfxType: 'fullscreen-text',
      Title: 'Fog',
      Body: 'Grey\\nand wet',
    }),
    [],
    ['Fog', 'Grey\nand wet'],
  ],
  [
    'a note',
    cue({ Type: 'NOTE', 'Note For': 'director', 'Note Text': 'Fade now.' }),
    [],
    ['[[DIRECTOR: NOTE — Fade now.]]'],
  ],
  [
    'a note to the host',
    cue({ Type: 'NOTE', 'Note For': 'host', 'Note Text': 'Smile.' }),
    [],
    ['[[HOST: NOTE — Smile.]]'],
  ],
  [
    'a note to nobody known',
    cue({ Type: 'DIR', 'Note For': 'unknown', 'Note Text': 'Smile.' }),
    [],
    ['[[NOTE — Smile.]]'],
  ],
  ['an ad lib', cue({ Type: 'ADLIB', Duration: '00:01:00' }), [], ['[AD LIB] 00:01:00']],
  ['an ad lib of no length', cue({ Type: 'ADLIB' }), [], ['[AD LIB] 00:01:00']],
  [
    'a type that only people know',
    cue({ Type: 'CONFETTI', AssetID: 'C1', Slug: 'c' }),
    [],
    ['[[ CONFETTI / c ]]'],
  ],
  [
    'a video under speech',
    cue({ Type: 'VO', AssetID: 'V1', Slug: 'v', MediaURL: 'v.mp4', Duration: ':12' }),
    ['assets/video/v.mp4'],
    ['[[ VO / 010 v ]] 0:12'],
  ],
  [
    'text in a cue that belongs to no field',
    '<!-- Begin Cue -->\n[Type: NAT]\n[Slug: n]\n<img src="x">\nSomebody typed here.\n<!-- End Cue -->',
    [],
    ['IN THE CUE, BUT IN NO FIELD: Somebody typed here.'],
  ],
  [
    'shorthand',
    'Now {SOT/fog} then.\n\n{VO/more fog}',
    [],
    ['Now NOT A CUE YET: {SOT/fog} then.', 'NOT A CUE YET: {VO/more fog}', '2 cues not made yet'],
  ],
  [
    'an open edit',
    'He <rev>ran|walked</rev> off.',
    [],
    ['He ran EDIT OPEN: to “walked”? off.', '1 open edit'],
  ],
  ['a flag', '<p class="josh" data-flag-note="Sure?">He did.</p>', [], ['FLAG: Sure? He did.', '1 flag']],
  [
    'voices',
    'A.\n\nGUEST: B.\n\nC.\n\n<p class="scott">D.</p>',
    [],
    ['\nA.', 'GUEST B.', 'JOSH C.', 'SCOTT D.'],
  ],
  ['a loose picture', '![Fog](fog.png)', ['assets/images/fog.png'], ['\nFog\n']],
  ['a loose picture that is gone', '![Fog](fog.png)', [], ['MISSING: fog.png Fog']],
])('%s', (_what, body, files, lines) => {
  const text = one(body, files);
  for (const line of lines) expect(text).toContain(line);
});

test('a cue that stands twice is printed once; in another item it has the number that it has', () => {
  const again = cue({ Type: 'IMG', AssetID: 'I1', Slug: 'hen', MediaURL: 'hen.png' });
  const other = cue({ Type: 'IMG', AssetID: 'I2', Slug: 'ox', MediaURL: 'ox.png' });
  const text = page({
    items: {
      '10 A': [{ order: '10' }, `${again}\n\nWords.\n\n${again}`],
      '20 B': [{ order: '20' }, `${other}\n\n${again}`],
    },
  });
  expect(text.match(/\[\[ IMG .*\]\]/g)).toEqual([
    '[[ IMG / 010 hen ]]',
    '[[ IMG / 020 ox ]]',
    '[[ IMG / 010 hen ]]',
  ]);
});

test('paragraphs have numbers through the whole script, and a host has his own name', () => {
  const html = compiled({
    items: {
      '10 A': [{ order: '10' }, 'One.\n\nGUEST: Two.\n\nMINNA: Three.'],
      '20 B': [{ order: '20' }, 'Four.'],
    },
    info: { host: 'Minna Thistlewood' },
  })(HOST);
  expect(html.match(/id="para-\d+"/g)).toEqual(['id="para-1"', 'id="para-2"', 'id="para-3"', 'id="para-4"']);
  expect(html).toContain('<p id="para-2" class="say voice-1"><b class="name">GUEST</b> Two.</p>');
  expect(html).toContain('<p id="para-3" class="say"><b class="name">MINNA</b> Three.</p>');
});

test.each([
  ['Joshua Slocum', 'JOSH: A.\n\nGUEST: B.\n\nJOSH: C.', ['A.', 'GUEST B.', 'JOSH C.']],
  ['Minna', 'HOST: A.\n\nJOSH: B.\n\nC.', ['A.', 'JOSH B.', 'MINNA C.']],
])('in the show of %s', (host, body, lines) => {
  const text = page({ items: { '10 A': [{}, body] }, info: { host } });
  for (const line of lines) expect(text).toContain(`\n${line}\n`);
});

test('pictures are named as they lie, seen from exports/', () => {
  const file = 'assets/images/it’s 50% & "more" #1?.png';
  const html = compiled({
    items: { '10 A': [{}, cue({ Type: 'IMG', AssetID: 'I', Slug: 's', MediaURL: file.slice(14) })] },
    files: [file],
  })(HOST);
  const address = /<img src="([^"]*)"/.exec(html)?.[1] ?? '';
  expect(address).toMatch(/^\.\.\/assets\/images\/[\w.%~-]+$/);
  expect(decodeURIComponent(address.slice(3))).toBe(file);
});
