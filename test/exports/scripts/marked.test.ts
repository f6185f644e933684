// What `check` blocks air for is marked in every print, and the cover and `check` come to the same verdict.
import { describe, expect, it, test } from 'vitest';
import { checked, fiftyWords, OPENING } from '../preflight/episode.ts';
import { compiled, cue, readable } from './show.ts';

const SCRIPT = fiftyWords('Ferry');
const printed = (body: string) =>
  compiled({ items: { '10 A': [{ order: '10', title: 'A' }, `Hello.\n\n${body}\n\nBye.`] } });
const isReady = (body: string) => checked({ change: [[OPENING, SCRIPT, `${SCRIPT}\n\n${body}`]] }).ready;

const NOT_READY: readonly (readonly [string, string])[] = [
  ['( SOT / keysha eight', 'NOT A CUE YET: ( SOT / keysha eight'],
  ['He said {SOT/foo and more', 'NOT A CUE YET: {SOT/foo and more'],
  ['{STO/foo}', 'NOT A CUE YET: {STO/foo}'],
  ['[Type: ADLIB, Duration: 00:01:00]', 'NOT A CUE YET: [Type: ADLIB, Duration: 00:01:00]'],
  ['[ADLIB: 2:00]', 'NOT A CUE YET: [ADLIB: 2:00]'],
  ['[AD LIB] 00:01:00', 'NOT A CUE YET: [AD LIB] 00:01:00'],
  ['[Note for Kevin: grab it]', 'NOT A CUE YET: [Note for Kevin: grab it]'],
  ['FROM: 33LaKeysha', 'NOT A CUE YET: FROM: 33LaKeysha'],
  ['OUT: 2:05', 'NOT A CUE YET: OUT: 2:05'],
  ['(SOT/foo)\nIN 1:00\nOUT 1:10', 'NOT A CUE YET: IN 1:00'],
  ['[Type: SOT]\n[Slug: foo]', 'NOT A CUE YET: [Type: SOT]'],
  ['▶ SOT: foo', 'FROM A PRINT, PLAYS NOTHING: ▶ SOT: foo'],
  ['```cue\n[Type: SOT]\n```', 'NOT A CUE YET: [Type: SOT]'],
  ['Yes <rev-kill>no</rev-kill>', 'EDIT OPEN: take out?'],
  ['Yes <rev-add>and no</rev-add>', 'EDIT OPEN: add “and no”?'],
  [
    cue({ Type: 'SOT', AssetID: 'S1', Slug: 'a', Duration: '0:05', TrimStart: '0:10', TrimEnd: '0:05' }),
    'TO MEND: The clip would end before it begins: “0:10 to 0:05”',
  ],
  [cue({ AssetID: 'S1', Slug: 'a' }), 'TO MEND: This cue has no type'],
  [cue({ Type: 'MUS', AssetID: 'S1' }), 'TO MEND: This cue has no slug'],
  ['Yes <rev user="k">no|maybe</rev>', 'EDIT OPEN: to “maybe”?'],
];

describe.each(NOT_READY)('%j', (body, mark) => {
  const texts = printed(body);

  it('is marked on paper, in Markdown and in plain text', () => {
    const flat = (text: string) => text.replace(/\\(?=[^\w\s])|\*\*/g, '').replace(/\s+/g, ' ');
    expect(flat(readable(texts('script-host.html')))).toContain(mark);
    expect(flat(texts('script-host.md'))).toContain(mark);
    expect(flat(texts('script.txt').replaceAll('*', ''))).toContain(mark);
  });

  it('keeps the cover and check from READY', () => {
    expect(readable(texts('script-host.html'))).toContain('\nNOT READY\n');
    expect(isReady(body)).toBe(false);
  });
});

test.each([
  'GRAB THE FULL YOUTUBE UPLOAD',
  '[Look up.]',
  '{softly} He said it.',
  'FROM THE RIVER TO THE SEA, they sang.',
  '[MediaURL: x.mp4]',
])('both are READY with %j', (body) => {
  expect(readable(printed(body)('script-host.html'))).not.toContain('NOT READY');
  expect(isReady(body)).toBe(true);
});

test('a note in capitals is marked, and nothing of it is lost', () => {
  const texts = printed('GRAB THE FULL YOUTUBE UPLOAD');
  expect(readable(texts('script-host.html'))).toContain('NOTE TO THE CREW? GRAB THE FULL YOUTUBE UPLOAD');
  expect(readable(texts('script-teleprompter.html'))).toContain('[GRAB THE FULL YOUTUBE UPLOAD]');
  expect(readable(texts('script-director.html'))).toContain('NOTE TO THE CREW? GRAB THE FULL YOUTUBE UPLOAD');
});

test('a line for cutting is no speaker, and takes no time', () => {
  const texts = printed('OUT: 2:05');
  expect(readable(texts('script-teleprompter.html')).trim().split('\n')).toEqual([
    'Hello.',
    '[OUT: 2:05]',
    'Bye.',
  ]);
  expect(texts('script.txt')).toContain(printed('')('script.txt').match(/runs \S+/)?.[0]);
});

test('what is to be added is not read, nor counted', () => {
  const texts = printed('Yes <rev-kill>no</rev-kill> <rev-add>maybe later</rev-add>.');
  expect(readable(texts('script-teleprompter.html'))).toContain('Yes no .');
});
