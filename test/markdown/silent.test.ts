// What is no content: comments, struck words, code and footnotes, as Obsidian has them; and what is in doubt stays and is
// told. Every reader agrees on it.
import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { peopleIn } from '../../bot/index/searchable-text.ts';
import { treePath } from '../../src/domain/ids.ts';
import { mediaShelf } from '../../src/domain/media/shelf.ts';
import { parseSegment } from '../../src/markdown/document.ts';
import { repairSegment } from '../../src/markdown/repair/segment.ts';
import { runtimeOf } from '../../src/markdown/runtime.ts';
import { isStruck, scriptParts, textOf } from '../../src/markdown/script-parts.ts';
import { runs } from '../runs.ts';
import { USUAL } from '../steps/fixtures.ts';

const segment = (text: string) => parseSegment(treePath('episodes/0101/rundown/10 Test.md'), text);
const CUE = '<!-- Begin Cue -->\n[Type: SOT]\n[AssetID: SOT23MITBFEF37C0Q]\n[Slug: hen]\n<!-- End Cue -->';

/** `comment: %%a%%` for each silent span, and `!CODE: text` for each doubt. */
function told(text: string): readonly string[] {
  const { silent, doubts } = segment(text);
  return [
    ...silent.map(({ kind, start, end }) => `${kind}: ${text.slice(start, end)}`),
    ...doubts.map(({ code, start, end }) => `!${code}: ${text.slice(start, end)}`),
  ];
}

test.each<readonly [string, string, readonly string[]]>([
  ['amid a line', 'a %%b%% c', ['comment: %%b%%']],
  ['a whole line', '%% b %%', ['comment: %% b %%']],
  ['a block', 'a\n\n%%\nb\n\nc\n%%\n\nd', ['comment: %%\nb\n\nc\n%%']],
  ['a block that begins with words', '%%This\nis\nit %% a', ['comment: %%This\nis\nit %%']],
  ['a block in a quotation', '> %%\n> b\n> %%', ['comment: %%\n> b\n> %%']],
  ['three signs', '%%%b%% c', ['comment: %%%b%%']],
  ['nothing in it', 'a %%%% b', ['comment: %%%%']],
  ['escaped signs open none', '\\%%a%% b%%', ['comment: %% b%%']],
  ['one of HTML', 'a <!-- b\n\nc --> d', ['comment: <!-- b\n\nc -->']],
  ['neither begins in the other', '<!-- %% --> %%<!--%%', ['comment: <!-- %% -->', 'comment: %%<!--%%']],
  [
    'none begins in code',
    '`%% a` %% b\n\n```\n%%\n```\n\n~~~\n<!--\n~~~',
    ['code: `%% a`', 'fence: ```\n%%\n```', 'fence: ~~~\n<!--\n~~~', '!COMMENT_UNCLEAR: %% b\n\n```\n%%'],
  ],
  ['code begins in none', '%% ` %% a `b` c', ['comment: %% ` %%', 'code: `b`']],
  [
    'a fence begins in none',
    '%%\n```\n%%\n\na\n\n```\nb\n```',
    ['comment: %%\n```\n%%', 'fence: ```\nb\n```'],
  ],
  ['the values of a cue hold none', `[a] ${CUE.replace('hen', '5%% of')}\n\n6%% b %%`, ['comment: %% b %%']],
  ['a comment holds whole cues', `%%\n${CUE}\n%%`, [`comment: %%\n${CUE}\n%%`]],
  ['without an end', 'a %% b\n\nc', ['!COMMENT_UNCLOSED: %% b\n\nc']],
  ['without an end, of HTML', `a <!-- b\n\n${CUE}`, ['!COMMENT_UNCLOSED: <!-- b\n\n']],
  [
    'amid a line and over its end',
    'a %% b\nc %% d %%e%%',
    ['comment: %%e%%', '!COMMENT_UNCLEAR: %% b\nc %%'],
  ],
  ['a comment whose signs were changed', 'a <!— b —>\nc', ['!COMMENT_UNCLEAR: <!— b —>']],
  ['signs that a program escaped', 'a \\<!-- b --\\>\nc', ['!COMMENT_UNCLEAR: \\<!-- b --\\>']],
])('comments: %s', (_what, text, expected) => expect(told(text)).toEqual(expected));

