// The lists as other programs read them: whatever slugs, titles and file names hold, no format breaks, and all of them
// say the same. Read back with Python's own CSV and XML readers.
import { execFileSync } from 'node:child_process';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ExportName } from '../../src/domain/export-file.ts';
import { episodeId, treePath } from '../../src/domain/ids.ts';
import type { MediaEntry } from '../../src/exports/media-entry.ts';
import { mediaEntries, mediaLists } from '../../src/exports/media-list.ts';
import type { Rundown } from '../../src/markdown/rundown.ts';
import { itWith } from '../needs.ts';
import { cue, file, item, rundown, shelf } from './media-show.ts';

const PYTHON = {
  name: 'python3',
  probe: ['python3', '--version'],
  install: 'sudo apt-get install python3',
} as const;
const FPS = 30;

function listsOf(show: Rundown, entries: readonly MediaEntry[]) {
  const episode = episodeId('0107');
  if (episode === null) throw new Error('0107 is an episode');
  const lists = mediaLists(entries, { show: 'Spoons Tonight', episode, rundown: show, fps: FPS });
  return (name: ExportName) => lists.get(name) ?? '';
}

const SHOW = rundown(
  item(
    '10 Opening',
    { order: '10', title: `'"Spoons", & more'` },
    [
      cue({
        Type: 'SOT',
        AssetID: 'S1',
        Slug: '10-first-spoon',
        MediaURL: 'first spoon.mp4',
        Duration: '00:00:58:15',
      }),
      cue({ Type: 'IMG', AssetID: 'I1', Slug: 'spoon-on-fire', Duration: '00:00:15:00' }),
      '## Notes',
      cue({ Type: 'IMG', AssetID: 'I2', Slug: 'not-for-air' }),
    ].join('\n'),
  ),
  item('15 Silence', { order: '15', title: 'A Minute Without Cutlery' }, 'Nothing.'),
  item('20 Break', { order: '20', type: 'break', title: 'Break' }, ''),
  item('30 Aunt', { order: '30', title: 'Aunt Ladle' }, cue({ Type: 'LIVE', AssetID: 'L1', Slug: 'aunt' })),
  item('40 Draft', { order: '40', title: 'Sporks', status: 'draft' }, cue({ Type: 'IMG', Slug: 'spork' })),
);
const MEDIA = shelf('preshow/first spoon.mp4');

