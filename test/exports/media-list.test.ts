// Which media an episode plays, in which order, under which number, and from which file.
import { describe, expect, it } from 'vitest';
import { mediaEntries } from '../../src/exports/media-list.ts';
import { cue, item, rundown, shelf } from './media-show.ts';

const FPS = 30;

function row(entries: ReturnType<typeof mediaEntries>) {
  return entries.map(({ number, type, slug, file, status }) => [
    number,
    type,
    slug,
    file?.path ?? null,
    status,
  ]);
}

describe('what is listed', () => {
  it('holds every kind of media in the order of the show, and nothing without media', () => {
    const types = ['IMG', 'GFX', 'SOT', 'FSQ', 'VO', 'NAT', 'PKG', 'BUMP', 'STING', 'VOX', 'MUS', 'LIVE'];
    const silent = ['NOTE', 'ADLIB', 'RIF', 'BREAK', 'DIR'];
    const body = [...types, ...silent]
      .map((type) => cue({ Type: type, Slug: `a-${type.toLowerCase()}` }))
      .join('\n');
    const entries = mediaEntries(rundown(item('10 All', { order: '10' }, body)), shelf(), FPS);
    expect(entries.map(({ type }) => type)).toEqual(types);
    expect(entries.map(({ number }) => number).slice(0, 3)).toEqual(['010', '020', '030']);
    expect(entries.at(-1)).toMatchObject({ number: '120', status: 'live' });
  });

  it('counts on through the episode by order, not by file name, and leaves out what is not in production', () => {
    const show = rundown(
      item('100 Early', { order: '5' }, cue({ Type: 'IMG', Slug: 'spoon-one' })),
      item('10 Late', { order: '20' }, cue({ Type: 'IMG', Slug: 'spoon-three' })),
      item('11 Draft', { order: '11', status: 'draft' }, cue({ Type: 'IMG', Slug: 'nobody-sees-this' })),
      item('12 Break', { order: '10', type: 'break' }, cue({ Type: 'STING', Slug: 'spoon-two' })),
    );
    const entries = mediaEntries(show, shelf(), FPS);
    expect(entries.map(({ number, slug }) => `${number} ${slug}`)).toEqual([
      '010 spoon-one',
      '020 spoon-two',
      '030 spoon-three',
    ]);
  });

  it('gives all numbers the same width, so that a hundred sorts as it plays', () => {
    const body = Array.from({ length: 101 }, (_, i) => cue({ Type: 'IMG', Slug: `s-${i}x` })).join('\n');
    const numbers = mediaEntries(rundown(item('10', { order: '10' }, body)), shelf(), FPS).map(
      (each) => each.number,
    );
    expect(numbers[0]).toBe('0010');
    expect(numbers.at(-1)).toBe('1010');
    expect([...numbers].sort()).toEqual(numbers);
  });

  it('plays the same cue once and the same picture as often as cues show it', () => {
    const spoon = cue({ Type: 'IMG', AssetID: 'IMG1', Slug: 'spoon', MediaURL: 'spoon.png' });
    const again = cue({ Type: 'IMG', AssetID: 'IMG2', Slug: 'spoon', MediaURL: 'spoon.png' });
    const show = rundown(
      item('10 One', { order: '10' }, `${spoon}\n${again}`),
      item('20 Two', { order: '20' }, spoon),
    );
    const entries = mediaEntries(show, shelf('assets/images/spoon.png'), FPS);
    expect(entries.map(({ cue: { assetId } }) => assetId)).toEqual(['IMG1', 'IMG2']);
    expect(new Set(entries.map(({ file }) => file?.path)).size).toBe(1);
  });

  it('takes cues of the script only, and none whose end nobody knows', () => {
    const body = [
      '## Notes',
      cue({ Type: 'IMG', Slug: 'only-noted' }),
      '## Script',
      '<!-- Begin Cue -->\n[Type: FSQ]\n\n[Quote: hers]\n\nThe spoon was.\n',
      cue({ Type: 'IMG', Slug: 'read-out' }),
    ].join('\n');
    const entries = mediaEntries(rundown(item('10', { order: '10' }, body)), shelf(), FPS);
    expect(entries.map(({ slug }) => slug)).toEqual(['read-out']);
  });
});

