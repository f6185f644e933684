// Writes like a host who has a show on Sunday: scripts with cue blocks that programs and people have bent, shorthand
// for cues in every spelling, quotes, notes, paste from word processors; and then slips of the hand over all of it.
import fc from 'fast-check';

export interface Written {
  /** File name below `rundown/`. */
  readonly name: string;
  readonly text: string;
}

export interface Episode {
  readonly info: string;
  readonly items: readonly Written[];
  /** Below the episode. */
  readonly media: readonly string[];
}

const from = fc.constantFrom;
const pick = <T>(...all: readonly (readonly [weight: number, arbitrary: fc.Arbitrary<T>])[]) =>
  fc.oneof(...all.map(([weight, arbitrary]) => ({ weight, arbitrary })));
const joined = (parts: readonly fc.Arbitrary<string>[], by = '') =>
  fc.tuple(...parts).map((all) => all.join(by));
const maybe = (text: fc.Arbitrary<string>) => fc.oneof(text, from(''));

// ---- words ----

const WORDS = (
  'the kettle committee umbrella glove mayor queue parade heron sandwich lighthouse neighbour hedge drawer town is was ' +
  'says nobody asked why again on Friday 1998 50-cent don’t can’t “quite” and/or Mr. Bramblett thinks [sic] A&W 7% it’s'
).split(' ');
const word = from(...WORDS);
const sentence = fc
  .array(word, { minLength: 2, maxLength: 14 })
  .map((words) => `${words.join(' ')}.`)
  .chain((text) =>
    from(
      text,
      text,
      `${text} See GFX 10.`,
      `(aside) ${text}`,
      `**${text}**`,
      `tune in: 8:30 tonight, ${text}`,
    ),
  );
const paragraph = fc.array(sentence, { minLength: 1, maxLength: 3 }).map((all) => all.join(' '));

const slugWords = from(
  'kettle-committee',
  'glove on railing',
  'mandami-trans',
  '20-heron card',
  '110-110-queue',
  'tim-mcbride-',
  'B roll of the Street',
  'a&w picture',
  'reute',
  'lighthouse_man',
  '',
);
const TYPES = from(
  'SOT',
  'VO',
  'VOT',
  'NAT',
  'FSQ',
  'FS QUOTE',
  'GFX',
  'IMG',
  'PKG',
  'DIR',
  'BUMP',
  'STING',
  'RIF',
  'CUE',
  'sot',
  'Img',
);
const number = from('10 ', '010  ', '95 ', '');
const time = from(
  '1:15',
  ':30',
  '00:00:12',
  '00:00:58:00',
  '00:01:49:45',
  '75',
  '1:75',
  '2:05',
  '02:54:58',
  '29:14',
  'Calculating...',
  '(30s)',
  '',
);

// ---- what stands for a cue ----

const blank = from('', '', ' ');
const token = fc
  .tuple(
    from('{', '{', '('),
    blank,
    TYPES,
    blank,
    from('/', '/', ' '),
    number,
    slugWords,
    from('}', '}', ')'),
  )
  .map((parts) => parts.join(''));
const numbered = fc.tuple(number, TYPES, slugWords).map(([n, type, slug]) => `{${n}[${type}] ${slug}}`);
const bracketed = fc
  .tuple(TYPES, slugWords, time, from('', ' "John Doe - Title"', ' | The Minutes'))
  .map(([type, slug, length, more]) => `[${type}: ${slug} ${length}${more}]`);
const odd = from(
  '[COMMERCIAL BREAK - 2:00]',
  '[Return with bumper music]',
  '[Note: look at the camera]',
  '{{cue:1001}}',
  '{note to self}',
  '{XYZ/foo}',
  '*** {SOT/glove}',
);
const anyToken = pick([6, token], [1, numbered], [2, bracketed], [1, odd]);
const tokens = fc
  .array(fc.tuple(maybe(sentence), anyToken), { minLength: 1, maxLength: 3 })
  .chain((pairs) => maybe(sentence).map((end) => [...pairs.flat(), end].filter(Boolean).join(' ')));

const quoted = joined(
  [
    fc.tuple(from('{FS Quote/', '{FSQ/', '{FS QUOTE '), slugWords).map(([open, slug]) => `${open}${slug}}`),
    fc
      .array(paragraph, { minLength: 0, maxLength: 2 })
      .map((all) => all.map((text) => `"${text}"`).join('\n\n')),
    from('—Minna Thistlewood', '--Otto Bramblett', '- The Minutes', ''),
  ],
  '\n',
);

const clock = fc
  .tuple(fc.nat(2), fc.nat(59), fc.nat(65))
  .map(([h, m, s]) =>
    h === 0
      ? `${m}:${String(s).padStart(2, '0')}`
      : `0${h}:${String(m).padStart(2, '0')}:${String(s).padStart(2, '0')}`,
  );