describe('an ordinary list', () => {
  const list = listsOf(SHOW, mediaEntries(SHOW, MEDIA, FPS));

  it('for people says by block and item what is played, what is missing, and what is left out', () => {
    expect(list('media-list.txt')).toBe(`MEDIA LIST · Spoons Tonight · EPISODE 0107 · The Night of the Spoons
3 in all: 1 ready, 1 MISSING, 1 live
*** MISSING *** 020 IMG spoon-on-fire

BLOCK A

10 "Spoons", & more
  010  SOT   first-spoon    00:00:58:15  preshow/first spoon.mp4
  020  IMG   spoon-on-fire  00:00:15:00  *** MISSING *** the cue has no MediaURL

15 A Minute Without Cutlery
  no media

BREAK

20 Break
  no media

BLOCK B

30 Aunt Ladle
  030  LIVE  aunt           00:00:30:00  live

LEFT OUT
  40 Sporks: its status is draft
  10 "Spoons", & more, line 23: IMG not-for-air stands outside the script
`);
  });

  it('as a playlist names files from exports/, and never one that is not there', () => {
    expect(list('media-list.m3u')).toBe(
      [
        '#EXTM3U',
        '#EXTINF:59,010 first-spoon',
        '../preshow/first spoon.mp4',
        '# 020 spoon-on-fire: MISSING, the cue has no MediaURL',
        '# 030 aunt: live',
        '',
      ].join('\n'),
    );
  });

  it('as JSON is a flat list of rows of text', () => {
    expect(JSON.parse(list('media-list.json'))).toEqual([
      {
        number: '010',
        block: 'A',
        item: '"Spoons", & more',
        type: 'SOT',
        slug: 'first-spoon',
        file: 'preshow/first spoon.mp4',
        path: '../preshow/first spoon.mp4',
        duration: '00:00:58:15',
        in: '',
        out: '',
        status: 'ok',
        assetId: 'S1',
      },
      expect.objectContaining({ number: '020', file: '', path: '', status: 'MISSING' }),
      expect.objectContaining({ number: '030', block: 'B', status: 'live' }),
    ]);
  });

  it('as CSV is as RFC 4180 has it', () => {
    const lines = list('media-list.csv').split('\r\n');
    expect(lines[0]).toBe('number,block,item,type,slug,file,path,duration,in,out,status,assetId');
    expect(lines[1]).toBe(
      '010,A,"""Spoons"", & more",SOT,first-spoon,preshow/first spoon.mp4,../preshow/first spoon.mp4,00:00:58:15,,,ok,S1',
    );
    expect(lines.at(-1)).toBe('');
  });

  it('is the same each time, and tells no place outside the show', () => {
    const again = listsOf(SHOW, mediaEntries(SHOW, MEDIA, FPS));
    for (const name of ['csv', 'json', 'm3u', 'txt', 'xml'] as const) {
      expect(again(`media-list.${name}`)).toBe(list(`media-list.${name}`));
      expect(list(`media-list.${name}`)).not.toMatch(/(?:^|[\s",>])\/[a-z]/m);
    }
  });
});

describe('an empty list', () => {
  const show = rundown();
  const list = listsOf(show, []);

  it('is still one in every format', () => {
    expect(list('media-list.json')).toBe('[]\n');
    expect(list('media-list.m3u')).toBe('#EXTM3U\n');
    expect(list('media-list.csv').split('\r\n')).toHaveLength(2);
    expect(list('media-list.xml')).toContain('<mediaList episode="0107">\n</mediaList>');
    expect(list('media-list.txt')).toContain('0 in all');
  });
});

const NASTY = [
  'a "quoted" spoon',
  'salt & pepper • <b>',
  'comma, semicolon; tab\tend',
  'line\nline\r\nline',
  'nul\u0000 esc\u001b[31m del\u007f nel\u0085 ls\u2028 nonchar\uffff',
  '🥄 spoon 👩‍👩‍👧',
  '\ud83e half',
  ']]> <!-- --> <?xml?> &amp; &#0;',
  '=HYPERLINK("http://example.org")',
  '+1',
  '-1',
  '@SUM(A1)',
  '＝1',
  '   ',
  '../../../etc/passwd',
  '#EXTINF:1,x',
  'スプーン',
  '\u202Ereversed',
  'x'.repeat(5000),
];

/** One entry for each text, which stands wherever a person's text can. */
function nastyList(texts: readonly string[]) {
  const base = item(
    '10 Base',
    { order: '10', title: 'Base' },
    cue({ Type: 'IMG', AssetID: 'I', Slug: 'base' }),
  );
  const [first] = mediaEntries(rundown(base), shelf(), FPS);
  if (first === undefined) throw new Error('one entry');
  const entries = texts.flatMap((text, i): readonly MediaEntry[] => {
    const document = { ...first.item.document, title: text, path: treePath(`episodes/0107/rundown/${i}.md`) };
    const own = {
      ...first,
      number: String((i + 1) * 10).padStart(5, '0'),
      item: { ...first.item, document },
      cue: { ...first.cue, assetId: text },
      slug: text,
    };
    const found = { ...own, file: file(`preshow/${text}.mp4`), status: 'ok', whyNoFile: null } as const;
    return [found, { ...own, whyNoFile: `no “${text}”` }];
  });
  return {
    entries,
    list: listsOf({ ...rundown(base), entries: [...new Set(entries.map((each) => each.item))] }, entries),
  };
}

const READ = `
import csv, io, json, sys, xml.etree.ElementTree as tree
given = json.load(sys.stdin)
rows = list(csv.DictReader(io.StringIO(given['csv'], newline=''), strict=True))
root = tree.fromstring(given['xml'].encode('utf-8'))
media = [{cell.tag: cell.text or '' for cell in row} for row in root]
print(json.dumps({'csv': rows, 'xml': media}))
`;

function readBack(list: (name: ExportName) => string) {
  const input = JSON.stringify({ csv: list('media-list.csv'), xml: list('media-list.xml') });
  const read = execFileSync('python3', ['-c', READ], { input, encoding: 'utf8', maxBuffer: 2 ** 28 });
  return JSON.parse(read) as { csv: Record<string, string>[]; xml: Record<string, string>[] };
}

describe('bad names', () => {
  const anyText = fc.oneof(
    fc.string({ unit: 'grapheme' }),
    fc.string({ unit: 'binary' }),
    fc
      .array(fc.constantFrom('"', ',', '\r', '\n', '&', '<', ']]>', '=', ' ', '\u0000', '\ud800', 'é'))
      .map((parts) => parts.join('')),
  );
  const texts = [...NASTY, ...fc.sample(anyText, { numRuns: 400, seed: 7 })];
  const { entries, list } = nastyList(texts);
  const rows = JSON.parse(list('media-list.json')) as Record<string, string>[];

  itWith(PYTHON)('leave CSV and XML readable, and both say what the JSON says', () => {
    const { csv, xml } = readBack(list);
    // Python takes what the encoding can't hold for a fault; the lists must not have any of it.
    expect(csv).toHaveLength(entries.length);
    expect(xml).toHaveLength(entries.length);
    for (const [i, row] of rows.entries()) {
      for (const [column, text] of Object.entries(row)) {
        expect(csv[i]?.[column]).toBe(/^[=+\-@\t\r＝＋－＠]/.test(text) ? ` ${text}` : text);
        expect(xml[i]?.[column]).toBe(
          text.replace(/[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]|\p{Cs}/gu, '\uFFFD'),
        );
      }
    }
  });

  it('never begin a cell that a spreadsheet would run', () => {
    const show = rundown(item('10', { order: '10' }, ''));
    const csv = nastyList(['=1+1', '@x', '-2', '+3', '\t=4']).list('media-list.csv');
    expect(csv).toContain(',A," =1+1",IMG," =1+1",');
    expect(csv).not.toMatch(/(?:^|,|")[=+@-]/m);
    expect(listsOf(show, [])('media-list.csv')).not.toContain('=');
  });

  it('stay on one line wherever people read them', () => {
    for (const row of rows) {
      for (const column of ['item', 'slug', 'assetId'] as const) {
        expect(row[column]).not.toMatch(/[\p{Cc}\u2028\u2029]|\p{Cs}/u);
        expect(row[column]?.length).toBeLessThanOrEqual(120);
      }
    }
  });

  it('leave two lines of the playlist for each file, or one comment', () => {
    const lines = list('media-list.m3u').split('\n');
    expect(lines.shift()).toBe('#EXTM3U');
    expect(lines.pop()).toBe('');
    let shown = 0;
    for (let i = 0; i < lines.length; i++) {
      const line = lines[i] ?? '';
      shown++;
      if (line.startsWith('# ')) continue;
      expect(line).toMatch(/^#EXTINF:-?\d+,\d+ /);
      expect(lines[++i]).toMatch(/^\.\.\/preshow\/.*\.mp4$/s);
    }
    expect(shown).toBe(entries.length);
  });

  it('leave one line of the list for people for each entry', () => {
    const lines = list('media-list.txt')
      .split('\n')
      .filter((line) => /^ {2}\d{5} {2}/.test(line));
    expect(lines).toHaveLength(entries.length);
  });
});