describe('files', () => {
  it('come from the MediaURL alone: nothing is guessed by the slug', () => {
    const body = [
      cue({ Type: 'SOT', Slug: 'spoon', MediaURL: '../assets/video/spoon.mp4' }),
      cue({ Type: 'VO', Slug: 'ladle' }),
      cue({ Type: 'VO', Slug: 'fork', MediaURL: 'fork.mp4' }),
      cue({ Type: 'NAT', Slug: 'tongs', MediaURL: 'blob:https://example.org/1' }),
      cue({ Type: 'LIVE', Slug: 'aunt-on-the-phone' }),
    ].join('\n');
    const media = shelf('assets/video/spoon.mp4', 'preshow/ladle.mp4');
    const entries = mediaEntries(rundown(item('10', { order: '10' }, body)), media, FPS);
    expect(row(entries)).toEqual([
      ['010', 'SOT', 'spoon', 'episodes/0107/assets/video/spoon.mp4', 'ok'],
      ['020', 'VO', 'ladle', null, 'MISSING'],
      ['030', 'VO', 'fork', null, 'MISSING'],
      ['040', 'NAT', 'tongs', null, 'MISSING'],
      ['050', 'LIVE', 'aunt-on-the-phone', null, 'live'],
    ]);
    expect(entries.map(({ whyNoFile }) => whyNoFile).slice(1, 4)).toEqual([
      'the cue has no MediaURL',
      'there is no file “fork.mp4”',
      'its MediaURL was good in one browser only',
    ]);
  });

  it.each([
    ['../assets/video/x y.mp4?cache=1', 'there is no file “../assets/video/x y.mp4”'],
    ['/mnt/sync/show/episodes/0107/x.mp4', 'there is no file “x.mp4”'],
    ['C:\\Users\\minna\\x.mp4', 'there is no file “x.mp4”'],
    ['file:///home/minna/x.mp4', 'there is no file “x.mp4”'],
    ['https://example.org/x.mp4', 'its MediaURL leads to the web, and the list plays files'],
    ['Processing...', 'it is still being processed'],
  ])('that are missing are named without a place of somebody’s own: %s', (url, why) => {
    const show = rundown(item('10', { order: '10' }, cue({ Type: 'SOT', Slug: 'x', MediaURL: url })));
    expect(mediaEntries(show, shelf(), FPS)[0]).toMatchObject({ status: 'MISSING', whyNoFile: why });
  });

  it('are still to be made where the cue’s own words are drawn', () => {
    const body = cue({ Type: 'GFX', Slug: 'list', GfxType: 'fullscreen-text', Title: 'Spoons' });
    const [entry] = mediaEntries(rundown(item('10', { order: '10' }, body)), shelf(), FPS);
    expect(entry?.whyNoFile).toBe('its picture is not made yet');
  });

  it('are the last of two MediaURLs', () => {
    const body =
      '<!-- Begin Cue -->\n[Type: IMG]\n[Slug: x]\n[MediaURL: a.png]\n[Media URL: b.png]\n<!-- End Cue -->';
    const [entry] = mediaEntries(
      rundown(item('10', { order: '10' }, body)),
      shelf('preshow/a.png', 'preshow/b.png'),
      FPS,
    );
    expect(entry?.file?.path).toBe('episodes/0107/preshow/b.png');
  });

  it('are several for one long quote, each with a number of its own', () => {
    const body = cue({
      Type: 'FSQ',
      AssetID: 'Q',
      Slug: 'long-spoon',
      Quote: '"a"',
      MediaURL: 'long-spoon-1x3.png',
    });
    const media = shelf('assets/graphics/long-spoon-1x3.png', 'assets/graphics/long-spoon-2x3.png');
    const entries = mediaEntries(rundown(item('10', { order: '10' }, body)), media, FPS);
    expect(row(entries)).toEqual([
      ['010', 'FSQ', 'long-spoon-1x3', 'episodes/0107/assets/graphics/long-spoon-1x3.png', 'ok'],
      ['020', 'FSQ', 'long-spoon-2x3', 'episodes/0107/assets/graphics/long-spoon-2x3.png', 'ok'],
      ['030', 'FSQ', 'long-spoon-3x3', null, 'MISSING'],
    ]);
    expect(entries[1]?.page).toEqual({ page: 2, of: 3 });
  });

  it('are one each for the parts that a person made into cues', () => {
    const part = (i: number) =>
      cue({
        Type: 'FSQ',
        AssetID: `Q${i}`,
        Slug: `spoon-${i}x2`,
        Part: `${i}x2`,
        MediaURL: `spoon-${i}x2.png`,
      });
    const media = shelf('assets/graphics/spoon-1x2.png', 'assets/graphics/spoon-2x2.png');
    const entries = mediaEntries(rundown(item('10', { order: '10' }, part(1) + part(2))), media, FPS);
    expect(entries.map(({ number, slug }) => `${number} ${slug}`)).toEqual([
      '010 spoon-1x2',
      '020 spoon-2x2',
    ]);
  });
});

