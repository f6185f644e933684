// What the review page decides by itself: how rows stand together, what a verdict sends, how lines of the show are reworded.
import { applyPatch } from 'diff';
import { describe, expect, it } from 'vitest';
import type { GateReason, InboxRow, Review, ReviewFile, ReviewPart } from '../../src/desk.ts';
import { type CommitId, type EnhancementId, type EpisodeId, treePath } from '../../src/domain/ids.ts';
import { codeFrom } from '../../src/domain/reason.ts';
import { hunksOf } from '../../web/client/review/diff/hunks.ts';
import { grouped, lines, nextAfter } from '../../web/client/review/groups.ts';
import { reasonsOf, refused, sentenceOf } from '../../web/client/review/outcomes.ts';
import { acceptWords } from '../../web/client/review/pane/accept-words.ts';
import { waits } from '../../web/client/review/row-labels.ts';
import { framed } from '../../web/client/review/value.ts';
import { verdictOf } from '../../web/client/review/verdict.ts';

const REVIEWER: GateReason = {
  code: 'NOT_REVIEWED',
  user: 'waits for a reviewer',
  tech: '',
  gate: 'verdict',
  opensAtMs: null,
  choice: 'accept',
};
const TYPING: GateReason = {
  code: 'NOT_SETTLED',
  user: 'Josh edited 10 Opening.md 4 s ago',
  tech: '',
  gate: 'settled',
  opensAtMs: 9_000,
  choice: null,
};

function row(id: string, changed: Partial<InboxRow> = {}): InboxRow {
  return {
    id: id as EnhancementId,
    episode: '0101' as EpisodeId,
    step: 'slug-enhancement',
    state: 'proposed',
    subject: treePath('episodes/0101/rundown/10 Opening.md'),
    paths: [],
    title: `Change ${id}`,
    applicability: 'safe',
    commit: 'c' as CommitId,
    base: {},
    reasons: [REVIEWER],
    why: '',
    lane: 'review',
    proposedMs: 0,
    model: null,
    confidence: null,
    waitsFor: 'person',
    segment: { path: 'episodes/0101/rundown/10 Opening.md', order: 10, title: 'Opening' },
    trivial: false,
    summary: false,
    stale: null,
    revision: 'r',
    ...changed,
  };
}

function part(key: string, changed: Partial<ReviewPart> = {}): ReviewPart {
  return {
    key,
    field: 'slug',
    kind: 'head',
    label: 'slug',
    cue: null,
    lineBefore: 1,
    lineAfter: 1,
    words: [],
    before: 'a',
    after: 'b',
    ...changed,
  };
}

describe('the rows of the inbox', () => {
  const small = (id: string) => row(id, { trivial: true });
  const all = [row('a'), small('b'), small('c'), row('d', { reasons: [REVIEWER, TYPING] })];
  const groups = grouped(all, [{ episode: '0101', title: 'Pilot', count: 4 }]);

  it('shows the small fixes of one segment as one line, and each by itself once unfolded', () => {
    expect(lines(groups, new Set()).map(({ id, rows }) => [id, rows.length])).toEqual([
      ['b', 2],
      ['a', 1],
      ['d', 1],
    ]);
    expect(lines(groups, new Set(['b'])).map(({ id }) => id)).toEqual(['b', 'c', 'a', 'd']);
  });

  it('puts what is made from the whole episode in one line at its end, where it is no work', () => {
    const whole = (id: string) => row(id, { segment: null, summary: true });
    const [group] = grouped([whole('s'), ...all, whole('t')], []);
    expect(lines(group ? [group] : [], new Set()).map(({ id }) => id)).toEqual(['b', 'a', 'd', 's']);
    expect(group?.rows.map(({ id }) => id)).toEqual(['a', 'b', 'c', 'd']);
    expect(group?.segments.at(-1)?.entries).toMatchObject([{ isBundle: true, isSummary: true }]);
  });

  it('leaves one small fix alone', () => {
    const [line] = lines(grouped([small('b')], []), new Set());
    expect(line?.isBundle).toBe(false);
  });

  it('says a reason that several share once, and keeps a rarer one at its row', () => {
    expect(groups[0]?.waits).toEqual([{ sentence: 'waits for a reviewer', many: 3 }]);
  });

  it('goes on to the line after those that leave, and back at the end', () => {
    const order = lines(groups, new Set());
    expect(nextAfter(order, new Set(['b', 'c']))).toBe('a');
    expect(nextAfter(order, new Set(['d']))).toBe('a');
    expect(nextAfter(order, new Set(['a', 'b', 'c', 'd']))).toBeNull();
  });

  it('tells first who types, whatever else is in the way', () => {
    expect(waits(row('d', { reasons: [REVIEWER, TYPING] }))).toBe('waits: Josh edited 10 Opening.md 4 s ago');
    expect(waits(row('d', { state: 'accepted', reasons: [TYPING], waitsFor: 'time' }))).toBe(
      'accepted, waits: Josh edited 10 Opening.md 4 s ago',
    );
  });
});

