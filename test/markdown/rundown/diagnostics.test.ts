import { describe, expect, it } from 'vitest';
import { treePath } from '../../../src/domain/ids.ts';
import { parseInfo, parseSegment } from '../../../src/markdown/document.ts';
import { rundownDiagnostics } from '../../../src/markdown/rundown/diagnostics.ts';
import { rundownOf } from '../../../src/markdown/rundown.ts';
import { USUAL } from '../../steps/fixtures.ts';

const cue = (...fields: string[]) =>
  `<!-- Begin Cue -->\n${fields.map((field) => `[${field}]\n`).join('')}<!-- End Cue -->\n`;
const words = (count: number) => `${'word '.repeat(count)}\n`;

interface Item {
  readonly duration?: string;
  readonly type?: string;
  readonly status?: string;
  readonly body?: string;
}

/** `order` stands on line 2, `status` on 3, `type` on 4, `duration` on 5, the body begins on 7. */
function segment({ duration, type = 'segment', status = 'production', body = '' }: Item, i = 0) {
  const length = duration === undefined ? 'title: None' : `duration: ${duration}`;
  const head = `---\norder: ${i}\nstatus: ${status}\ntype: ${type}\n${length}\n---\n`;
  return parseSegment(treePath(`episodes/0101/rundown/${10 + i} Item.md`), head + body);
}

function told(items: readonly Item[], planned: string | null) {
  const info =
    planned === null
      ? null
      : parseInfo(treePath('episodes/0101/info.md'), `---\ntitle: T\nduration: ${planned}\n---\n`);
  return rundownDiagnostics(rundownOf(items.map(segment), info, USUAL));
}

const inShow = (planned: string, ...items: readonly Item[]) =>
  told(items, planned).map(({ code, line }) => `${code} ${line}`);

describe('of the show', () => {
  it.each([
    ['as planned', '01:00:00', '01:00:00', []],
    ['two minutes over', '01:00:00', '01:02:00', []],
    ['more than two minutes over', '01:00:00', '01:02:01', ['EPISODE_OVER 3']],
    ['more than two minutes under', '01:00:00', '00:57:59', ['EPISODE_UNDER 3']],
    ['more than a tenth over', '00:10:00', '00:11:01', ['EPISODE_OVER 3']],
    ['not planned', '00:00:00:00', '00:50:00', []],
    ['unclearly planned', 'an hour', '00:50:00', ['DURATION_UNCLEAR 3']],
    ['less than five minutes', '', '00:04:59', ['EPISODE_TOO_SHORT 3']],
    ['short, and planned so', '00:04:00', '00:04:00', ['EPISODE_TOO_SHORT 3']],
  ])('%s', (_name, planned, duration, expected) => expect(inShow(planned, { duration })).toEqual(expected));

  it('more than four hours', () =>
    expect(inShow('', ...Array.from({ length: 3 }, () => ({ duration: '01:30:00' })))).toEqual([
      'EPISODE_TOO_LONG 3',
    ]));

  it('no time at all, and which way', () => {
    const [draft] = told([{ duration: '01:00:00', status: 'draft' }], '01:00:00');
    expect(draft).toMatchObject({ code: 'EPISODE_ZERO_DURATION', severity: 'error', line: 3 });
    expect(draft?.message).toContain('No item is in production');
    expect(told([{}], '01:00:00')[0]?.message).toContain('no time at all');
    expect(told([], null)).toEqual([]);
  });

  it('without an info.md, at its first item', () =>
    expect(told([{ duration: '00:01:00' }], null)).toMatchObject([
      { code: 'EPISODE_TOO_SHORT', path: 'episodes/0101/rundown/10 Item.md', line: null },
    ]));

  it('says by how much, in one form of time', () =>
    expect(told([{ duration: '01:05:00' }], '01:00:00')[0]?.message).toBe(
      'The show runs 01:05:00:00: 00:05:00:00 over the 01:00:00:00 that are planned',
    ));
});

/** Beside an hour that nothing is wrong with. */
const ofItem = (item: Item) => inShow('', { duration: '01:00:00' }, item);

