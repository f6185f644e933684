// The canvas: a value of all texts stays as it was, and a change finds its place from any earlier moment.
import { describe, expect, it } from 'vitest';
import { canvas } from '../../src/domain/canvas.ts';
import type { Change, FileChange } from '../../src/domain/change.ts';
import { editAt } from '../../src/domain/edit.ts';
import { treePath } from '../../src/domain/ids.ts';

const [A, B, C] = [treePath('a.md'), treePath('b.md'), treePath('c.md')];
const change = (...files: readonly FileChange[]): Change => ({
  title: 't',
  why: 'w',
  applicability: 'safe',
  files,
});
const edit = (path: typeof A, text: string, start: number, end: number, added: string): FileChange => ({
  kind: 'edit',
  path,
  edits: [editAt(text, start, end, added, 'f')],
});

describe('snapshot', () => {
  it('stays as it was through edits, moves and new files, and so does each later one', () => {
    const page = canvas(
      new Map([
        [A, 'one\n'],
        [B, 'two\n'],
      ]),
    );
    const values = [page.snapshot()];
    const seen = () => [A, B, C].map((path) => page.at(path));
    const expected = [seen()];
    const apply = (one: Change) => {
      page.apply(one);
      values.push(page.snapshot());
      expected.push(seen());
    };
    apply(change(edit(A, 'one\n', 0, 3, 'eins')));
    apply(change({ kind: 'create', path: C, text: 'three\n', field: 'file' }));
    apply(change(edit(A, 'eins\n', 0, 4, 'un'), edit(C, 'three\n', 0, 5, 'drei')));
    apply(change({ kind: 'move', path: B, to: treePath('d.md'), field: 'name' }));
    apply(change({ kind: 'move', path: A, to: B, field: 'name' }));
    expect(values.map((value) => [A, B, C].map(value))).toEqual(expected);
    expect(expected.at(-1)).toEqual([null, 'un\n', 'drei\n']);
  });
});

describe('moved', () => {
  it('passes what was applied since its moment, in a copy too, and nothing older', () => {
    const page = canvas(new Map([[A, 'abc\n']]));
    page.apply(change(edit(A, 'abc\n', 0, 0, '12')));
    const moment = page.now();
    const placed = change(edit(A, '12abc\n', 4, 5, 'C'));
    page.apply(change(edit(A, '12abc\n', 0, 0, '345')));
    const upper = page.copy();
    upper.apply(change(edit(A, '34512abc\n', 0, 1, '')));
    const startOf = (moved: Change | null) =>
      moved?.files.flatMap((file) => (file.kind === 'edit' ? file.edits : []))[0]?.start;
    expect(startOf(page.moved(placed, moment))).toBe(7);
    expect(startOf(upper.moved(placed, moment))).toBe(6);
    expect(startOf(page.moved(placed, page.now()))).toBe(4);
    expect(startOf(page.onBase(change(edit(A, page.at(A) ?? '', 7, 8, 'C'))))).toBe(2);
    expect(page.moved(change(edit(A, '12abc\n', 0, 1, '')), 0)).not.toBeNull();
  });
});
