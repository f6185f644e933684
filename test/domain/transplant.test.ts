import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { align, splitLines } from '../../src/domain/align.ts';
import type { Change } from '../../src/domain/change.ts';
import { applyEdits, type Edit, editAt, inverted } from '../../src/domain/edit.ts';
import { treePath } from '../../src/domain/ids.ts';
import { moveThrough, moveThroughAll, transplant, transplantEdits } from '../../src/domain/transplant.ts';

const PATH = treePath('episodes/0101/rundown/10 Opening.md');

function replace(text: string, old: string, added: string): Edit {
  const start = text.indexOf(old);
  if (start < 0) throw new Error(`no ${old}`);
  return editAt(text, start, start + old.length, added, 'test');
}

function change(edits: readonly Edit[]): Change {
  return { title: 't', why: 'w', applicability: 'safe', files: [{ kind: 'edit', path: PATH, edits }] };
}

describe('transplant', () => {
  const base = 'title: One\nslug: one two three\n\nHello.\n';

  it('moves an edit past lines that a person put before it', () => {
    const edit = replace(base, 'one two three', 'one');
    const later = `new: line\n${base}`;
    const moved = transplantEdits([edit], base, later);
    expect(moved.ok && applyEdits(later, moved.edits)).toBe('new: line\ntitle: One\nslug: one\n\nHello.\n');
  });

  it('refuses where a person touched the same line', () => {
    const edit = replace(base, 'one two three', 'one');
    expect(transplantEdits([edit], base, base.replace('two', 'TWO')).ok).toBe(false);
  });

  it('refuses to choose between twins', () => {
    const twins = 'a\nx\nx\nb\n';
    expect(transplantEdits([editAt(twins, 2, 3, 'y', 'f')], twins, 'a\nx\nb\n').ok).toBe(false);
    expect(transplantEdits([editAt(twins, 4, 5, 'y', 'f')], twins, 'a\nx\nx\nx\nb\n').ok).toBe(false);
  });

  it('tells twins apart by their neighbours', () => {
    const twins =
      '<!-- Begin Cue -->\n[Type:SOT]\n[Slug: a]\n<!-- End Cue -->\n<!-- Begin Cue -->\n[Type:SOT]\n[Slug: b]\n<!-- End Cue -->\n';
    const second = twins.lastIndexOf('[Type:SOT]');
    const edit = editAt(twins, second + 6, second + 6, ' ', 'f');
    const later = `Prose before.\n${twins}`;
    const moved = transplantEdits([edit], twins, later);
    expect(moved.ok && applyEdits(later, moved.edits)).toBe(`Prose before.\n${applyEdits(twins, [edit])}`);
  });

  it('follows a block that a person moved', () => {
    const from = 'one\nkey: old\ntwo\nthree\nfour\n';
    const to = 'two\nthree\nfour\none\nkey: old\n';
    const moved = transplantEdits([replace(from, 'old', 'new')], from, to);
    expect(moved.ok && applyEdits(to, moved.edits)).toBe('two\nthree\nfour\none\nkey: new\n');
  });

  it('keeps an insertion before the line that it was made for', () => {
    const from = 'text\n<!-- Begin Cue -->\n';
    const to = 'text\n\nmore\n<!-- Begin Cue -->\n';
    const moved = transplantEdits([editAt(from, 5, 5, '\n', 'f')], from, to);
    expect(moved.ok && applyEdits(to, moved.edits)).toBe('text\n\nmore\n\n<!-- Begin Cue -->\n');
  });

  it('works on files with CRLF and without a final line end', () => {
    const from = '\uFEFFa: 1\r\nb: 2';
    const to = '\uFEFFz: 0\r\na: 1\r\nb: 2';
    const moved = transplantEdits([replace(from, '2', '3')], from, to);
    expect(moved.ok && applyEdits(to, moved.edits)).toBe('\uFEFFz: 0\r\na: 1\r\nb: 3');
  });

  it('creates a file only where none stands, and edits none that is gone', () => {
    const made: Change = { ...change([]), files: [{ kind: 'create', path: PATH, text: 'x', field: 'file' }] };
    expect(
      transplant(
        made,
        () => null,
        () => null,
      ).ok,
    ).toBe(true);
    expect(
      transplant(
        made,
        () => null,
        () => '',
      ).ok,
    ).toBe(false);
    expect(
      transplant(
        change([replace(base, 'One', 'Two')]),
        () => base,
        () => null,
      ).ok,
    ).toBe(false);
  });
});

