// Heads and marks that other programs write: each is read right, or told once and keeps the episode off the air.
import { describe, expect, it, test } from 'vitest';
import { parseSegment } from '../../../src/markdown/document.ts';
import { scriptParts, textOf } from '../../../src/markdown/script-parts.ts';
import { CLOSE, checked, fiftyWords, inEpisode, OPENING, type Spoiled } from './episode.ts';

const SCRIPT = fiftyWords('Ferry');
const CLOSING = fiftyWords('Cat');
type Change = NonNullable<Spoiled['change']>[number];

const inScript = (text: string): readonly Change[] => [[OPENING, SCRIPT, `${SCRIPT}\n\n${text}`]];
const aboveScript = (text: string): readonly Change[] => [[OPENING, '## Script', `${text}\n\n## Script`]];
/** An item without `## Script`. */
const inClose = (text: string): readonly Change[] => [[CLOSE, CLOSING, text.replace('WORDS', CLOSING)]];
const head = (from: string, to: string): readonly Change[] => [[CLOSE, from, to]];
const END_OF_HEAD = 'the quay.\n---\n';

function told(change: readonly Change[]): readonly string[] {
  return checked({ change }).findings.map(
    ({ code, line, blocks }) => `${blocks ? '' : 'ADVICE '}${code}:${line}`,
  );
}

test.each<readonly [string, readonly Change[]]>([
  ['three dots end a head', head(END_OF_HEAD, 'the quay.\n...\n')],
  ['blanks that do not break after the hyphens', head(END_OF_HEAD, 'the quay.\n---\u00A0\n')],
  ['a comment', inScript('%% {SOT/x} %%\n\n%%\n<<<<<<< a\n%%\n\n<!-- b -->')],
  ['struck words', inScript('~~{SOT/x}~~ <del>[SOT: y 1:15]</del>')],
  ['a footnote', inScript('It is.[^1]\n\n[^1]: {SOT/x}')],
  ['an escaped sign', inScript('\\%% so \\~~ it')],
  ['notes below a blank that does not break', inClose('WORDS\n\n##\u00A0Notes\n\n{SOT/x}')],
  ['notes without a blank', inClose('WORDS\n\n##Notes\n\n{SOT/x}')],
  ['notes in bold', inClose('WORDS\n\n## **Notes:**\n\n{SOT/x}')],
  ['notes with a comment', inClose('WORDS\n\n## Notes %%mine%%\n\n{SOT/x}')],
  ['notes with a picture', inClose('WORDS\n\n## 📝 Notes\n\n{SOT/x}')],
  ['notes with a line below', inClose('WORDS\n\nNotes\n-----\n\n{SOT/x}')],
  ['a heading that only begins with the same letters', inClose('## Noteworthy\n\nWORDS')],
  ['a title that begins like notes', inClose('## “Notes on a Scandal”\n\nWORDS')],
  ['notes in HTML', inClose('WORDS\n\n<h2 id="n">Notes</h2>\n\n{SOT/x}')],
  ['directions in angle brackets', inScript('<Mark enters> <small pause> a<b and c>d')],
  ['markers with long dashes', [[OPENING, '<!-- Begin Cue -->', '<!— Begin Cue —>']]],
  [
    'both with short ones',
    [
      [OPENING, '<!-- Begin Cue -->', '<!– Begin Cue –>'],
      [OPENING, '<!-- End Cue -->', '<!-– End Cue –->'],
    ],
  ],
])('read right: %s', (_what, change) => expect(told(change)).toEqual([]));

