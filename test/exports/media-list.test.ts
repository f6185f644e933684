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
  it('come from the MediaURL: nothing is guessed by the slug', () => {
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

describe('finished files', () => {
  const entriesOf = (cues: readonly Readonly<Record<string, string>>[], ...paths: readonly string[]) =>
    mediaEntries(rundown(item('10', { order: '10' }, cues.map(cue).join('\n'))), shelf(...paths), FPS);
  const fileOf = (fields: Readonly<Record<string, string>>, ...paths: readonly string[]) =>
    entriesOf([fields], ...paths)[0]?.file?.path.replace('episodes/0107/', '') ?? null;

  it.each([
    ['FSQ', 'assets/graphics/big-spoon.png'],
    ['FSQ', 'assets/graphics/fsq_big-spoon.png'],
    ['FSQ', 'assets/graphics/quotes/big-spoon.png'],
    ['FSQ', 'assets/quotes/fsq_big-spoon.png'],
    ['FSQ', 'assets/quotes/Big Spoon.png'],
    ['FSQ', 'assets/quotes/20-big-spoon.png'],
    ['FSQ', 'assets/generated_quotes/big-spoon.png'],
    ['FSQ', 'assets/images/big-spoon.png'],
    ['GFX', 'assets/graphics/big-spoon.png'],
    ['GFX', 'assets/images/big_spoon.jpg'],
    ['IMG', 'assets/images/big-spoon.webp'],
    ['SOT', 'assets/video/big-spoon.mp4'],
    ['SOT', 'assets/video/vmix/big-spoon.mp4'],
    ['VO', 'assets/video/big-spoon.mov'],
    ['NAT', 'assets/video/big-spoon.mp4'],
    ['PKG', 'assets/video/big-spoon.mp4'],
    ['MUS', 'assets/audio/big-spoon.wav'],
    ['STING', 'assets/video/big-spoon.mp4'],
  ])('of a %s without MediaURL lie at the show’s own place: %s', (type, path) => {
    expect(fileOf({ Type: type, Slug: 'big-spoon', Enumerator: '20' }, path)).toBe(path);
    expect(fileOf({ Type: type, Slug: '20-big-spoon' }, path)).toBe(path);
  });

  it.each([
    ['FSQ', 'preshow/big-spoon.png'],
    ['FSQ', 'assets/graphics/big-spoons.png'],
    ['FSQ', 'assets/graphics/30-big-spoon.png'],
    ['FSQ', 'assets/video/big-spoon.mp4'],
    ['FSQ', 'assets/thumbnails/big-spoon.png'],
    ['SOT', 'assets/video/sources/big-spoon.mp4'],
    ['SOT', 'assets/video/big-spoon-2.mp4'],
    ['SOT', 'assets/images/big-spoon.png'],
    ['LIVE', 'assets/video/big-spoon.mp4'],
  ])('of a %s are not guessed: %s', (type, path) => {
    expect(fileOf({ Type: type, Slug: 'big-spoon', Enumerator: '20' }, path)).toBeNull();
  });

  it('give way to what the cue names, and do not stand in for a named file that is missing', () => {
    const spoon = { Type: 'SOT', Slug: 'spoon' };
    const place = 'assets/video/spoon.mp4';
    expect(fileOf({ ...spoon, MediaURL: '../preshow/other.mp4' }, place, 'preshow/other.mp4')).toBe(
      'preshow/other.mp4',
    );
    expect(fileOf({ ...spoon, MediaURL: 'gone.mp4' }, place)).toBeNull();
    for (const url of ['blob:https://example.org/1', 'Processing...', 'https://example.org/x.mp4'])
      expect(fileOf({ ...spoon, MediaURL: url }, place)).toBe(place);
    expect(
      fileOf({ ...spoon, MediaURL: 'processing-plant.mp4' }, 'preshow/processing-plant.mp4', place),
    ).toBe('preshow/processing-plant.mp4');
  });

  it('are the latest place’s where several hold one', () => {
    const paths = ['assets/quotes/fsq_spoon.png', 'assets/graphics/spoon.png'];
    expect(fileOf({ Type: 'FSQ', Slug: 'spoon' }, ...paths)).toBe('assets/graphics/spoon.png');
  });

  it('are told where two at one place may be meant', () => {
    const [jpg] = entriesOf(
      [{ Type: 'GFX', Slug: 'spoon' }],
      'assets/graphics/spoon.png',
      'assets/graphics/spoon.jpg',
    );
    expect(jpg).toMatchObject({
      status: 'MISSING',
      whyNoFile: 'several files may be meant: spoon.jpg, spoon.png',
    });
    const paged = [
      'assets/graphics/spoon.png',
      'assets/graphics/spoon-1x2.png',
      'assets/graphics/spoon-2x2.png',
    ];
    expect(entriesOf([{ Type: 'FSQ', Slug: 'spoon' }], ...paged)[0]?.status).toBe('MISSING');
  });

  it('are never shown for two cues with other words', () => {
    const lower = { Type: 'GFX', Slug: 'lower-third' };
    const path = 'assets/graphics/lower-third.png';
    const why = '“lower-third.png” may be another cue’s: one slug, but other words';
    const named = [
      { ...lower, AssetID: 'G1', Description: 'John' },
      { ...lower, AssetID: 'G2', Description: 'Jane' },
    ];
    expect(entriesOf(named, path).map(({ whyNoFile }) => whyNoFile)).toEqual([why, why]);
    const own = [{ ...named[0], MediaURL: path }, named[1] ?? lower];
    expect(entriesOf(own, path).map(({ whyNoFile }) => whyNoFile)).toEqual([null, why]);
    const same = [
      { ...lower, AssetID: 'G1' },
      { ...lower, AssetID: 'G2', Duration: '0:10' },
    ];
    expect(entriesOf(same, path).map(({ status }) => status)).toEqual(['ok', 'ok']);
  });

  it('of a long quote are all its pages, and of a part its own', () => {
    const pages = ['1x3', '2x3', '3x3'].map((page) => `assets/graphics/spoon-${page}.png`);
    const whole = entriesOf([{ Type: 'FSQ', Slug: 'spoon', Quote: '"a"' }], ...pages);
    expect(whole.map(({ slug, status }) => `${slug} ${status}`)).toEqual([
      'spoon-1x3 ok',
      'spoon-2x3 ok',
      'spoon-3x3 ok',
    ]);
    const parts = ['1x3', '2x3', '3x3'].map((part) => ({
      Type: 'FSQ',
      Slug: 'spoon',
      Part: part,
      Quote: part,
    }));
    expect(entriesOf(parts, ...pages).map(({ file }) => file?.path.replace('episodes/0107/', ''))).toEqual(
      pages,
    );
  });

  it('are cut already, and an uncut film is not one', () => {
    const cut = { Type: 'SOT', Slug: 'spoon', TrimStart: '29:14', TrimEnd: '31:05' };
    const [entry] = entriesOf([cut], 'assets/video/spoon.mp4');
    expect(entry).toMatchObject({ status: 'ok', inMs: null, outMs: null });
    expect(fileOf(cut, 'assets/video/spoon.mov')).toBeNull();
    const source = { ...cut, SourceURL: '../preshow/all.mp4' };
    expect(fileOf(source, 'preshow/all.mp4', 'assets/video/spoon.mp4')).toBe('assets/video/spoon.mp4');
    expect(entriesOf([source], 'preshow/all.mp4')[0]?.whyNoFile).toBe('not yet cut from all.mp4');
  });
});

describe('pictures that stand in their cue', () => {
  const shownOf = (type: string, line: string, ...fields: readonly string[]) => {
    const body = `<!-- Begin Cue -->\n[Type: ${type}]\n[Slug: spoon]\n${line}\n${fields.join('\n')}\n<!-- End Cue -->`;
    const media = shelf('assets/images/big spoon.png', 'assets/images/fork.png', 'assets/video/spoon.mp4');
    return mediaEntries(rundown(item('10', { order: '10' }, body)), media, FPS)[0]
      ?.file?.path.split('/')
      .at(-1);
  };

  it.each([
    '<img src="../assets/images/big%20spoon.png" width="200" />',
    "<IMG width=200 src='../assets/images/big spoon.png'>",
    '![[big spoon.png]]',
    '![[big spoon.png|200]]',
    '![A spoon](<../assets/images/big spoon.png>)',
  ])('are its picture: %s', (line) => {
    expect(shownOf('IMG', line)).toBe('big spoon.png');
    expect(shownOf('GFX', line)).toBe('big spoon.png');
  });

  it('give way to MediaURL, and are a thumbnail in a clip', () => {
    const line = '<img src="../assets/images/big spoon.png">';
    expect(shownOf('IMG', line, '[MediaURL: fork.png]')).toBe('fork.png');
    expect(shownOf('SOT', line)).toBe('spoon.mp4');
    expect(shownOf('IMG', '', `[Description: like ${line}]`)).toBeUndefined();
  });
});

it('takes a graphic’s AssetURL', () => {
  const body = cue({ Type: 'GFX', Slug: 'spoon', AssetURL: '../assets/images/fork.png' });
  const [entry] = mediaEntries(
    rundown(item('10', { order: '10' }, body)),
    shelf('assets/images/fork.png'),
    FPS,
  );
  expect(entry?.file?.path).toBe('episodes/0107/assets/images/fork.png');
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
