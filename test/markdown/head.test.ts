import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseDocument } from 'yaml';
import { applyEdits } from '../../src/domain/edit.ts';
import { treePath } from '../../src/domain/ids.ts';
import { parseInfo, parseSegment } from '../../src/markdown/document.ts';
import { setHeadValue } from '../../src/markdown/head-edit.ts';
import { runs } from '../runs.ts';

const path = treePath('episodes/0101/rundown/10 Opening.md');
const segment = (text: string) => parseSegment(path, text);
const withHead = (...lines: string[]) => segment(`---\n${lines.join('\n')}\n---\nBody.\n`);

function set(text: string, key: string, value: string): string | null {
  const doc = segment(text);
  const edit = setHeadValue(doc, key, value, key);
  return edit === null ? null : applyEdits(text, [edit]);
}

describe('the head', () => {
  it.each([
    ['---\na: 1\n---\n', 'present'],
    ['---\n---\n', 'present'],
    ['---\n# only a remark\n---\n', 'present'],
    ['- - -\na: 1\n- - -\nBody', 'present'],
    ['---  \r\na: 1\r\n---\t\r\nBody', 'present'],
    ['---\ra: 1\r---\rBody', 'present'],
    ['\uFEFF---\na: 1\n---', 'present'],
    ['', 'absent'],
    ['Body', 'absent'],
    ['\n---\na: 1\n---\n', 'absent'],
    ['----\na: 1\n----\n', 'absent'],
    ['---\na: 1\n', 'unclosed'],
    ['---\na: b: c\n---\n', 'malformed'],
    ['---\na: 1\nA: 2\n---\n', 'malformed'],
    ['---\nprose without a colon\n---\n', 'malformed'],
    ['---\n{a: 1}\n---\n', 'malformed'],
    ['---\n- a\n- b\n---\n', 'malformed'],
    ['---\na: 1\n---more\nb: 2\n---\n', 'malformed'],
    ['---js\n{ a: 1 }\n---\n', 'malformed'],
    ['---\na: "open\n---\n', 'malformed'],
    [`---\na: ${'['.repeat(60000)}\n---\n`, 'malformed'],
    [`---\n${'\n'.repeat(60000)}---\n`, 'malformed'],
  ])('%j is %s', (text, state) => {
    expect(segment(text).head.state).toBe(state);
    expect(segment(text).diagnostics.map((each) => each.code.slice(0, 5))).toEqual(
      state === 'malformed' || state === 'unclosed' ? ['HEAD_'] : [],
    );
  });

  it('never evaluates a head in another language', () => {
    const probe = globalThis as { evaluated?: boolean };
    segment('---js\n{ a: (globalThis.evaluated = true) }\n---\n').diagnostics;
    segment('---\njs: !!js/function "function () { globalThis.evaluated = true }"\n---\n').diagnostics;
    expect(probe.evaluated).toBeUndefined();
  });

  it('is the same on the second reading, a bad one too', () => {
    const text = '---\na: b: c\n---\n';
    expect([segment(text).head.state, segment(text).head.state]).toEqual(['malformed', 'malformed']);
  });

  it('keeps the spelling of values', () => {
    const doc = withHead(
      'id: 0236',
      "slug: 'it''s'",
      'title: "A \\"b\\" — c" # remark',
      'order: 010',
      'airdate: 2025-06-29',
    );
    expect(['id', 'slug', 'title', 'order', 'airdate'].map((key) => doc.value(key))).toEqual([
      '0236',
      "it's",
      'A "b" — c',
      '010',
      '2025-06-29',
    ]);
    expect(doc.order).toBe(10);
  });

  it.each(['~', 'null', 'Null', '', '   ', '# remark'])('has no value in “%s”', (raw) => {
    expect(withHead(`slug: ${raw}`).slug).toBeNull();
  });

  it('tells an empty text from no value', () => expect(withHead("slug: ''").slug).toBe(''));

  it('reads block texts, long lines and lists as one entry each', () => {
    const doc = withHead(
      'editor: |-',
      '  Joshua Slocum',
      '',
      '  Kevin Hurley',
      'tags:',
      '- a',
      '- b',
      'title: one',
      '  two',
    );
    expect(doc.head.state).toBe('present');
    expect(doc.head.entries.map((entry) => [entry.key, entry.line, entry.form])).toEqual([
      ['editor', 2, 'block'],
      ['tags', 6, 'nested'],
      ['title', 9, 'nested'],
    ]);
    expect(doc.value('editor')).toBe('Joshua Slocum\n\nKevin Hurley');
    expect(doc.value('title')).toBe('one two');
  });

  it('ends at the first closing line: a later rule belongs to the body', () => {
    const doc = segment('---\na: 1\n---\nBody\n\n---\n\nMore');
    expect(doc.text.slice(doc.body.start, doc.body.end)).toBe('Body\n\n---\n\nMore');
  });

  it('names the line of what is wrong', () => {
    expect(withHead('a: 1', 'title: One: two').diagnostics).toMatchObject([
      { code: 'HEAD_NOT_YAML', line: 3 },
    ]);
    expect(withHead('a: 1', 'b: 2', 'a: 3').diagnostics).toMatchObject([
      { code: 'HEAD_DUPLICATE_KEY', line: 4 },
    ]);
  });

  it('reads info.md, braces of its template and all', () => {
    const info = parseInfo(
      treePath('episodes/0236/info.md'),
      '---\nepisode_number: {auto-generated: highest + 1}\ntotal_runtime: 1:00\n---\n',
    );
    expect([info.head.state, info.totalRuntime]).toEqual(['present', '1:00']);
  });
});

