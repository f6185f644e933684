import { describe, expect, it } from 'vitest';
import { treePath } from '../../src/domain/ids.ts';
import { parseInfo, parseSegment } from '../../src/markdown/document.ts';
import { fieldValue } from '../../src/markdown/field-value.ts';

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
