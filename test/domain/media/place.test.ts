// A number in front of a name: a place in the media list, or part of the name.
import { describe, expect, it } from 'vitest';
import { placedName } from '../../../src/domain/media/place.ts';
import { shelfOf } from './shelves.ts';

const named = (slug: string, ...files: readonly string[]) =>
  placedName(slug, null, shelfOf(...files).files)?.name ?? null;

describe('a number in front', () => {
  it('belongs to the name if a file is called so', () => {
    expect(named('40-thieves')).toBe('thieves');
    expect(named('40-thieves', 'preshow/40 Thieves.mp4')).toBeNull();
    expect(named('40-thieves', 'assets/images/40_thieves.PNG', 'preshow/thieves.mp4')).toBeNull();
    expect(named('40-thieves', 'preshow/140 thieves.mp4', 'preshow/40 thieves and a goat.mp4')).toBe(
      'thieves',
    );
  });

  it('is a place if a numbered list of the show has it, and no other file', () => {
    expect(named('12 angry goats')).toBeNull();
    expect(named('12 angry goats', 'rundown/list/12_angry goats.mp4')).toBe('angry goats');
    expect(named('12 angry goats', 'exports/media/012-angry-goats.mp4')).toBe('angry goats');
    expect(named('12 angry goats', 'assets/rundown/012-SOT-angry-goats.mp4')).toBe('angry goats');
    expect(named('12 angry goats', 'rundown/list/12_06_angry-goats.mp4')).toBe('angry goats');
    expect(named('12 angry goats', 'rundown/list/12_calm goats.mp4')).toBeNull();
    expect(
      named('12 angry goats', 'rundown/list/12_angry goats.mp4', 'preshow/12 angry goats.mp4'),
    ).toBeNull();
  });
});