test.each<readonly [string, string, readonly Change[]]>([
  ['a second head', 'HEAD_TWICE:11', head(END_OF_HEAD, `${END_OF_HEAD}---\nslug: b\norder: 40\n---\n`)],
  ['a second head further down', 'HEAD_TWICE:12', head(END_OF_HEAD, `${END_OF_HEAD}\n---\nslug: b\n---\n`)],
  ['a second head with one line between', 'HEAD_TWICE:11', head(END_OF_HEAD, `${END_OF_HEAD}slug: b\n---\n`)],
  [
    'a second head above the script',
    'HEAD_TWICE:13',
    [[OPENING, '---\n\n## Notes', '---\n\n---\nslug: b\n---\n\n## Notes']],
  ],
  ['a head below a blank line', 'HEAD_BELOW:2', head('---\nAssetID', '\n---\nAssetID')],
  [
    'a head between dashes',
    'HEAD_UNCLEAR:1',
    [...head('---\nAssetID', '—\nAssetID'), ...head(END_OF_HEAD, 'the quay.\n—\n')],
  ],
  ['a head that a dash ends', 'HEAD_UNCLEAR:1', head(END_OF_HEAD, 'the quay.\n—\n')],
  [
    'a head between more hyphens',
    'HEAD_UNCLEAR:1',
    [...head('---\nAssetID', '-----\nAssetID'), ...head(END_OF_HEAD, 'the quay.\n-----\n')],
  ],
  [
    'a head that only a rule ends',
    'HEAD_UNCLEAR:11',
    head(END_OF_HEAD, 'the quay.\n\nJOSH: Who is it?\n\n---\n'),
  ],
  [
    'a head that only a rule ends, below a sentence',
    'HEAD_UNCLEAR:11',
    head(END_OF_HEAD, 'the quay.\n\nWell, folks: off we go.\n\n---\n'),
  ],
  ['a head that holds a heading', 'HEAD_UNCLEAR:10', head(END_OF_HEAD, 'the quay.\n## Script\n\n---\n')],
  [
    'two versions of a head',
    'HEAD_CONFLICT:6',
    head('duration', '<<<<<<< HEAD\nstatus: production\n=======\nstatus: production\n>>>>>>> b\nduration'),
  ],
  ['two versions', 'CONFLICT_MARKS:21', inScript('<<<<<<< HEAD\na\n=======\nb\n>>>>>>> b')],
  [
    'two versions of the whole script',
    'CONFLICT_MARKS:17',
    [
      [OPENING, '## Script', '<<<<<<< HEAD\n## Script'],
      [OPENING, '\n<!-- Begin', '=======\n>>>>>>> b\n\n<!-- Begin'],
    ],
  ],
  ['a comment without an end', 'COMMENT_UNCLOSED:21', inScript('a %% b')],
  ['a comment of HTML without an end', 'COMMENT_UNCLOSED:21', inScript('<!-- b')],
  ['a comment without an end in the notes', 'COMMENT_UNCLOSED:15', [[OPENING, 'Nothing', '%% Nothing']]],
  ['a comment over two lines', 'COMMENT_UNCLEAR:21', inScript('a %% b\nc %% d')],
  ['a comment with long dashes', 'COMMENT_UNCLEAR:21', inScript('<!— check this —>')],
  ['an escaped comment', 'COMMENT_UNCLEAR:21', inScript('\\<!-- check this --\\>')],
  ['tildes with blanks', 'STRIKE_UNCLEAR:21', inScript('~~ b ~~')],
  ['tildes without an end', 'STRIKE_UNCLEAR:21', inScript('~~b\n\nc')],
  ['a footnote with words right below', 'FOOTNOTE_UNCLEAR:22', inScript('[^1]: a\nb')],
  [
    'a fence without an end',
    'FENCE_UNCLOSED:28',
    [
      [
        OPENING,
        '[Duration: 00:00:20:00]\n<!-- End Cue -->',
        '[Duration: 00:00:20:00]\n<!-- End Cue -->\n```',
      ],
    ],
  ],
  ['a title without quotation marks', 'HEADING_UNCLEAR:12', inClose('## Notes on a Scandal\n\nWORDS')],
  ['a heading like that of notes', 'HEADING_UNCLEAR:12', inClose('## Notes for Kevin\n\nWORDS')],
  ['notes with more behind a sign', 'HEADING_UNCLEAR:12', inClose('## Notes/ideas, mine\n\nWORDS')],
  ['a heading that a program escaped', 'HEADING_UNCLEAR:12', inClose('\\## Notes\n\nWORDS')],
  ['a heading like that of a description', 'HEADING_UNCLEAR:12', inClose('## Description (web)\n\nWORDS')],
  ['words like the heading of notes', 'HEADING_UNCLEAR:12', inClose('**Notes:**\n\nWORDS')],
  ['words above the script', 'TEXT_OUTSIDE_SCRIPT:13', [[OPENING, '## Notes', 'Good evening.\n\n## Notes']]],
  ['a clip above the script', 'TEXT_OUTSIDE_SCRIPT:13', [[OPENING, '## Notes', '{SOT/x}\n\n## Notes']]],
  ['words between notes and script', 'TEXT_OUTSIDE_SCRIPT:19', aboveScript('## Links\n\nGood evening.')],
  [
    'words below a description',
    'TEXT_OUTSIDE_SCRIPT:32',
    [[OPENING, '\n<!-- End Cue -->', '\n<!-- End Cue -->\n\n## Description\n\n# Outro\nGood night.']],
  ],
  ['a marker without angle brackets', 'CUE_MARKER_BROKEN:21', inScript('Begin Cue')],
  ['a marker with one hyphen', 'CUE_MARKER_BROKEN:21', inScript('<!- Begin Cue ->')],
  ['an escaped marker', 'CUE_MARKER_BROKEN:21', inScript('\\<\\!-- Begin Cue \\--\\>')],
  ['a marker as text of HTML', 'CUE_MARKER_BROKEN:21', inScript('&lt;!-- Begin Cue --&gt;')],
  ['a marker without its end', 'CUE_MARKER_BROKEN:21', inScript('<!-- Begin Cue')],
])('told once: %s', (_what, expected, change) => expect(told(change)).toEqual([expected]));

describe('words', () => {
  const said = (text: string) => {
    const doc = parseSegment(inEpisode(OPENING), text);
    return scriptParts(doc)
      .map((part) => ('runs' in part ? textOf(part.runs) : ''))
      .filter((line) => line !== '');
  };

  it('in angle brackets stay in the script', () =>
    expect(said('A <Mark enters> b.\n\n<small pause>\n\na<b and c>d\n\n<Mark>')).toEqual([
      'A <Mark enters> b.',
      '<small pause>',
      'a<b and c>d',
      '<Mark>',
    ]));

  it('behind a link that is none stay', () =>
    expect(said('[laughs](quietly) [a](https://x.example) [b](c.md "d")')).toEqual([
      'laughs (quietly) a b (c.md d)',
    ]));

  it('compared with each other count', () =>
    expect(parseSegment(inEpisode(OPENING), 'a<b and c>d <laughs>').spokenText).toBe('a<b and c>d'));

  it('of a heading with an odd blank are a heading', () =>
    expect(
      scriptParts(parseSegment(inEpisode(OPENING), '##\u00A0Part two\n\nOne.')).map(({ kind }) => kind),
    ).toEqual(['heading', 'speech']));

  it('below three dots are read', () =>
    expect(parseSegment(inEpisode(OPENING), '---\na: b\n...\nOne.\n\n---\n\nTwo.').spokenText).toBe(
      'One.\n\n---\n\nTwo.',
    ));
});
