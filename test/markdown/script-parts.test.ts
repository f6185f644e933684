// What stands in a script: who says what, what is a cue, what goes nowhere, and that no word is lost on the way.
import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { treePath } from '../../src/domain/ids.ts';
import { parseSegment } from '../../src/markdown/document.ts';
import { type ScriptPart, scriptParts, type TextRun } from '../../src/markdown/script-parts.ts';
import { runs } from '../runs.ts';
import { scripts, WORD, wordsIn } from './marked-words.ts';

const read = (text: string) => parseSegment(treePath('episodes/0101/rundown/10 Test.md'), text);
const parts = (text: string) => scriptParts(read(text));
const cue = (type: string, id: string, slug: string) =>
  `<!-- Begin Cue -->\n[Type: ${type}]\n[AssetID: ${id}]\n[Slug: ${slug}]\n<!-- End Cue -->`;

/** `GUEST/guest: words`, and other kinds by their names. */
function told(part: ScriptPart): string {
  switch (part.kind) {
    case 'speech': {
      const { speaker, bullet, quoted, flag, runs } = part;
      const marks = [bullet ? '•' : '', quoted ? '>' : '', flag === null ? '' : `⚑${flag}`].join('');
      return `${speaker.name ?? '–'}/${speaker.voice}:${marks} ${runs.map(toldRun).join('')}`;
    }
    case 'list':
      return part.entries
        .map(({ depth, marker, runs }) => `${depth}${marker} ${runs.map(toldRun).join('')}`)
        .join(' ');
    case 'cue':
    case 'broken-cue':
      return `${part.kind} ${part.cue.slug}`;
    case 'heading':
    case 'direction':
      return `${part.kind} ${part.runs.map(toldRun).join('')}`;
    case 'picture':
      return `picture ${part.source} ${part.caption}`.trim();
    case 'rule':
      return 'rule';
    default:
      return `${part.kind} ${part.text}`;
  }
}

function toldRun(run: TextRun): string {
  if (run.kind === 'edit') return `<edit ${run.text}|${run.suggested}>`;
  const text = run.styles.reduce((inner, style) => `<${style} ${inner}>`, run.text);
  return run.kind === 'text' ? text : `<${run.kind} ${text}>`;
}

test.each<readonly [string, string, readonly string[]]>([
  ['plain paragraphs are the host’s', 'One.\n\nTwo\ntoo.', ['–/josh: One.', '–/josh: Two\ntoo.']],
  [
    'a class says whose a paragraph is',
    '<p class="guest">Hello.</p>\n<p class="asian-scott bullet">Hm.</p>\nBare.',
    ['GUEST/guest: Hello.', 'ASIAN SCOTT/asian-scott:• Hm.', '–/josh: Bare.'],
  ],
  [
    'a flag keeps its note',
    '<p class="josh" data-needs-attention="true" data-flag-note="Is it &quot;he&quot;?">Well.</p>',
    ['JOSH/josh:⚑Is it "he"? Well.'],
  ],
  ['a class that a fault has written is none', '<p class="undefined">Hello.</p>', ['–/josh: Hello.']],
  [
    'a name at the start of a line says who speaks',
    'JOSH: Who is it?\nCALLER: Me.\nAnd my hen.\n\nGood.',
    ['JOSH/josh: Who is it?', 'CALLER/guest: Me.\nAnd my hen.', '–/josh: Good.'],
  ],
  ['a name in bold too', '**DR. PELL (V.O.):** Ahem.', ['DR. PELL/dr-pell: <direction (V.O.) >Ahem.']],
  ['a name above its words', 'NARRATOR:\nNight fell.', ['NARRATOR/announcer: Night fell.']],
  [
    'a paragraph over several blocks has one voice',
    '<p class="guest">One.\n\nTwo.</p>\n\nThree.',
    ['GUEST/guest: One.', 'GUEST/guest: Two.', '–/josh: Three.'],
  ],
  [
    'a stray tag takes no other paragraph along',
    '<p class="guest">One.\n\nTwo.\n\nThree.',
    ['GUEST/guest: One.', '–/josh: Two.', '–/josh: Three.'],
  ],
  [
    'styles of Markdown, HTML and word processors',
    '*a* **b** <u>c</u> ~~d~~ ==e== <span style="font-weight:700">f</span> [g](https://x.example/(y)) [[Note|h]] `i`█',
    ['–/josh: <italic a> <bold b> <underline c> <struck d> <highlight e> <bold f> g h i'],
  ],
  ['lists', '- one\n- two\n  - three\n\n4. four\n', ['0• one 0• two 1• three 04. four']],
  [
    'one dash is no list',
    '- Only this.\n\nAnd 1984. A year.\n\n1984. Another.',
    ['–/josh:• Only this.', '–/josh: And 1984. A year.', '–/josh: 1984. Another.'],
  ],
  ['a dialogue with dashes', '- JOSH: Tea?\n- GUEST: Tea.', ['JOSH/josh: Tea?', 'GUEST/guest: Tea.']],
  [
    'headings, rules and quotations',
    '# Part two\n\nIt went:\n---\n> So.\n> It is.',
    ['heading Part two', '–/josh: It went:', 'rule', '–/josh:> So.\nIt is.'],
  ],
  [
    'cues, each once',
    `A.\n\n${cue('SOT', 'X1', 'one')}\n\nB.\n\n${cue('SOT', 'X1', 'one')}\n\n${cue('SOT', 'X1', 'two')}`,
    ['–/josh: A.', 'cue one', '–/josh: B.', 'cue two'],
  ],
  [
    'a cue without an end',
    `<!-- Begin Cue -->\n[Type: SOT]\n[Slug: lost]\nAnd then]\n\nWords.`,
    ['broken-cue lost', '–/josh: And then]', '–/josh: Words.'],
  ],
  [
    'shorthand, in its paragraph and alone',
    'So {SOT/foo} there.\n\n{ VO / the street}\n\n[SOT: mitchell 1:15]\n\n(GFX/map)\n\n*** {CUE/ask}',
    [
      '–/josh: So <token {SOT/foo}> there.',
      'token { VO / the street}',
      'token [SOT: mitchell 1:15]',
      'token (GFX/map)',
      'token {CUE/ask}',
    ],
  ],
  [
    'directions',
    'GUEST: One.\n[Pause.]\nTwo [beat] three.',
    ['GUEST/guest: One.', 'direction <direction [Pause.]>', 'GUEST/guest: Two <direction [beat]> three.'],
  ],
  [
    'open edits',
    'He <rev user="k" ts="1">ran|walked</rev> <rev>away</rev><rev>|home</rev>.',
    ['–/josh: He <edit ran|walked> <edit away|><edit |home>.'],
  ],
  [
    'pictures',
    '![A goat](../a%20b.png)\n\n<img src="x.png" alt="An ox">\n\n![[hen.png]]',
    ['picture ../a%20b.png A goat', 'picture x.png An ox', 'picture hen.png'],
  ],
  ['fenced blocks', 'A.\n\n```\nnot read\n```\n\nB.', ['–/josh: A.', 'code not read', '–/josh: B.']],
  [
    'what goes nowhere',
    'Script\n\n[MediaURL: a.mp4]\n\nAdd script content here...\n\n<!-- hidden\n\nwords -->\n\n<p></p>\n\n&nbsp;',
    [],
  ],
  ['a tag of a person’s own', 'Ha <laughs> ha.', ['–/josh: Ha <direction <laughs>> ha.']],
  ['notes are not in it', '## Notes\nNot this.\n\n## Script\nThis.', ['–/josh: This.']],
  ['other line ends', 'One.\r\n\r\nTwo\r\ntoo.\r\n', ['–/josh: One.', '–/josh: Two\ntoo.']],
])('%s', (_what, text, expected) => {
  expect(parts(text).map(told)).toEqual(expected);
});

