// How a name is read.
import { describe, expect, it } from 'vitest';
import { readName, splitName, stemOf } from '../../../src/domain/media/names.ts';

const words = (stem: string) => readName(stem).words.map(({ text }) => text);
const worth = (stem: string) => readName(stem).words.map((word) => word.worth);
const numbers = (stem: string) =>
  readName(stem).words.flatMap(({ text, number }) => (number ? [[text, number]] : []));

describe('the ending', () => {
  it.each([
    ['a.mp4', 'a', 'mp4', 'video'],
    ['a.JPEG', 'a', 'jpg', 'image'],
    ['a.b.m4a', 'a.b', 'm4a', 'audio'],
    ['a.pdf', 'a.pdf', '', null],
    ['mp4', 'mp4', '', null],
  ])('%s', (name, stem, extension, kind) => {
    expect(splitName(name)).toEqual({ stem, extension, kind });
  });

  it('may be there twice', () => {
    expect(stemOf('song.mp3.mp3')).toBe('song');
    expect(stemOf('song.mp3.mp4')).toBe('song.mp3');
  });
});

describe('the key', () => {
  it.each([
    ['teacher tells truth', 'Teacher-Tells_Truth'],
    ['we don’t', "we don't"],
    ['A&W', 'aw'],
    ['“Nobody Asked” • Gladys', 'nobody-asked-gladys'],
    ['Señora Müller', 'senora-muller'],
    ['cafe\u0301', 'café'],
    ['TheDuchess', 'the duchess'],
  ])('of %s is that of %s', (a, b) => {
    expect(readName(a).key).toBe(readName(b).key);
  });

  it('keeps numbers apart', () => {
    expect(readName('1 12').key).not.toBe(readName('11 2').key);
  });
});

describe('the number in front', () => {
  it.each([
    ['10_goat', '10', 'goat'],
    ['110-110-goat', '110', 'goat'],
    ['60_06_goat', '60', 'goat'],
    ['095 goat', '95', 'goat'],
    ['10_2 goats', '10', '2goats'],
    ['[20] goat', '20', 'goat'],
  ])('%s is a place', (stem, place, bareKey) => {
    expect(readName(stem)).toMatchObject({ place, bareKey });
  });

  it.each([
    '1 goat',
    '911 goat',
    '2024 goat',
    '60 minutes',
    '100 days',
    '06-29-31 goat',
    '10',
    '10 20',
    '33LaTroya',
  ])('%s has none', (stem) => {
    expect(readName(stem).place).toBeNull();
  });
});

describe('the words', () => {
  it.each([
    ['33LaTroyaLaTroya', ['33', 'la', 'troya', 'la', 'troya']],
    ['TimMcBride', ['tim', 'mcbride']],
    ['CNNInterview', ['cnn', 'interview']],
    ['part 02', ['part', '2']],
    ['module two', ['module', '2']],
    ['the 2nd act', ['the', '2', 'act']],
    ['Moose 1080p v2', ['moose', '1080p', 'v2']],
    ['IMG_0412', ['img', '412']],
    ['Straße Øst', ['strasse', 'ost']],
    ['Бабушка', ['бабушка']],
  ])('of %s', (stem, expected) => {
    expect(words(stem)).toEqual(expected);
  });

  it('are worth more or less', () => {
    expect(worth('the goat clip final 1080p')).toEqual(['small', 'telling', 'idle', 'passing', 'passing']);
    expect(worth('part 2')).toEqual(['idle', 'telling']);
    expect(worth('quiet part')).toEqual(['telling', 'telling']);
  });

  it('may be numbers that tell parts apart, or not', () => {
    expect(numbers('goats 2')).toEqual([['2', 'yes']]);
    expect(numbers('goats 1')).toEqual([['1', 'perhaps']]);
    expect(numbers('2 goats')).toEqual([['2', 'perhaps']]);
    expect(numbers('goats 2024')).toEqual([['2024', 'perhaps']]);
    expect(numbers('goats 06-09-31')).toEqual([
      ['6', 'perhaps'],
      ['9', 'perhaps'],
      ['31', 'perhaps'],
    ]);
    expect(numbers('goats (2)')).toEqual([['2', 'no']]);
    expect(numbers('goats 2 of 3')).toEqual([
      ['2', 'yes'],
      ['3', 'no'],
    ]);
    expect(numbers('covid9')).toEqual([['9', 'perhaps']]);
    expect(numbers('take2')).toEqual([['2', 'yes']]);
  });

  it('are not read where there are more than a name has', () => {
    expect(words('a '.repeat(31))).toEqual([]);
    expect(readName('a'.repeat(301)).key).toBe('');
  });
});