test.each<readonly [string, string, readonly string[]]>([
  ['words', 'a ~~b c~~ d', ['struck: ~~b c~~']],
  ['a token', '~~{SOT/goat cut}~~', ['struck: ~~{SOT/goat cut}~~']],
  ['over the end of a line', 'a ~~b\nc~~ d', ['struck: ~~b\nc~~']],
  ['in a list and a quotation', '- ~~a~~\n> ~~b\n> c~~', ['struck: ~~a~~', 'struck: ~~b\n> c~~']],
  ['two', '~~a~~ b ~~c~~', ['struck: ~~a~~', 'struck: ~~c~~']],
  ['one in another', '~~a ~~b~~ c~~', ['struck: ~~a ~~b~~ c~~']],
  ['with a comment in it', '~~a %%~~%% b~~', ['struck: ~~a %%~~%% b~~', 'comment: %%~~%%']],
  ['a tag', 'a <del>b</del> <s class="x">c</s>', ['struck: <del>b</del>', 'struck: <s class="x">c</s>']],
  [
    'a tag of a word processor',
    '<span style="color:red;text-decoration:line-through"><span>a</span></span> <span>b</span>',
    ['struck: <span style="color:red;text-decoration:line-through"><span>a</span></span>'],
  ],
  ['one or three tildes strike nothing out', '~a~ ~~~b~~~ \\~~c', []],
  ['an address', 'https://x.example/~~a b', []],
  ['blanks inside', 'a ~~ b ~~ c', ['!STRIKE_UNCLEAR: a ~~ b ~~ c']],
  ['without an end', 'a ~~b\n\nc~~ d', ['!STRIKE_UNCLEAR: a ~~b', '!STRIKE_UNCLEAR: c~~ d']],
  ['a tag without an end', 'a <del>b\n\nc</del>', ['!STRIKE_UNCLEAR: a <del>b']],
  [
    'a tag of an old word processor',
    '<font style="text-decoration: line-through">a</font> <font color="red">b</font>',
    ['struck: <font style="text-decoration: line-through">a</font>'],
  ],
  ['in a paragraph of HTML', '<p class="guest">~~a~~ b</p>', ['struck: ~~a~~']],
  [
    'around a paragraph of HTML',
    '~~<p class="guest">a</p>~~ b',
    ['!STRIKE_UNCLEAR: ~~<p class="guest">a</p>~~ b'],
  ],
  ['from one entry to the next', '- ~~a\n- b~~', ['!STRIKE_UNCLEAR: - ~~a', '!STRIKE_UNCLEAR: - b~~']],
])('struck words: %s', (_what, text, expected) => expect(told(text)).toEqual(expected));

test.each<readonly [string, string, readonly string[]]>([
  [
    'with its indented lines',
    'a[^1].\n\n[^1]: b\n    c\n\n    d\n\ne',
    ['reference: [^1]', 'footnote: [^1]: b\n    c\n\n    d', 'reference: [^1]'],
  ],
  ['in place', 'a^[b c] d', ['reference: ^[b c]']],
  [
    'two below each other',
    '[^1]: b\n[^x]: c',
    ['footnote: [^1]: b', 'reference: [^1]', 'footnote: [^x]: c', 'reference: [^x]'],
  ],
  ['with words right below', '[^1]: b\nc', ['footnote: [^1]: b', 'reference: [^1]', '!FOOTNOTE_UNCLEAR: c']],
])('footnotes: %s', (_what, text, expected) => expect(told(text)).toEqual(expected));

test.each<readonly [string, string, readonly string[]]>([
  ['a fence without an end', 'a\n\n```\nb', ['fence: ```\nb', '!FENCE_UNCLOSED: ```\nb']],
  ['three backticks amid a line are no fence', 'a ```b``` c', ['code: ```b```']],
  [
    'two versions',
    'a\n<<<<<<< HEAD\nb\n=======\nc\n>>>>>>> x\nd\n<<<<<<< HEAD\ne\n>>>>>>> x\n',
    [
      '!CONFLICT_MARKS: <<<<<<< HEAD\nb\n=======\nc\n>>>>>>> x',
      '!CONFLICT_MARKS: <<<<<<< HEAD\ne\n>>>>>>> x',
    ],
  ],
  ['what is left of them', 'a\n>>>>>>> x\nb', ['!CONFLICT_MARKS: >>>>>>> x']],
  ['a line below a heading', 'a\n=======\nb', []],
])('others: %s', (_what, text, expected) => expect(told(text)).toEqual(expected));

// ---- every reader ----

const context = (doc: ReturnType<typeof segment>) => ({ ...USUAL, media: mediaShelf([]), siblings: [doc] });