describe('of an item', () => {
  it.each<[string, Item, readonly string[]]>([
    ['that is fine', { duration: '00:01:00', body: words(150) }, []],
    ['that is not on air', { duration: '03:00:00', status: 'draft' }, []],
    ['without words and length', {}, ['MISSING_DURATION null']],
    ['with an empty one', { duration: '' }, ['MISSING_DURATION 5']],
    ['still to be calculated', { duration: 'Calculating...' }, ['MISSING_DURATION 5']],
    ['of zero', { duration: '00:00:00:00', type: 'ad' }, ['ZERO_DURATION 5']],
    ['of zero, with words that are counted', { duration: '00:00:00:00', body: words(150) }, []],
    ['of a length that is unclear', { duration: '75' }, ['DURATION_UNCLEAR 5']],
    ['of less than ten seconds', { duration: '00:00:09:29' }, ['SEGMENT_TOO_SHORT 5']],
    ['of ten seconds', { duration: '00:00:10' }, []],
    ['a short stinger', { duration: '00:00:05', type: 'stinger' }, []],
    ['of more than two hours', { duration: '02:00:01' }, ['SEGMENT_TOO_LONG 5']],
    ['far from its words', { duration: '00:02:00', body: words(150) }, ['DURATION_MISMATCH 5']],
    ['a tenth from its words', { duration: '00:01:06', body: words(150) }, []],
    ['an advert far from its words', { duration: '00:00:30', type: 'promo', body: words(150) }, []],
    ['a break without a length', { type: 'break' }, ['MISSING_DURATION null']],
    ['a break of zero', { type: 'break', duration: '00:00:00:00' }, ['ZERO_DURATION 5']],
    ['a break with a length', { type: 'break', duration: '00:02:00' }, []],
  ])('%s', (_name, item, expected) => expect(ofItem(item)).toEqual(expected));

  it('tells of an assumed break without alarm', () =>
    expect(told([{ duration: '01:00:00' }, { type: 'break' }], '')).toMatchObject([
      { severity: 'note', message: expect.stringContaining('00:02:30:00') },
    ]));
});

describe('of clips', () => {
  const sot = (...fields: string[]) => cue('Type: SOT', 'Slug: moth', ...fields);
  const cutAt = (duration: string, start: string, end: string) =>
    words(300) + sot(`Duration: ${duration}`, `TrimStart: ${start}`, `TrimEnd: ${end}`);

  it.each<[string, Item, readonly string[]]>([
    [
      'cut shorter than their slot',
      { body: cutAt('00:00:58:00', '0:10', '0:50') },
      ['CLIP_SHORTER_THAN_SLOT 11'],
    ],
    ['cut to their slot', { body: cutAt('00:00:40:00', '0:10', '0:50') }, []],
    ['cut shorter by frames', { body: cutAt('00:00:40:15', '0:10', '0:50') }, []],
    ['cut longer than their slot', { body: cutAt('00:00:30:00', '0:10', '0:50') }, []],
    ['cut to the file’s end', { body: cutAt('00:00:58:00', '0:10', '00:00:00') }, []],
    [
      'of pictures under speech',
      { body: cutAt('00:00:58:00', '0:10', '0:50').replace('SOT', 'VO') },
      ['CLIP_SHORTER_THAN_SLOT 11'],
    ],
    [
      'alone in a longer slot',
      { duration: '00:01:00', body: sot('Duration: 0:40') + sot('Duration: 0:10') },
      ['CLIP_SHORTER_THAN_SLOT 5'],
    ],
    [
      'alone in a longer slot that was sold',
      { type: 'ad', duration: '00:01:00', body: sot('Duration: 0:30') },
      ['CLIP_SHORTER_THAN_SLOT 5'],
    ],
    ['alone in a slot of their length', { duration: '00:00:30', body: sot('Duration: 0:30') }, []],
    ['of unknown length', { duration: '00:01:00', body: sot() }, ['DURATION_MISMATCH 5']],
    [
      'beside words',
      { duration: '00:02:00', body: words(75) + sot('Duration: 0:30') },
      ['DURATION_MISMATCH 5'],
    ],
    [
      'beside an ad lib',
      { duration: '00:03:00', body: cue('Type: ADLIB') + sot('Duration: 0:30') },
      ['DURATION_MISMATCH 5'],
    ],
  ])('%s', (_name, item, expected) => expect(ofItem(item)).toEqual(expected));
});

describe('every message', () => {
  it('is one short line, whatever the file says', () => {
    const long = `"${'ha '.repeat(400)}"`;
    const body = cue('Type: SOT', `Slug: ${'s'.repeat(400)}`, 'Duration: 9:00', 'TrimEnd: 0:10');
    for (const { message, todo } of told([{ duration: long, body }], long)) {
      expect(message).toMatch(/^[^\r\n]{5,200}$/);
      expect(todo).toMatch(/^[A-Z][^\r\n]{5,100}\.$/);
    }
  });
});
