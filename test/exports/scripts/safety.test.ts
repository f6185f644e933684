// Whatever people type: no word of the script is missing, nothing that they typed becomes markup, and the same show
// gives the same bytes.
import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { treePath } from '../../../src/domain/ids.ts';
import { parseSegment } from '../../../src/markdown/document.ts';
import { scripts, wordsIn } from '../../markdown/marked-words.ts';
import { runs } from '../../runs.ts';
import { compiled, cue, readable, type Show } from './show.ts';

const SCRIPTS = [
  'script-host.html',
  'script-host.md',
  'script-teleprompter.html',
  'script-director.html',
  'script.txt',
] as const;
const PAGES = ['script-host.html', 'script-teleprompter.html', 'script-director.html'] as const;

const MARKS = [
  'said',
  'é',
  '火',
  '5',
  '**',
  '*',
  '_',
  '~~',
  '==',
  '`',
  '<b>',
  '</b>',
  '<p class="guest">',
  '</p>',
  '<br>',
  '<rev u="k">',
  '|',
  '</rev>',
  '{SOT/a}',
  '[',
  ']',
  '[a](b)',
  '[[N|a]]',
  '&amp;',
  '<',
  '>',
  '#',
  '- ',
  '7. ',
  '> ',
  'GUEST:',
  '<script>',
  '--',
  '<!--',
  '-->',
  '<laughs>',
];

describe('words', () => {
  it('all that is spoken stands in the host’s script, on paper, as Markdown and as plain text', () => {
    fc.assert(
      fc.property(scripts(MARKS), (text) => {
        const texts = compiled({ items: { '10 A': [{ order: '10' }, text] } });
        const { spokenText } = parseSegment(
          treePath('episodes/0249/rundown/10 A.md'),
          `---\na: b\n---\n${text}\n`,
        );
        const pages = [readable(texts('script-host.html')), texts('script.txt'), texts('script-host.md')];
        for (const page of pages) {
          const shown = new Set(wordsIn(page));
          expect(wordsIn(spokenText).filter((word) => !shown.has(word))).toEqual([]);
        }
      }),
      { numRuns: runs(300) },
    );
  });
});

const NASTY = [
  '<script>alert(1)</script>',
  '"><img src=x onerror=alert(1)>',
  "' onload='x",
  '</style><b>',
  '--><!--',
  '*/ } body { display: none',
  '\\',
  '\u0000\u001b[31m',
  '\uD800',
  '\u2028',
  '```',
  '${x}',
  '%s%%',
  ']]>',
  '&lt;b&gt;',
  'javascript:alert(1)',
  '\u202E',
];
const nasty = fc
  .array(fc.constantFrom(...NASTY, 'word', ' '), { maxLength: 6 })
  .map((parts) => parts.join(''));
const nastyShow: fc.Arbitrary<Show> = fc
  .tuple(nasty, nasty, nasty, nasty, nasty, nasty)
  .map(([a, b, c, d, e, f]) => ({
    show: `x${a}`,
    info: {
      title: JSON.stringify(b),
      subtitle: JSON.stringify(c),
      host: JSON.stringify(d),
      airdate: JSON.stringify(e),
    },
    items: {
      [`10 ${f.replaceAll('/', '')}`]: [
        { order: '10', slug: JSON.stringify(a), title: JSON.stringify(b) },
        [
          c,
          `<p class="${d.replaceAll('"', '')}" data-flag-note="${e.replaceAll('"', '')}">${f}</p>`,
          `![${a}](${b})`,
          `{SOT/${a}}`,
          `<rev>${a}|${b}</rev>`,
          cue({
            Type: 'SOT',
            AssetID: 'S',
            Slug: a,
            MediaURL: `${b}.mp4`,
            Transcription: c,
            Incue: d,
            Outcue: e,
          }),
          cue({ Type: 'FSQ', AssetID: 'F', Slug: b, Quote: c, Attribution: d }),
          cue({ Type: 'IMG', AssetID: 'I', Slug: c, MediaURL: 'a.png', Caption: d }),
          cue({ Type: 'NOTE', 'Note For': e, 'Note Text': f }),
          cue({ Type: `X${f}`, Slug: a }),
        ].join('\n\n'),
      ],
      [`20 ${a.replaceAll('/', '')}`]: [{ order: '20', status: JSON.stringify(`x${b}`) }, ''],
    },
    files: ['assets/images/a.png', `assets/images/${a.replaceAll('/', '')}.png`],
  }));

/** Tags that the writers write, with attributes that can hold no code. */
const TAG =
  /^<(?:!doctype html|\/?(?:html|head|body|title|style|section|article|header|footer|aside|figure|figcaption|blockquote|table|thead|tbody|tr|th|td|ul|li|p|h1|h2|h3|b|i|u|s|mark|span|div|pre|br|hr|img|meta)(?: (?:lang|charset|http-equiv|content|name|class|id|src|alt|colspan)="[^"<>]*")*)>$/;

describe('markup', () => {
  it('is the writers’ own, whatever people typed', () => {
    fc.assert(
      fc.property(nastyShow, (show) => {
        const texts = compiled(show);
        for (const name of PAGES) {
          const html = texts(name);
          const [, style = '', rest = ''] = /<style>([\s\S]*?)<\/style>([\s\S]*)/.exec(html) ?? [];
          expect(style).not.toContain('<');
          expect((rest.match(/<[^>]*>?/g) ?? []).filter((tag) => !TAG.test(tag))).toEqual([]);
          for (const [, address = ''] of html.matchAll(/ src="([^"]*)"/g))
            expect(address).toMatch(/^\.\.\/[\w.%!~*()&#;-]+(?:\/[\w.%!~*()&#;-]+)*$/);
        }
        for (const name of SCRIPTS)
          expect(texts(name)).not.toMatch(/[\u0000-\u0009\u000B-\u001F\u007F\u202E]|\p{Cs}/u);
      }),
      { numRuns: runs(300) },
    );
  });

  it.each(PAGES)('%s runs nothing, and fetches nothing from elsewhere', (name) => {
    const html = compiled({ items: { '10 A': [{}, 'Words.'] } })(name);
    expect(html).toContain(
      `<meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src 'self' data: file:; style-src 'unsafe-inline'">`,
    );
    expect(html).not.toMatch(/<script|<link|https?:|@import|url\(/i);
  });
});

test.each(SCRIPTS)('%s is the same each time, in lines that end alike', (name) => {
  const show: Show = { items: { '10 A': [{}, 'One.\r\n\r\nTwo.\rThree.'] }, info: { title: 'A' } };
  const text = compiled(show)(name);
  expect(text).toBe(compiled(show)(name));
  expect(text).toMatch(/[^\n]\n$/);
  expect(text).not.toContain('\r');
  expect(text).not.toMatch(new RegExp(`/tmp/|/work/|/home/|${new Date().getFullYear()}`));
});

test('an episode with nothing in production still has its scripts', () => {
  const texts = compiled({ items: { '10 A': [{ status: 'draft' }, 'Words.'] }, info: { title: 'A' } });
  for (const name of SCRIPTS) {
    expect(texts(name)).toContain('0249');
    expect(texts(name)).not.toContain('Words.');
  }
  expect(texts('script-host.html')).toContain('NOT IN THE SHOW: A');
});

test('an episode without items has them too', () => {
  for (const name of SCRIPTS) expect(compiled({ items: {} })(name)).toContain('0249');
});