const SILENT: readonly (readonly [string, (inside: string) => string])[] = [
  ['a comment', (inside) => `%% ${inside} %%`],
  ['a block', (inside) => `%%\n${inside}\n%%`],
  ['a comment of HTML', (inside) => `<!-- ${inside} -->`],
  ['struck words', (inside) => `~~${inside}~~`],
  ['a struck tag', (inside) => `<del>${inside}</del>`],
  ['a fence', (inside) => `\`\`\`\n${inside}\n\`\`\``],
  ['a footnote', (inside) => `[^1]: ${inside}`],
];

describe.each(SILENT)('%s', (name, around) => {
  it('holds no shorthand, and is neither repaired nor told', () => {
    const doc = segment(`Hens.\n\n${around('{SOT/goat cut} <rev>a|b</rev> IN 1:00')}\n\nGeese.\n`);
    expect(repairSegment(doc, context(doc))).toEqual({ offers: [], diagnostics: [] });
  });

  it('is neither said nor timed nor found', () => {
    const doc = segment(`Hens.\n\n${around('MAUD: Goats {SOT/x}.')}\n\nGeese.\n`);
    expect(doc.spokenText.split(/\s+/)).toEqual(['Hens.', 'Geese.']);
    expect(runtimeOf(doc, USUAL).words).toBe(2);
    expect(peopleIn(doc, null).map((each) => each.name)).toEqual(['host']);
  });

  it('holds no heading', () => {
    const doc = segment(`Hens.\n\n${around('a\n## Notes\nb')}\n\nGeese.\n`);
    if (!/struck|footnote/.test(name)) expect(doc.spokenText).toContain('Geese.');
  });
});

test.each([
  ['a block', `%%\n${CUE}\n%%`],
  ['a comment', `%% ${CUE.replaceAll('\n', ' ')} %%`],
  ['struck words', `~~${CUE.replaceAll('\n', ' ')}~~`],
  ['a fence', `\`\`\`\n${CUE}\n\`\`\``],
])('%s holds no cue', (_what, text) => expect(segment(`Hens.\n\n${text}\n\nGeese.\n`).cues).toEqual([]));

it('a comment in a heading does not change its name', () =>
  expect(segment('## Notes %%old%% <!-- x -->\nNot this.\n\n## Script\nThis.').spokenText).toBe('This.'));

it('struck words are shown as struck out, and a token in them as words', () => {
  const [part] = scriptParts(segment('Hens ~~and {SOT/goat}~~ go.'));
  expect(part?.kind === 'speech' ? part.runs.map(({ text }) => text) : []).toEqual([
    'Hens ',
    'and {SOT/goat}',
    ' go.',
  ]);
});

it('a tag that closes nothing ends no struck words', () => {
  const [part] = scriptParts(segment('<del>a</b> b</del> c'));
  expect(part?.kind === 'speech' ? part.runs.map((run) => [run.text, isStruck(run)]) : []).toEqual([
    ['a', true],
    [' b', true],
    [' c', false],
  ]);
});

it('a quote takes no comment along', () => {
  const doc = segment('{FSQ/soup}\n"Soup is all %%check this%% there is."\n—Ada Lum\n');
  const { offers, diagnostics } = repairSegment(doc, context(doc));
  expect(offers).toEqual([]);
  expect(diagnostics.map(({ code }) => code)).toEqual(['FSQ_QUOTE_UNCLEAR']);
});

it('nothing is repaired where Git has left two versions', () => {
  const loose = CUE.replace('[Type: SOT]', '[Type:SOT]');
  const doc = segment(`<<<<<<< HEAD\n${loose}\n=======\n${loose}\n>>>>>>> x\n\n${loose}\n`);
  const { offers } = repairSegment(doc, context(doc));
  expect(offers.every(({ span }) => span.start > doc.text.indexOf('>>>>>>>'))).toBe(true);
});

describe('whatever is typed', () => {
  const SIGNS = [
    '%%',
    '~~',
    '<!--',
    '-->',
    '`',
    '```',
    '[^1]:',
    '\n',
    '\n\n',
    ' ',
    'a',
    '> ',
    '- ',
    '\\',
    '<del>',
    '</del>',
    CUE,
  ];

  it('what is no longer silent has been shown all along', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...SIGNS), { maxLength: 30 }), (signs) => {
        const doc = segment(signs.join(''));
        for (const { start, end } of doc.silent) expect(start).toBeLessThan(end);
        // A comment is all or nothing for a cue.
        const comments = doc.silent.filter(({ kind }) => kind === 'comment');
        for (const { span } of doc.cues)
          expect(comments.some(({ start, end }) => start < span.end && span.start < end)).toBe(false);
        for (const part of scriptParts(doc))
          if ('runs' in part) expect(textOf(part.runs)).not.toMatch(/[\uFDD0\uFDD1]/);
      }),
      { numRuns: runs(2000) },
    );
  });
});
