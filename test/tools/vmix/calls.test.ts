// What vMix would be told of an episode.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { episodeId } from '../../../src/domain/ids.ts';
import { mediaEntries } from '../../../src/exports/media-list.ts';
import { listCalls, type TitleFacts, titleCalls } from '../../../src/tools/vmix/calls.ts';
import { vmixPlan } from '../../../src/tools/vmix/push.ts';
import { cue, item, rundown, shelf } from '../../exports/media-show.ts';

const ITEMS = [
  item(
    '10 Opening',
    { order: '10', title: 'Spoons & More', slug: 'spoons', duration: '00:01:00:00' },
    [
      cue({
        Type: 'SOT',
        AssetID: 'S1',
        Slug: 'first-spoon',
        MediaURL: 'first spoon.mp4',
        Duration: '00:00:58:15',
      }),
      cue({
        Type: 'FSQ',
        AssetID: 'Q1',
        Slug: 'said',
        Quote: '"I &quot;own&quot; a\nspoon"',
        Attribution: 'Aunt Ladle',
      }),
      cue({ Type: 'IMG', AssetID: 'I1', Slug: 'spoon', MediaURL: '../assets/images/spoon.png' }),
    ].join('\n'),
  ),
  item('20 Draft', { order: '20', status: 'draft', title: 'Sporks' }, ''),
  item('30 Aunt', { order: '30', title: 'Aunt Ladle' }, cue({ Type: 'LIVE', AssetID: 'L1', Slug: 'aunt' })),
];
const MEDIA = shelf('preshow/first spoon.mp4', 'assets/images/spoon.png');

function facts(items = ITEMS, media = MEDIA): TitleFacts {
  const episode = episodeId('0107');
  if (episode === null) throw new Error('0107 is an episode');
  const show = rundown(...items);
  return { show: 'Spoons Tonight', episode, rundown: show, entries: mediaEntries(show, media, 30) };
}

function shown(titles: Readonly<Record<string, string>>, drive: string | null = 'V:\\show', told = facts()) {
  const calls = titleCalls(told, { input: 'TITLES', titles, drive });
  return Object.fromEntries(calls.map(({ field, value }) => [field, value]));
}

describe('titles', () => {
  it('say what the episode says, in natural order', () => {
    const titles = {
      'Item10.Text': '{item.10.title}',
      'Item2.Text': '{item.2.title}',
      'Item1.Text': '{item.1.block} {item.1.title} {item.1.start} {item.1.duration}',
      'Head.Text': '{show} {episode}: {title}',
      'Sub.Text': '{subtitle}',
    };
    const calls = titleCalls(facts(), { input: 'TITLES', titles, drive: null });
    expect(calls.map(({ function: name, input, field, value }) => [name, input, field, value])).toEqual([
      ['SetText', 'TITLES', 'Head.Text', 'Spoons Tonight 0107: The Night of the Spoons'],
      ['SetText', 'TITLES', 'Item1.Text', 'A Spoons & More 00:00:00:00 00:01:00:00'],
      ['SetText', 'TITLES', 'Item2.Text', 'Aunt Ladle'],
      ['SetText', 'TITLES', 'Item10.Text', ''],
      ['SetText', 'TITLES', 'Sub.Text', ''],
    ]);
  });

  it('name media and quotes, and leave what is no word as it stands', () => {
    expect(
      shown({
        'A.Text': '{media.1.number} {media.1.type} {media.1.slug} {media.1.duration} {media.1.status}',
        'B.Text': '{quote.1.text} — {quote.1.by}',
        'C.Text': '{nothing} {item.0.title}{',
      }),
    ).toEqual({
      'A.Text': '010 SOT first-spoon 00:00:58:15 ok',
      'B.Text': 'I "own" a spoon — Aunt Ladle',
      'C.Text': '{nothing} {item.0.title}{',
    });
  });

  it('set pictures by their path on the other machine', () => {
    expect(
      shown({
        'Still.Source': '{media.3.file}',
        'Logo.Source': 'lib/logo.png',
        'Gone.Source': '{media.2.file}',
      }),
    ).toEqual({
      'Still.Source': 'V:\\show\\episodes\\0107\\assets\\images\\spoon.png',
      'Logo.Source': 'V:\\show\\lib\\logo.png',
      'Gone.Source': '',
    });
    expect(shown({ 'Logo.Source': 'C:\\logo.png' })).toEqual({ 'Logo.Source': 'C:\\logo.png' });
  });

  it('lead to no other machine by what somebody wrote into the script', () => {
    const evil = [item('10', { order: '10', title: '\\\\evil\\share\\x', slug: '..' }, '')];
    const titles = { 'A.Source': '{item.1.title}', 'B.Source': 'lib/{item.1.slug}/x.png' };
    expect(shown(titles, 'V:\\', facts(evil))).toEqual({
      'A.Source': 'V:\\--evil-share-x',
      'B.Source': 'V:\\lib\\-\\x.png',
    });
  });
});

describe('a list', () => {
  it('is emptied and filled in the order of the show; what is missing is said', () => {
    const { calls, leftOut } = listCalls(facts().entries, { list: 'LISTRAW', drive: '\\\\nas\\show\\' });
    expect(calls.map(({ function: name, input, value }) => [name, input, value])).toEqual([
      ['ListRemoveAll', 'LISTRAW', null],
      ['ListAdd', 'LISTRAW', '\\\\nas\\show\\episodes\\0107\\preshow\\first spoon.mp4'],
      ['ListAdd', 'LISTRAW', '\\\\nas\\show\\episodes\\0107\\assets\\images\\spoon.png'],
    ]);
    expect(leftOut).toEqual(['020 FSQ said: MISSING, its picture is not made yet', '040 LIVE aunt: live']);
  });

  it('holds no file that Windows cannot have', () => {
    const items = [item('10', { order: '10' }, cue({ Type: 'IMG', Slug: 'what', MediaURL: 'what?.png' }))];
    const { calls, leftOut } = listCalls(facts(items, shelf('preshow/what?.png')).entries, {
      list: 'L',
      drive: 'V:',
    });
    expect(calls).toHaveLength(1);
    expect(leftOut).toEqual(["010 IMG what: Windows can't have a file named what?.png; rename it"]);
  });
});

describe('a plan', () => {
  const settings = { input: null, titles: { 'A.Text': '{title}' }, list: null, drive: null };

  it('needs something to tell, and a drive where files are told', () => {
    const told = facts();
    expect(() => vmixPlan(told, settings)).toThrow(expect.objectContaining({ code: 'VMIX_NOTHING' }));
    expect(() => vmixPlan(told, { ...settings, list: 'L' })).toThrow(
      expect.objectContaining({ code: 'VMIX_NO_DRIVE' }),
    );
    const picture = { ...settings, input: '3', titles: { 'A.Source': '{media.1.file}' } };
    expect(() => vmixPlan(told, picture)).toThrow(expect.objectContaining({ code: 'VMIX_NO_DRIVE' }));
    expect(vmixPlan(told, { ...settings, input: '3' }).calls).toHaveLength(1);
    expect(vmixPlan(told, { ...settings, list: 'L', drive: 'V:' }).calls).toHaveLength(3);
  });

  it('is made of any text, on one line and not too long', () => {
    const told = facts();
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), (template, field) => {
        const [call] = titleCalls(told, { input: 'T', titles: { [field]: template }, drive: null });
        if (call?.function === 'SetText') expect(call.value).not.toMatch(/[\p{Cc}\p{Cs}]/u);
      }),
    );
  });
});
