// Slugs by rules for the items of one episode: they differ, and a long one is shortened, not replaced.
import { describe, expect, it } from 'vitest';
import { treePath } from '../../src/domain/ids.ts';
import { slugAmong } from '../../src/domain/wording/slug-among.ts';
import { parseSegment } from '../../src/markdown/document.ts';

const SCRIPT = 'The rooster crows at noon, and the village has got used to it.';

/** Slugs of items with these heads, `10 File.md`, `20 File.md` and so on. */
function slugs(...heads: readonly string[]): readonly (string | null)[] {
  const items = heads.map((head, i) => {
    const path = treePath(`episodes/0101/rundown/${i + 1}0 Rooster Part.md`);
    return parseSegment(path, `---\n${head}\n---\n\n## Script\n\n${SCRIPT}\n`);
  });
  return items.map((item) => slugAmong(item, items, 4));
}

describe('items with similar titles', () => {
  it('get slugs that differ', () => {
    expect(slugs('title: Rooster, Part 1', 'title: Rooster, Part 2', 'title: Rooster, Part 3')).toEqual([
      'rooster-part-1',
      'rooster-part-2',
      'rooster-part-3',
    ]);
    expect(slugs('title: Rooster Part 1 of 2', 'title: Rooster Part 2 of 2')).toEqual([
      'rooster-part-1',
      'rooster-part-2',
    ]);
    expect(slugs('title: The Rooster Part One', 'title: The Rooster Part Two')).toEqual([
      'rooster-part-one',
      'rooster-part-two',
    ]);
  });

  it('get none if nothing tells them apart', () => {
    expect(slugs('title: Rooster Part', 'title: The Rooster Part', 'title: Goat Hour')).toEqual([
      null,
      null,
      'goat-hour',
    ]);
    expect(slugs('type: segment', 'type: segment')).toEqual([null, null]);
  });

  it('keep theirs when one of them has landed', () => {
    const [, second] = slugs('title: Rooster, Part 1\nslug: rooster-part-1', 'title: Rooster, Part 2');
    expect(second).toBe('rooster-part-2');
  });
});

describe('a long slug', () => {
  it('is shortened, and not replaced by the name of the file', () => {
    expect(slugs('slug: kevin-here-goes-your-orphan-movie-poster')).toEqual(['kevin-orphan-movie-poster']);
  });

  it('gives way to the title', () => {
    expect(slugs('slug: kevin-here-goes-your-orphan-movie-poster\ntitle: A Poster for Orphans')).toEqual([
      'poster-orphans',
    ]);
  });
});