const video = joined(
  [
    from('(SOT/glove one)', '( SOT / glove one', '{SOT/heron card}', ''),
    joined([from('IN-', 'IN ', 'IN: ', 'In '), clock, maybe(from(' "do you think"', ' "why a glove'))]),
    from('to', '', 'TO'),
    joined([from('OUT-', 'OUT ', 'OUT: '), clock, maybe(from(' "too tall for its own good"'))]),
    from(
      'FULL VIDEO IS TITLED ‘glove one long’',
      "FROM 'heron card full'",
      'From: glove one',
      'FROM 33GloveGlove',
      'GRAB THE FULL UPLOAD',
      '',
    ),
  ],
  '\n',
);

// ---- cue blocks ----

const ids = from(
  'SOT1AAAAAAAAAAAA1',
  'CUEGFX789XYZ123',
  'LOCAL-GFX-20250914-123456',
  'pending',
  'abc123',
  '',
);
const mediaUrl = from(
  'glove-one.mp4',
  '../assets/videos/heron.mp4',
  '../assets/images/heron.png',
  'blob:https://x/1',
  'Processing...',
  'https://example.org/a.mp4?x=1',
  '../../../etc/passwd',
  '',
);
const quoteText = from(
  '"A kettle is [not] a plan."',
  '&quot;Queue&quot; he said',
  '"He said \\"no\\" [sic]"',
  '“Curly”',
  'bare words',
  '"two\nlines]"',
  '""',
);
const label = (name: string) =>
  from(name, name, name, name.toLowerCase(), ` ${name} `, name.replace(/(?=[A-Z])/g, ' ').trim());
const field = (name: string, value: fc.Arbitrary<string>) =>
  fc
    .tuple(label(name), from(': ', ': ', ':', ' : '), value, from(']', ']', ']', ''), from('[', '[', '[', ''))
    .map(([text, colon, said, close, open]) => `${open}${text}${colon}${said}${close}`);
const fields = fc
  .tuple(
    pick(
      [8, field('Type', from('SOT', 'VO', 'FSQ', 'GFX', 'IMG', 'ADLIB', 'NOTE', 'BREAK', 'WIBBLE', 'sot'))],
      [1, from('[Type: ADLIB, Duration: 00:01:00]', '')],
    ),
    fc.shuffledSubarray([
      field('AssetID', ids),
      field('Slug', slugWords),
      field('MediaURL', mediaUrl),
      field('MediaURL', mediaUrl),
      field('Duration', time),
      field('Quote', quoteText),
      field('Attribution', from('Minna', 'Unknown', '')),
      field('Source', from('The Minutes')),
      field('Alignment', from('centered', 'left')),
      field('TrimStart', time),
      field('TrimEnd', time),
      field('Transcription', from('words ] and more\nwords', '')),
      field('Wobble', from('a person’s own field')),
      from('<img src="x.png" width="200" />'),
      from(''),
    ]),
  )
  .chain(([type, rest]) => fc.tuple(...rest).map((all) => [type, ...all].filter((line) => line !== '')));
const begin = from(
  '<!-- Begin Cue -->',
  '<!-- Begin Cue -->',
  '<<!-- Begin Cue -->>',
  '<!— Begin Cue —>',
  '<!--begin cue-->',
  '<!-- Begin Cue collapsed -->',
  '<!- Begin Cue ->',
);
const end = from(
  '<!-- End Cue -->',
  '<!-- End Cue -->',
  '<!-- End Cue -->',
  '<<!-- End Cue -->>',
  '<!— End Cue —>',
  '<!-- End Cue --> and on',
  '',
);
const cue = fc
  .tuple(begin, fields, end, from('\n', '\n', '\n', '\n\n', ' '))
  .map(([open, lines, close, by]) => [open, ...lines, close].join(by));

// ---- everything else ----

