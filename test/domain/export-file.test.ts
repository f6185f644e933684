// A generated file is brought up to date with few replaced lines, and reads afterwards as it should.
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { applyEdits } from '../../src/domain/edit.ts';
import { writtenFile } from '../../src/domain/export-file.ts';
import { treePath } from '../../src/domain/ids.ts';

const path = treePath('episodes/0101/exports/script.txt');
const text = fc
  .array(fc.constantFrom('a', 'b', 'ab', '', '\n', 'a\n', '\n\n', 'bb\n'), { maxLength: 8 })
  .map((all) => all.join(''));

it('reads as it should, whatever stood there, and nothing is written where it does already', () => {
  fc.assert(
    fc.property(text, text, (present, next) => {
      const file = writtenFile(path, present, next);
      expect(file === null).toBe(present === next);
      const edits = file?.kind === 'edit' ? file.edits : [];
      expect(applyEdits(present, edits)).toBe(next);
    }),
    { numRuns: 2000 },
  );
});

it('replaces whole lines, and only those that differ', () => {
  const file = writtenFile(path, 'one\ntwo\nthree\n', 'one\nzwei\nthree\n');
  expect(file).toMatchObject({ kind: 'edit', edits: [{ removed: 'two\n', added: 'zwei\n' }] });
});
