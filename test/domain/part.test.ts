// Parts of a change: whatever the edits and whatever a person types, nothing outside the part's lines differs.
import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Change } from '../../src/domain/change.ts';
import { applyEdits, type Edit } from '../../src/domain/edit.ts';
import { treePath } from '../../src/domain/ids.ts';
import { partsOf, reworded, withoutParts, wordingOf } from '../../src/domain/part.ts';
import { runs } from '../runs.ts';

const path = treePath('episodes/0101/rundown/10 Opening.md');

const texts = fc
  .array(fc.constantFrom('a', 'b', ' ', '\n', '\r\n', '😀'), { maxLength: 60 })
  .map((all) => all.join(''));

/** A text, and edits that fit it. */
const edited = fc
  .tuple(
    texts,
    fc.array(
      fc.tuple(
        fc.nat(8),
        fc.nat(4),
        texts.map((text) => text.slice(0, 5)),
      ),
      { maxLength: 6 },
    ),
  )
  .map(([text, wanted]) => {
    const edits: Edit[] = [];
    let at = 0;
    for (const [gap, length, added] of wanted) {
      const start = at + gap;
      const end = start + length;
      if (end > text.length) break;
      edits.push({ start, end, removed: text.slice(start, end), added, field: `f${edits.length}` });
      at = end + 1;
    }
    return { text, edits };
  })
  .filter(({ edits }) => edits.length > 0);

function changeOf(edits: readonly Edit[]): Change {
  return { title: 't', why: 'w', applicability: 'safe', files: [{ kind: 'edit', path, edits }] };
}

const editsOf = (change: Change | null) => {
  const file = change?.files[0];
  return file?.kind === 'edit' ? file.edits : [];
};

it('together they are the whole change, and no two touch the same line', () => {
  fc.assert(
    fc.property(edited, ({ text, edits }) => {
      const parts = partsOf(changeOf(edits), () => text);
      expect(parts.reduce((sum, { count }) => sum + count, 0)).toBe(edits.length);
      const whole = parts.map(({ start, end, before, after }) => ({
        start,
        end,
        removed: before,
        added: after,
        field: '',
      }));
      expect(applyEdits(text, whole)).toBe(applyEdits(text, edits));
      expect(new Set(parts.map(({ name }) => name)).size).toBe(parts.length);
    }),
    { numRuns: runs(1000) },
  );
});

it('a person’s words stand in place of one, and every other byte is the bot’s or the old one', () => {
  fc.assert(
    fc.property(edited, fc.nat(5), texts, ({ text, edits }, nth, words) => {
      const change = changeOf(edits);
      const parts = partsOf(change, () => text);
      const part = parts[nth % parts.length];
      if (part === undefined) return;
      const wording = wordingOf(change, part, words);
      const result = reworded(change, () => text, [wording]);
      const expected = parts.map((one) => ({
        start: one.start,
        end: one.end,
        removed: one.before,
        added: one === part ? words : one.after,
        field: '',
      }));
      expect(applyEdits(text, editsOf(result))).toBe(applyEdits(text, expected));
    }),
    { numRuns: runs(1000) },
  );
});

it('what is left out leaves its lines as they were', () => {
  fc.assert(
    fc.property(edited, fc.nat(5), ({ text, edits }, nth) => {
      const change = changeOf(edits);
      const parts = partsOf(change, () => text);
      const left = parts[nth % parts.length];
      if (left === undefined) return;
      const rest = parts
        .filter((one) => one !== left)
        .map(({ start, end, before, after }) => ({ start, end, removed: before, added: after, field: '' }));
      expect(applyEdits(text, editsOf(withoutParts(change, [left])))).toBe(applyEdits(text, rest));
    }),
    { numRuns: runs(1000) },
  );
});

it('words that were written for another line are not forced onto this one', () => {
  const edits = [{ start: 4, end: 7, removed: 'two', added: 'TWO', field: 'f' }];
  const change = changeOf(edits);
  const [part] = partsOf(change, () => 'one two three');
  if (part === undefined) throw new Error('no part');
  const wording = wordingOf(change, part, 'My own line');
  const moved = changeOf([{ start: 4, end: 7, removed: 'two', added: 'TWO', field: 'f' }]);
  expect(reworded(moved, () => 'six two three', [wording])).toBeNull();
});
