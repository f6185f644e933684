// The words of titles on air.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { filledTitle, titleWord, unknownTitleWord } from '../../src/domain/title.ts';

describe('a word', () => {
  it.each(['show', 'title', 'guest', 'item.1.title', 'media.20.slug', 'quote.3.by'])('is %s', (text) => {
    expect(titleWord(text)).not.toBeNull();
  });

  it.each([
    '',
    'Title',
    'titel',
    'item',
    'item.title',
    'item.0.title',
    'item.01.title',
    'item.1.file',
    'item.1.title.x',
    'item.99999.title',
    'constructor',
    'toString.1.x',
  ])('is not %j', (text) => {
    expect(titleWord(text)).toBeNull();
  });
});

describe('a template', () => {
  it('says what its words say, once', () => {
    expect(filledTitle('{show}: {item.2.title} {x} {', (word) => `<${word.name}{show}>`)).toBe(
      '<show{show}>: <title{show}> {x} {',
    );
  });

  it('names the first word that nobody knows', () => {
    expect(unknownTitleWord('{show} {headline} {x}')).toBe('headline');
    expect(unknownTitleWord('no words } {')).toBeNull();
  });

  it('without words is itself, whatever it holds', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(filledTitle(text.replace(/[{}]/g, ''), () => 'never')).toBe(text.replace(/[{}]/g, ''));
      }),
    );
  });
});
