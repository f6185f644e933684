// Lines of a script that are neither speech nor cues, and lines that only look so.
import { describe, expect, it, test } from 'vitest';
import { strayLines } from '../../src/markdown/script/stray.ts';

const kinds = (text: string) => strayLines(text.split('\n')).map((kind) => kind ?? '');

describe('alone on a line', () => {
  test.each([
    ['IN 1:00', 'cut'],
    ['OUT: 2:05', 'cut'],
    ['**OUT: 2:05**', 'cut'],
    ['<p class="guest">OUT: 2:05</p>', 'cut'],
    ['- IN-02:54:58 "do you think"', 'cut'],
    ['IN: 5', 'cut'],
    ['FROM: 33LaKeysha Keysha', 'cut'],
    ['FROM 33LaKeyshaKeysha', 'cut'],
    ["FROM 'the whole cat'", 'cut'],
    ["FULL VIDEO IS TITLED 'x'", 'cut'],
    ['GRAB THE FULL YOUTUBE UPLOAD', 'note'],
    ['NOTE TO KEVIN: get the long one', 'note'],
    ['Note for Kevin: get the long one', 'note'],
    ['NOTE: get the long one', 'note'],
    ['[Slug: cat-two]', 'field'],
    ['▶ SOT: shoot-maga', 'print'],
    ['► sot shoot-maga', 'print'],
    ['[[ SOT / 010 shoot ]] 1:15', 'print'],
    ['> **\\[\\[ SOT / 010 shoot \\]\\]** 1:15', 'print'],
    ['[[ DIRECTOR: NOTE — Fade. ]]', 'print'],
    ['[[HOST:NOTE--Smile.]]', 'print'],
    ['[[ RIF ]]', 'print'],
    ['[SOT 1:15 … “in his lies”]', 'print'],
    ['[GFX glove-week 0:15]', 'print'],
    ['★ ★ ★ START BLOCK A ★ ★ ★', 'print'],
    ['— — — END BLOCK A — — —', 'print'],
    ['BLOCK A · THE GLOVE ON THE RAILING', 'print'],
    ['10 · the-fog · starts 00:00:00 · runs 00:10:00', 'print'],
    ['*** NOT A CUE YET: {SOT/foo} ***', 'print'],
    ['MISSING: foo there is no file', 'print'],
  ])('%s', (line, kind) => {
    expect(kinds(`Speech.\n\n${line}\n\nSpeech.`)).toEqual(['', '', kind, '', '']);
  });

  test.each([
    'tune in: 8:30 tonight',
    'From here we see',
    'From: Hillary',
    'FROM THE RIVER TO THE SEA, they sang.',
    'IN 2020 we saw the riots.',
    '29:14',
    'to',
    '"Do you think?"',
    'THIS IS NOT NORMAL',
    'OK',
    'GUEST: We were there.',
    'Note that he never answered.',
    'A video: the one with the cat.',
    '[Duration: 2:00]',
    '[MediaURL: x.mp4]',
    '[Look up.]',
    '[[the other note]]',
    '[[../info|SOT / 10]]',
    '[VO by Kevin]',
    'Block A was better.',
    'MISSING from all this is shame.',
    '',
  ])('%s is none', (line) => {
    expect(kinds(`Speech.\n\n${line}\n\nSpeech.`)).toEqual(['', '', '', '', '']);
  });
});

describe('together', () => {
  it('a clip’s lines are one, with the words heard and the film', () => {
    const lines = [
      'IN-02:54:58',
      '"do you think"',
      'to',
      '',
      'OUT-02:57:31',
      '"in his lies"',
      'GRAB THE FULL UPLOAD',
    ];
    expect(kinds(lines.join('\n'))).toEqual(['cut', 'cut', 'cut', '', 'cut', 'cut', 'cut']);
  });

  it('leave what is set apart after them, or stands before', () => {
    expect(kinds('"She said."\n\nOUT 2:05\n\n"He said."')).toEqual(['', '', 'cut', '', '']);
  });

  it('fields are a cue without its marks, also with blank lines between', () => {
    expect(kinds('[Type: SOT]\n\n[Duration: 0:30]\n[MediaURL: x.mp4]')).toEqual([
      'field',
      '',
      'field',
      'field',
    ]);
  });

  it('a note in brackets goes to its closing bracket', () => {
    expect(kinds('[Note for Kevin: get\nthe long one]\nHe said.')).toEqual(['note', 'note', '']);
    expect(kinds('[Note for Kevin: get\n\nHe said.')).toEqual(['note', '', '']);
  });

  it('nothing reaches across a cue', () => {
    expect(strayLines(['IN 1:00', null, '"She said."'])).toEqual(['cut', null, null]);
  });
});
