// What of a file's text reaches a terminal, and how it is laid out.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { jsonText } from '../../bot/cli/output/json.ts';
import { progressLine } from '../../bot/cli/output/progress.ts';
import { line, lines, pad, shorten, width, wrap } from '../../bot/cli/output/text.ts';
import { memoryScreen } from './screens.ts';

const CONTROL = /[\0-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2028\u2029\u2066-\u2069]/;

describe('text from files', () => {
  it.each([
    ['\x1b[31mred\x1b[0m', 'red'],
    ['\x1b[2J\x1b[1;1Hgone', 'gone'],
    ['\x9b31mred', 'red'],
    ['a\x1b]0;title\x07b', 'ab'],
    ['a\x1b]8;;http://evil\x1b\\link', 'alink'],
    ['a\x1bPq#0\x1b\\b', 'ab'],
    ['\x1b]0;never ended', ''],
    ['\x1bcreset', 'creset'],
    ['one\r\ntwo\tthree\u2028four', 'one two three four'],
    ['back\b\bspace\x7f', 'backspace'],
    ['exe\u202etxt\u2066.', 'exetxt.'],
    ['half \ud800 sign', 'half  sign'],
    ['Zoë’s 🫖 naïve café', 'Zoë’s 🫖 naïve café'],
  ])('%j is one harmless line', (text, expected) => {
    expect(line(text)).toBe(expected);
  });

  it('has no control character left, whatever it was', () => {
    const sign = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 3 }),
      fc.constantFrom('\x1b', '[', ']', '0', ';', 'm', '\x07', '\n', '\x9b'),
    );
    fc.assert(
      fc.property(fc.array(sign, { maxLength: 40 }), (signs) => {
        const text = signs.join('');
        expect(line(text)).not.toMatch(CONTROL);
        expect(lines(text).replace(/[\n\t]/g, '')).not.toMatch(CONTROL);
      }),
    );
  });

  it('keeps its line ends in a diff, and hides no letter of it', () => {
    expect(lines('+a\x1b[1mb\r\n+\x1b]0;evil text\n+c', '\r')).toBe('+ab\r\n+]0;evil text\n+c');
  });

  it('is the same value in JSON, without a control character as itself', () => {
    const value = ['\x1b[31m', '\x9b\x7f', '\u202e', 'é🫖'];
    const text = jsonText(value);
    expect(text.replace(/\n/g, '')).not.toMatch(CONTROL);
    expect(JSON.parse(text)).toEqual(value);
  });
});

describe('columns', () => {
  it('knows what is wide, and what takes no room', () => {
    expect(['abc', 'é', 'e\u0301', '茶', '🫖', '👩‍🚀', ''].map(width)).toEqual([3, 1, 1, 2, 2, 2, 0]);
  });

  it('shortens and pads to cells, not to letters', () => {
    expect(shorten('茶茶茶茶', 5)).toBe('茶茶…');
    expect(shorten('just right', 10)).toBe('just right');
    expect(shorten('a word more', 8)).toBe('a word…');
    expect(pad('茶', 4)).toBe('茶  ');
  });

  it('wraps so that every line fits and no word is lost', () => {
    fc.assert(
      fc.property(
        fc.array(fc.string({ minLength: 1, maxLength: 30 }).filter((word) => !/\s/.test(word))),
        fc.integer({ min: 4, max: 40 }),
        (words, cells) => {
          const wrapped = wrap(words.join(' '), cells);
          for (const each of wrapped) expect(width(each)).toBeLessThanOrEqual(cells);
          expect(wrapped.join('').replaceAll(' ', '')).toBe(words.join(''));
        },
      ),
    );
  });
});

describe('progress', () => {
  const working = { phase: 'working', done: 1, total: 3, note: '0101: slug\x1b[2J' } as const;

  it('rewrites one line on a terminal, and takes it away', () => {
    let nowMs = 0;
    const screen = memoryScreen({ isTty: true, columns: 20 });
    const progress = progressLine(screen, () => nowMs);
    progress.show(working);
    progress.show({ ...working, done: 2 });
    nowMs = 60;
    progress.show({ ...working, done: 3 });
    progress.clear();
    progress.clear();
    expect(screen.text()).toBe('\r\x1b[KWorking 1/3: 0101:…\r\x1b[KWorking 3/3: 0101:…\r\x1b[K');
  });

  it('is a plain line now and then elsewhere', () => {
    let nowMs = 0;
    const screen = memoryScreen();
    const progress = progressLine(screen, () => nowMs);
    for (; nowMs < 25_000; nowMs += 1000) progress.show({ ...working, done: nowMs / 1000 });
    progress.clear();
    expect(screen.text()).toBe(
      'Working 0/3: 0101: slug\nWorking 10/3: 0101: slug\nWorking 20/3: 0101: slug\n',
    );
  });
});