// ---- no word is lost ----

/** All that a page shows of it. */
function allText(part: ScriptPart): string {
  const textOf = (runs: readonly TextRun[]) =>
    runs.map((run) => run.text + (run.kind === 'edit' ? ` ${run.suggested}` : '')).join('');
  if (part.kind === 'speech') return `${part.speaker.name ?? ''} ${textOf(part.runs)}`;
  if (part.kind === 'list')
    return part.entries.map(({ marker, runs }) => `${marker} ${textOf(runs)}`).join('\n');
  if (part.kind === 'picture') return `${part.source} ${part.caption}`;
  if ('runs' in part) return textOf(part.runs);
  return 'text' in part ? part.text : '';
}

const FRAGMENTS = [
  `${WORD}.`,
  'hen',
  'was',
  'in',
  '1984',
  'Fog',
  'CALLER',
  'MAUD:',
  '**',
  '*',
  '_',
  '~~',
  '==',
  '`',
  '```',
  '~~~',
  '#',
  '## Script',
  '## Notes',
  '- ',
  '+ ',
  '12. ',
  '> ',
  '---',
  '***',
  '[',
  ']',
  '(',
  ')',
  '![',
  '](',
  'http://x.example/a_b',
  '<',
  '>',
  '<p class="guest">',
  '</p>',
  '<p',
  '<br>',
  '<b>',
  '</b>',
  '<span style="font-weight:700">',
  '</span>',
  '<li>',
  '<div>',
  '<laughs>',
  '<rev user="k">',
  '</rev>',
  '|',
  '{SOT/a b}',
  '{',
  '}',
  '(VO/x)',
  '[SOT: x 1:15]',
  '[[',
  ']]',
  '[[Note|word]]',
  '\\',
  '\\*',
  '&amp;',
  '&',
  '<!--',
  '-->',
  '<!-- Begin Cue -->',
  '<!-- End Cue -->',
  '[Type: SOT]',
  '[Slug: s]',
  'Script',
  ':',
  '    ',
  '\t',
  '\r\n',
  '\r',
  '😀',
  'é',
  '\u00A0',
  '█',
  '\uFFFC',
  '\uD800',
];

describe('whatever is typed', () => {
  it('no word that is spoken is missing', () => {
    fc.assert(
      fc.property(scripts(FRAGMENTS), (text) => {
        const doc = read(text);
        const shown = wordsIn(scriptParts(doc).map(allText).join('\n'));
        expect(wordsIn(doc.spokenText).filter((word) => !shown.includes(word))).toEqual([]);
        expect(shown).toEqual(shown.toSorted((a, b) => Number(a.slice(1, -1)) - Number(b.slice(1, -1))));
      }),
      { numRuns: runs(1000) },
    );
  });

  it('nothing throws', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 400 }), (text) => void parts(text)));
  });
});