const html = from(
  '<p class="josh">Nobody asked the kettle.</p>',
  '<p class="guest bullet" data-needs-attention="true">I did.</p>',
  '<p dir="ltr"><span style="font-weight:700">Bold</span>&nbsp;words</p>',
  '<span id="docs-internal-guid-1">pasted █ text</span>',
  '<a href="https://www.google.com/url?q=https://example.org/a&sa=D">a link</a>',
  '<rev user="k" ts="1">kill|add</rev>',
  '<p class="undefined">undefined</p>',
  '<p></p>',
  '<script>alert(1)</script>',
  '<img src="x.png">',
);
const other = from(
  '## Notes\n\nRemember the {SOT/not-this}.',
  '## Description\n\nAbout a glove.',
  '## Script',
  '### A heading of her own',
  '```\n<!-- Begin Cue -->\n[Type: SOT]\n<!-- End Cue -->\n```',
  '```cue\nType: SOT\n```',
  '[MediaURL: loose.png]',
  '- a dash\n- another',
  '> quoted {VO/street}',
  'GUEST: I have seen it.',
  'JOSH: No.',
  'BLOCK A',
  '---',
  '| a | b |\n|---|---|\n| {SOT/x} | y |',
  'undefined',
  '<!-- a comment -->',
  '%% {SOT/goat cut} cut this? %%',
  '%%\n{SOT/goat cut}\n\n<<!-- Begin Cue -->>\n[Type:SOT]\n<<!-- End Cue -->>\n%%',
  '%%',
  'It is 100%% so.',
  '~~{SOT/goat cut}~~ and ~~more~~ of it.',
  '~~ {SOT/goat cut} ~~',
  '<del>(VO/x)</del>',
  'So they say.[^1]\n\n[^1]: {GFX/a map}\n    [SOT: b 1:15]',
  '<<<<<<< HEAD\n{SOT/a}\n=======\n{SOT/b}\n>>>>>>> x',
  '<Mark enters> a<b and c>d',
);
const piece = pick([5, paragraph], [4, cue], [3, tokens], [1, quoted], [1, video], [1, html], [1, other]);
const body = fc
  .array(fc.tuple(piece, from('\n\n', '\n\n', '\n\n', '\n', '\n\n\n', ' \n\n')), {
    minLength: 0,
    maxLength: 9,
  })
  .map((pieces) => pieces.flat().join(''));

const head = fc
  .tuple(
    fc.shuffledSubarray(
      [
        "id: '15837'",
        'slug: 20-foo',
        'slug: The Whole Title of the Thing and More',
        'slug:',
        'type: segment',
        'type: ad',
        'type: break',
        'order: 010',
        'order: "20"',
        'duration: 1:15',
        'duration: 00:00:00:00',
        'duration: 00:05:00',
        'status: production',
        'status: draft',
        'title: The Glove',
        'title: One: two',
        'description:',
        'description: A person wrote this.',
        'airdate: 2026-11-29T21:00:00Z',
        'bot: on',
      ],
      { maxLength: 9 },
    ),
    from('---', '---', '---', '- - -'),
    from('---', '---', '---', ''),
  )
  .map(([keys, open, close]) => [open, ...keys, close, '', ''].join('\n'));

/** Slips: a character lost or doubled, a line twice, cut short, or swapped with the next. */
const slip = fc.tuple(from('drop', 'double', 'repeat', 'cut', 'swap'), fc.nat(), fc.nat(5));
function slipped(text: string, slips: readonly (readonly [string, number, number])[]): string {
  return slips.reduce((now, [kind, place, length]) => {
    const at = now.length === 0 ? 0 : place % now.length;
    if (kind === 'drop') return now.slice(0, at) + now.slice(at + 1 + length);
    if (kind === 'double') return now.slice(0, at) + now.slice(at, at + 1) + now.slice(at);
    const lines = now.split('\n');
    const line = place % lines.length;
    if (kind === 'repeat') return [...lines.slice(0, line + 1), ...lines.slice(line)].join('\n');
    if (kind === 'cut')
      return [
        ...lines.slice(0, line),
        (lines[line] ?? '').slice(0, length * 4),
        ...lines.slice(line + 1),
      ].join('\n');
    return [...lines.slice(0, line), lines[line + 1] ?? '', lines[line] ?? '', ...lines.slice(line + 2)].join(
      '\n',
    );
  }, text);
}

const ending = from('\n', '\n', '\n', '\r\n', '\r');
export const segmentText: fc.Arbitrary<string> = fc
  .tuple(
    maybe(head),
    body,
    fc.array(slip, { maxLength: 3 }),
    ending,
    from('', '', '', '\uFEFF'),
    fc.boolean(),
  )
  .map(([top, rest, slips, eol, mark, slipping]) => {
    const text = slipping ? slipped(top + rest, slips) : top + rest;
    return mark + text.replaceAll('\n', eol);
  });

const infoText = fc
  .tuple(head, from('', 'duration: 01:00:00:00\n', 'total_runtime: 00:00:00:00\n'))
  .map(([top, more]) => top.replace('\n', `\nepisode_number: 0101\n${more}`));
const names = ['10 The Glove.md', '20 Heron BLOCK A.md', '2B  Queue.md', 'SUPPORT US.md'];
const MEDIA = [
  'preshow/glove one.mp4',
  'preshow/glove one long.mov',
  'preshow/heron card.mp4',
  'preshow/mandami trans care.mp4',
  'assets/images/heron.png',
  'assets/video/heron.mp4',
  'preshow/b roll of the street.MP4',
  'preshow/whisper/glove one.mp3',
  'assets/audio/sting.mp3',
];

export const episode: fc.Arbitrary<Episode> = fc
  .tuple(infoText, fc.array(segmentText, { minLength: 1, maxLength: 3 }), fc.subarray(MEDIA))
  .map(([info, texts, media]) => ({
    info,
    items: texts.map((text, i) => ({ name: names[i] ?? `${i}.md`, text })),
    media,
  }));
