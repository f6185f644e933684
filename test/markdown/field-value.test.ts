import { describe, expect, it } from 'vitest';
import { treePath } from '../../src/domain/ids.ts';
import { parseDocument, parseInfo, parseSegment } from '../../src/markdown/document.ts';
import { fieldValue, givesNewValue, ownValue } from '../../src/markdown/field-value.ts';

const cue = (...fields: string[]) =>
  `<!-- Begin Cue -->\n${fields.map((field) => `[${field}]\n`).join('')}<!-- End Cue -->\n`;
const segment = parseSegment(
  treePath('episodes/0101/rundown/10 Case.md'),
  `---\nslug: "the moth"\nDuration: 00:01:00\norder: 010\nempty:\n---\n${[
    cue('Type: FSQ', 'AssetID: FSQ/1', 'Media URL: a/b.png', 'Duration: 00:00:03:00', 'Outcue: '),
    cue('AssetID: TWIN', 'Duration: 0:01'),
    cue('AssetID: TWIN', 'Duration: 0:02'),
  ].join('\n')}`,
);

describe('the value of a field', () => {
  it.each([
    ['slug', 'the moth'],
    ['duration', '00:01:00'],
    ['order', '010'],
    ['empty', null],
    ['nowhere', null],
    ['duration:form', null],
    ['cue:FSQ/1/duration', '00:00:03:00'],
    ['cue:FSQ/1/mediaurl', 'a/b.png'],
    ['cue:FSQ/1/outcue', null],
    ['cue:FSQ/1/quote', null],
    ['cue:FSQ/1', null],
    ['cue:TWIN/duration', null],
    ['cue:NOBODY/duration', null],
    ['cue:/duration', null],
    ['token:{SOT/foo}', null],
    ['file', null],
    ['', null],
  ])('%j: %j', (field, value) => expect(fieldValue(segment, field)).toBe(value));

  it('is that of the head alone in an info.md', () => {
    const info = parseInfo(
      treePath('episodes/0101/info.md'),
      `---\ntotal_runtime: 1\n---\n${cue('AssetID: A', 'Slug: b')}`,
    );
    expect(fieldValue(info, 'total_runtime')).toBe('1');
    expect(fieldValue(info, 'cue:A/slug')).toBeNull();
  });
});

describe('a value spelled anew', () => {
  const ITEM = treePath('episodes/0101/rundown/10 Case.md');
  const text = (head: string, body = '') => parseDocument(ITEM, `---\n${head}\n---\n${body}`);
  const before = text('slug: a-moth');
  const after = text('slug: a-moth\nduration: 00:01:15:15');

  it.each([
    ['the same', 'slug: a-moth\nduration: 00:01:15:15'],
    ['in double quotes', 'slug: a-moth\nduration: "00:01:15:15"'],
    ['in single quotes', "slug: a-moth\nduration: '00:01:15:15'"],
    ['spaced and with a comment', 'slug: a-moth\nduration:   00:01:15:15   # counted'],
    ['under a key in capitals', 'slug: a-moth\nDuration: 00:01:15:15'],
    ['under a key in quotes', 'slug: a-moth\n"duration": 00:01:15:15'],
    ['as a block', 'slug: a-moth\nduration: |-\n  00:01:15:15'],
    ['with a fraction', 'slug: a-moth\nduration: 1:15.5'],
    ['on another line', 'duration: "00:01:15:15"\nmood: calm\nslug: a-moth'],
  ])('%s, is the same value', (_what, head) => {
    expect(givesNewValue('duration', [before, after, text(head)], 30)).toBe(true);
    const own = { owned: new Map([['duration', '00:01:15:15']]), settings: { fps: 30 } };
    expect(ownValue(own, 'duration', text(head).duration)).not.toBeNull();
  });

  it.each([
    ['another length', 'slug: a-moth\nduration: "00:01:15:16"'],
    ['no value', 'slug: a-moth\nduration:'],
    ['no line', 'slug: a-moth'],
  ])('%s is not the same', (_what, head) => {
    expect(givesNewValue('duration', [before, after, text(head)], 30)).toBe(false);
  });

  it('proves nothing where the value stood there before', () => {
    const was = text('slug: a-moth\nduration: 1:15.5');
    expect(givesNewValue('duration', [was, after, after], 30)).toBe(false);
  });

  it('is the same in a cue, whatever the label and wherever its line stands', () => {
    const [type, id] = ['Type: FSQ', 'AssetID: FSQ1'];
    const [was, made, now] = [
      [type, id],
      [type, id, 'Duration: 00:00:03:00'],
      ['duration :0:03', id, type],
    ].map((fields) => text('slug: a-moth', cue(...fields)));
    if (!was || !made || !now) throw new Error('three texts');
    expect(givesNewValue('cue:FSQ1/duration', [was, made, now], 30)).toBe(true);
    expect(givesNewValue('cue:FSQ1/assetid', [text('slug: a-moth', cue(type)), made, now], 30)).toBe(true);
  });

  it('of words is the same however it is wrapped, and another when a word or a capital changes', () => {
    const own = { owned: new Map([['description', 'A moth, and a lamp.']]), settings: { fps: 30 } };
    const said = (head: string) => ownValue(own, 'description', text(head).description);
    expect(said('description: "A moth, and a lamp."')).toBe('A moth, and a lamp.');
    expect(said('description: >\n  A moth,\n  and a lamp.')).toBe('A moth, and a lamp.\n');
    expect(said('description: A moth and a lamp.')).toBeNull();
    expect(said('description: A Moth, and a lamp.')).toBeNull();
    expect(ownValue({ ...own, owned: new Map() }, 'description', 'A moth, and a lamp.')).toBeNull();
  });
});