// Few distinct lines, so that twins and ambiguity are common.
const line = fc.constantFrom('', 'a', 'b', 'c', '[Type:SOT]', 'slug: x', 'unique 1', 'unique 2', 'unique 3');
const text = fc.array(line, { minLength: 1, maxLength: 14 }).map((lines) => lines.join('\n'));

function editsOf(base: string): fc.Arbitrary<readonly Edit[]> {
  return fc
    .array(fc.tuple(fc.nat(base.length), fc.nat(4), fc.constantFrom('', 'Z', 'Z\n', 'Q\nR')), {
      maxLength: 4,
    })
    .map((raw) => {
      const edits: Edit[] = [];
      let last = 0;
      for (const [at, length, added] of raw.sort((x, y) => x[0] - y[0])) {
        const start = Math.max(at, last);
        const end = Math.min(base.length, start + length);
        if (start > base.length) continue;
        edits.push(editAt(base, start, end, added, 'f'));
        last = end + 1;
      }
      return edits.filter((edit) => edit.removed !== edit.added);
    });
}

const textWithEdits = text.chain((base) => fc.tuple(fc.constant(base), editsOf(base)));

describe('properties', () => {
  it('alignment pairs equal lines, each place once', () => {
    fc.assert(
      fc.property(text, text, (a, b) => {
        const [from, to] = [splitLines(a).text, splitLines(b).text];
        const match = [...align(from, to)];
        const taken = match.filter((place) => place >= 0);
        expect(new Set(taken).size).toBe(taken.length);
        match.forEach((place, i) => {
          if (place >= 0) expect(to[place]).toBe(from[i]);
        });
      }),
      { numRuns: 2000 },
    );
  });

  it('a text aligns with itself, and edits stay where they are', () => {
    fc.assert(
      fc.property(textWithEdits, ([base, edits]) => {
        expect(transplantEdits(edits, base, base)).toEqual({ ok: true, edits });
      }),
    );
  });

  it('an edit lands exactly where one that is known line by line would land', () => {
    // A person adds unique lines anywhere: if the transplant is accepted, it equals the exact move.
    fc.assert(
      fc.property(textWithEdits, fc.nat(), ([base, edits], seed) => {
        const lines = splitLines(base);
        const at = lines.start[seed % lines.start.length] ?? 0;
        const human = [editAt(base, at, at, 'something that a person typed\n', 'human')];
        const later = applyEdits(base, human);
        const moved = transplantEdits(edits, base, later);
        const exact = moveThrough(edits, human);
        if (moved.ok && exact !== null && edits.every((e) => e.start !== at))
          expect(moved.edits).toEqual(exact);
      }),
      { numRuns: 2000 },
    );
  });

  it('what a person wrote elsewhere survives, and undoing gives their text back', () => {
    fc.assert(
      fc.property(textWithEdits, text, ([base, edits], other) => {
        const moved = transplantEdits(edits, base, other);
        if (!moved.ok) return;
        const result = applyEdits(other, moved.edits);
        expect(applyEdits(result, inverted(moved.edits))).toBe(other);
      }),
      { numRuns: 2000 },
    );
  });

  it('moves through many lists as through one after the other, and leaves its own edits as they are', () => {
    const lists = text.chain((base) => fc.tuple(editsOf(base), fc.array(editsOf(base), { maxLength: 5 })));
    fc.assert(
      fc.property(lists, ([mine, theirs]) => {
        const before = structuredClone(mine);
        const oneByOne = theirs.reduce<readonly Edit[] | null>(
          (moved, applied) => moved && moveThrough(moved, applied),
          mine,
        );
        expect(moveThroughAll(mine, theirs)).toEqual(oneByOne);
        expect(mine).toEqual(before);
      }),
      { numRuns: 1000 },
    );
  });

  it('moving through edits commutes with making them', () => {
    fc.assert(
      fc.property(
        text.chain((base) => fc.tuple(fc.constant(base), editsOf(base), editsOf(base))),
        ([base, mine, theirs]) => {
          const moved = moveThrough(mine, theirs);
          if (moved === null) return;
          const both = applyEdits(applyEdits(base, theirs), moved);
          const back = moveThrough(moved, inverted(theirs));
          // Beside an edit that leaves nothing behind, left and right become one place; elsewhere it is exact.
          const apart = mine.every((a) => theirs.every((b) => a.end < b.start || b.end < a.start));
          if (apart) expect(back).toEqual(mine);
          expect(both.length).toBe(
            base.length +
              [...mine, ...theirs].reduce((sum, edit) => sum + edit.added.length - edit.removed.length, 0),
          );
        },
      ),
      { numRuns: 2000 },
    );
  });
});