describe('slugs', () => {
  const slugOf = (fields: Readonly<Record<string, string>>, head: Readonly<Record<string, string>> = {}) => {
    const show = rundown(item('10 Tea & Spoons', { order: '10', ...head }, cue({ Type: 'IMG', ...fields })));
    return mediaEntries(show, shelf('preshow/Big Spoon.JPG'), FPS)[0]?.slug;
  };

  it.each([
    ['20-spoon', 'spoon'],
    ['20_spoon', 'spoon'],
    ['110-110-spoon', 'spoon'],
    ['10-talk to kevin', 'talk-to-kevin'],
    ['24-hour-spoon', '24-hour-spoon'],
    ['1999-spoons', '1999-spoons'],
    ['スプーン', 'スプーン'],
    ['“spoon”, they said', 'spoon-they-said'],
  ])('%s is %s', (written, slug) => {
    expect(slugOf({ Slug: written })).toBe(slug);
  });

  it('lose the number that the cue states as its place', () => {
    expect(slugOf({ Slug: '25 spoon', Enumerator: '025' })).toBe('spoon');
    expect(slugOf({ Slug: '25 spoon' })).toBe('25-spoon');
  });

  it('come from the file or the item where the cue has none', () => {
    expect(slugOf({ MediaURL: 'Big Spoon.JPG' })).toBe('big-spoon');
    expect(slugOf({}, { slug: 'tea-time' })).toBe('tea-time-img');
    expect(slugOf({})).toBe('tea-spoons-img');
  });
});

describe('times', () => {
  const timesOf = (fields: Readonly<Record<string, string>>) => {
    const show = rundown(item('10', { order: '10' }, cue({ Type: 'SOT', Slug: 'spoon', ...fields })));
    const [entry] = mediaEntries(show, shelf('preshow/all spoons.mp4', 'assets/video/spoon.mp4'), FPS);
    return [entry?.durationMs, entry?.inMs, entry?.outMs];
  };

  it('are the cue’s own, else the usual ones', () => {
    expect(timesOf({ Duration: '00:00:58:15' })).toEqual([58_500, null, null]);
    expect(timesOf({ Duration: 'Calculating...' })).toEqual([30_000, null, null]);
    expect(timesOf({ Duration: '00:00:00:00', TrimStart: '0', TrimEnd: '00:00:00' })).toEqual([
      30_000,
      null,
      null,
    ]);
  });

  it('are as long as a quote is read, where the cue says nothing', () => {
    const words = Array.from({ length: 40 }, () => 'spoon').join(' ');
    const body = cue({ Type: 'FSQ', Slug: 'spoons', Quote: `"${words}"` });
    const [entry] = mediaEntries(rundown(item('10', { order: '10' }, body)), shelf(), FPS);
    expect(entry?.durationMs).toBe(20_000);
  });

  it('name in and out as long as the file is the one to be cut', () => {
    const trims = { Duration: '00:01:51:00', TrimStart: '29:14', TrimEnd: '00:31:05' };
    expect(timesOf({ ...trims, MediaURL: 'all spoons.mp4' })).toEqual([111_000, 1_754_000, 1_865_000]);
    const cut = { ...trims, SourceURL: '../preshow/all spoons.mp4', MediaURL: '../assets/video/spoon.mp4' };
    expect(timesOf(cut)).toEqual([111_000, null, null]);
  });
});