describe('a verdict', () => {
  const parts = [part('one'), part('two'), part('three')];

  it('is about the whole where nothing was left or reworded', () => {
    expect(verdictOf(parts, { left: [], edits: {} })).toMatchObject({ parts: null, label: 'Accept' });
  });

  it('names what is left and what is reworded', () => {
    const draft = { left: ['two'], edits: { one: 'mine' } };
    expect(verdictOf(parts, draft)).toMatchObject({
      parts: { reject: ['two'], edit: { one: 'mine' } },
      label: 'Accept 2 of 3 with your words',
    });
  });

  it('does not send words for a part that is left out', () => {
    expect(verdictOf(parts, { left: ['one'], edits: { one: 'mine' } }).parts).toEqual({
      reject: ['one'],
      edit: {},
    });
  });

  it('keeps words whose part is gone, and sends nothing of them', () => {
    const verdict = verdictOf(parts, { left: ['gone'], edits: { gone: 'typed for long' } });
    expect(verdict.parts).toBeNull();
    expect(verdict.orphans).toEqual({ gone: 'typed for long' });
  });

  const review = (changed: object, stale: Review['stale'] = null) =>
    ({ enhancement: { ...row('a'), ...changed }, stale, files: [{ parts }] }) as unknown as Review;

  it('says that it lands when Josh stops, while he types', () => {
    const words = acceptWords(
      review({ reasons: [REVIEWER, TYPING] }),
      verdictOf(parts, { left: [], edits: {} }),
    );
    expect(words).toEqual({ label: 'Accept – lands when Josh stops', isAble: true, note: null });
  });

  it('can not be given where the change has no place any more, or nothing of it is taken', () => {
    const stale = { code: codeFrom('BASE_MOVED'), user: 'the text changed', tech: '' };
    const whole = verdictOf(parts, { left: [], edits: {} });
    expect(acceptWords(review({ commit: null }, stale), whole).isAble).toBe(false);
    expect(acceptWords(review({}, stale), whole).isAble).toBe(true);
    const nothing = verdictOf(parts, { left: ['one', 'two', 'three'], edits: {} });
    expect(acceptWords(review({}), nothing).isAble).toBe(false);
  });
});

describe('rewording a line', () => {
  const reworded = (kind: 'head' | 'cue', line: string, words: string) =>
    framed(kind, line)?.framing(words) ?? null;

  it('shows the value without its syntax', () => {
    expect(framed('head', 'slug: glove-railing')?.value).toBe('glove-railing');
    expect(framed('head', `title: 'Josh''s hour'`)?.value).toBe(`Josh's hour`);
    expect(framed('cue', '[Slug: glove week]')?.value).toBe('glove week');
  });

  it('puts it back with the quoting that it needs, on one line', () => {
    expect(reworded('head', 'description: A day', 'A day: what now?')).toBe(
      'description: "A day: what now?"',
    );
    expect(reworded('head', 'description:', 'A day')).toBe('description: A day');
    expect(reworded('head', `title: 'A'`, `Josh's hour`)).toBe(`title: 'Josh''s hour'`);
    expect(reworded('cue', '[Slug: glove week]\n', 'kettle\nweek ')).toBe('[Slug: kettle week]\n');
  });

  it('leaves alone what is no single line of words', () => {
    expect(framed('head', 'tags: [one, two]')).toBeNull();
    expect(framed('head', 'text: |\n  two\n  lines')).toBeNull();
    expect(framed('head', 'slug: a # why')).toBeNull();
    expect(framed('cue', '<!-- Begin Cue -->')).toBeNull();
  });
});

describe('outcomes of many', () => {
  it('are counted, with the reason of what was refused', () => {
    const landed = { ...refused('a', 'A', '', ''), result: 'landed' as const, reasons: [] };
    const outcomes = [landed, landed, refused('c', 'C', 'MOVED_ON', 'Ann rejected it just now')];
    expect(sentenceOf(outcomes)).toEqual({
      tone: 'bad',
      text: '2 landed, 1 refused: Ann rejected it just now',
    });
    expect(reasonsOf(outcomes.slice(2))).toEqual([{ why: 'Ann rejected it just now', many: 1 }]);
  });
});

describe('the diff of a very long text', () => {
  const fileOf = (before: string, after: string, parts: readonly ReviewPart[]): ReviewFile => ({
    path: 'a.md',
    pathAfter: 'a.md',
    kind: 'edit',
    view: 'prose',
    before,
    after,
    media: null,
    note: null,
    parts,
  });

  it('made of its parts, leads from the old text to the new one', () => {
    const before = Array.from({ length: 60 }, (_, i) => `line ${i + 1}`).join('\n');
    const after = before
      .replace('line 3\n', 'line three\nand a half\n')
      .replace('line 5\n', '')
      .replace('line 40', 'line 40, told anew');
    const parts = [
      part('x', { lineBefore: 3, lineAfter: 3, before: '3', after: 'three\nand a half' }),
      part('y', { lineBefore: 5, lineAfter: 6, before: 'line 5\n', after: '' }),
      part('z', { lineBefore: 40, lineAfter: 40, before: '', after: ', told anew' }),
    ];
    const hunks = hunksOf(fileOf(before, after, parts));
    expect(hunks.match(/^@@/gm)).toHaveLength(2);
    expect(hunks.match(/^[-+](?![-+])/gm)).toHaveLength(6);
    expect(applyPatch(before, `--- a\n+++ b\n${hunks}`)).toBe(after);
  });
});
