// The info.md of a new episode: the show's own blueprint, filled by lines, or the built-in one.
import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import type { EpisodeId } from '../../src/domain/ids.ts';
import { treePath } from '../../src/domain/ids.ts';
import { parseInfo } from '../../src/markdown/document.ts';
import { builtInInfo, filledInfo } from '../../src/markdown/new-info.ts';

const EPISODE = '0104' as EpisodeId;
const AIRDATE = '2031-03-23';
const read = (text: string) => parseInfo(treePath('episodes/0104/info.md'), text);

describe('the blueprint', () => {
  test.each([
    [
      'placeholders',
      '---\nepisode_number: {next one}\nairdate: {a Sunday}\ntitle: Untitled\nhost: Minna\n---\n\n# Notes\n',
    ],
    ['nothing', '---\nepisode_number:\nairdate:\ntitle:\nhost: Minna\n---\n\n# Notes\n'],
    [
      'several lines',
      '---\nepisode_number: 1\nairdate:\n  soon,\n  surely\ntitle: |\n  One\n  Two\nhost: Minna\n---\n\n# Notes\n',
    ],
    ['capitals', '---\nEpisode_Number: 1\nAirdate: x\nTitle: x\nhost: Minna\n---\n\n# Notes\n'],
  ])('with %s is filled, and else left as it is', (_, blueprint) => {
    const text = filledInfo(blueprint, EPISODE, AIRDATE) ?? '';
    expect(text.toLowerCase()).toBe(
      '---\nepisode_number: 104\nairdate: 2031-03-23\ntitle:\nhost: minna\n---\n\n# notes\n',
    );
  });

  it('keeps its byte order mark and its line endings, and gets the lines that it lacks', () => {
    expect(filledInfo('\uFEFF---\r\nhost: Minna\r\n---\r\nWords.\r\n', EPISODE, AIRDATE)).toBe(
      '\uFEFF---\r\nhost: Minna\r\nepisode_number: 104\r\nairdate: 2031-03-23\r\ntitle:\r\n---\r\nWords.\r\n',
    );
  });

  test.each(['', 'No head.\n', '---\ntitle: x\n\nnever closed\n'])('is refused where it is %j', (text) => {
    expect(filledInfo(text, EPISODE, AIRDATE)).toBeNull();
  });

  it('is never a reason to throw', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (middle) => {
        const text = filledInfo(`---\n${middle}\n---\n`, EPISODE, AIRDATE);
        if (text !== null) expect(text).toContain('2031-03-23');
      }),
    );
  });
});

describe('the built-in one', () => {
  it('is sound, and says what the next steps need', () => {
    const info = read(builtInInfo(EPISODE, AIRDATE));
    expect(info.head.state).toBe('present');
    expect(info.diagnostics).toEqual([]);
    expect([info.type, info.status, info.airdate, info.episodeNumber, info.title]).toEqual([
      'sunday_show',
      'draft',
      '2031-03-23',
      '104',
      null,
    ]);
    expect(info.value('AssetID')).toMatch(/^EPS[A-Z0-9]{14}$/);
    // Quoted values were a plague once.
    expect(info.text).not.toMatch(/["']/);
  });

  it('is the same for the same episode', () => {
    expect(builtInInfo(EPISODE, AIRDATE)).toBe(builtInInfo(EPISODE, AIRDATE));
    expect(read(builtInInfo(EPISODE, '2031-03-30')).value('AssetID')).not.toBe(
      read(builtInInfo(EPISODE, AIRDATE)).value('AssetID'),
    );
  });
});