describe('setting a value', () => {
  it.each([
    ['---\nslug: old   # why\n---\n', '---\nslug: new   # why\n---\n'],
    ['---\nslug:old\nSlug :   old\n---\n', null],
    ['---\nSlug :   "old one"\t\n---\n', '---\nSlug :   new\t\n---\n'],
    ['---\nslug:\n---\n', '---\nslug: new\n---\n'],
    ['---\nslug: \n---\n', '---\nslug: new\n---\n'],
    ['---\nslug: # none yet\n---\n', '---\nslug: new # none yet\n---\n'],
    ['---\nid: 0236\ntype: segment\n---\n', '---\nid: 0236\nslug: new\ntype: segment\n---\n'],
    ['\uFEFF---\r\ntype: segment\r\n---\r\n', '\uFEFF---\r\ntype: segment\r\nslug: new\r\n---\r\n'],
    ['---\n---\n', '---\nslug: new\n---\n'],
    ['- - -\ntitle: |\n  A\n  B\n- - -', '- - -\ntitle: |\n  A\n  B\nslug: new\n- - -'],
    ['---\nslug: |\n  old\n  one\ntype: ad\n---\n', '---\nslug: new\ntype: ad\n---\n'],
    ['---\nslug: [a, b]\n---\n', null],
    ['---\nslug: &x old\n---\n', null],
    ['Body', null],
    ['---\nslug: old\n', null],
  ])('%j → %j', (before, after) => expect(set(before, 'slug', 'new')).toBe(after));

  it.each([
    'a: b',
    'a #b',
    '0236',
    '1:15',
    '12:30',
    'yes',
    'Null',
    '~',
    '2025-06-29',
    '- a',
    '"a',
    "'a",
    '[a]',
    '{a}',
    '!a',
    '&a',
    '*a',
    '%a',
    '@a',
    '`a',
    ' a',
    'a ',
    '',
    'a\nb',
    '1e3',
    '.5',
    '0x1f',
    'a:',
    'ends:',
  ])('quotes “%s”', (value) => {
    const after = set('---\nslug: x\n---\n', 'slug', value) ?? '';
    expect(after).toMatch(/^slug: ".*"$/m);
    expect(segment(after).slug).toBe(value);
  });

  it.each([
    'two-words',
    'Words with, commas; and “marks”',
    '00:01:15:00',
    'A & B',
  ])('leaves “%s” bare', (value) =>
    expect(set('---\nslug: x\n---\n', 'slug', value)).toBe(`---\nslug: ${value}\n---\n`));

  it('gives back any text as that same text, to our reader and to YAML, and keeps every other line', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary', maxLength: 40 }),
        fc.constantFrom('x', '', '"q" # r', '|\n  a\n  b'),
        (value, old) => {
          const text = `---\nid: 0236\nslug: ${old}\ntype: ad\n---\nBody\n`;
          const after = set(text, 'slug', value) ?? '';
          const doc = segment(after);
          expect(doc.head.state).toBe('present');
          expect(doc.slug).toBe(value);
          expect(parseDocument(after.split('---\n')[1] ?? '').get('slug')).toBe(value);
          expect([doc.value('id'), doc.type]).toEqual(['0236', 'ad']);
          expect(after.startsWith('---\nid: 0236\nslug: ') && after.endsWith('\ntype: ad\n---\nBody\n')).toBe(
            true,
          );
        },
      ),
      { numRuns: runs(300) },
    );
  });
});
