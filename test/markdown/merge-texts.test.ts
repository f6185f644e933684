// Three versions of a text in, one out: nothing that somebody wrote is dropped.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { applyEdits } from '../../src/domain/edit.ts';
import { treePath } from '../../src/domain/ids.ts';
import { mergeTexts } from '../../src/markdown/merge-texts.ts';

const PATH = treePath('episodes/0236/rundown/10 Border.md');

function merge(base: string | null, ours: string, theirs: string) {
  const { edits, choices } = mergeTexts({ path: PATH, base, ours, theirs });
  return { text: applyEdits(ours, edits), choices: choices.map(({ edit }) => [edit.removed, edit.added]) };
}

const BASE = `---
title: The border
slug: border
duration: 00:00
---

The first paragraph stands. It has two sentences.

The second one is about a river.

<!-- Begin Cue -->
[Type: SOT]
[Slug: river]
[Duration: 0:10]
<!-- End Cue -->

That is all.
`;
const edited = (...pairs: readonly (readonly [string, string])[]) =>
  pairs.reduce((text, [from, to]) => {
    expect(text).toContain(from);
    return text.replace(from, to);
  }, BASE);

describe('what only one side changed is taken', () => {
  it('in other paragraphs, fields and keys', () => {
    const ours = edited(['slug: border', 'slug: the border'], ['is about a river', 'is about two rivers']);
    const theirs = edited(
      ['duration: 00:00', 'duration: 00:45\nstatus: ready'],
      ['[Duration: 0:10]', '[Duration: 0:12]'],
    );
    const both = edited(
      ['slug: border', 'slug: the border'],
      ['duration: 00:00', 'duration: 00:45\nstatus: ready'],
      ['is about a river', 'is about two rivers'],
      ['[Duration: 0:10]', '[Duration: 0:12]'],
    );
    expect(merge(BASE, ours, theirs)).toEqual({ text: both, choices: [] });
  });

  it('in another sentence of the same line, and in lines side by side', () => {
    const ours = edited(
      ['The first paragraph stands.', 'The first paragraph still stands.'],
      ['[Slug: river]', '[Slug: rivers]'],
    );
    const theirs = edited(
      ['It has two sentences.', 'It has two short sentences.'],
      ['[Duration: 0:10]', '[Duration: 0:12]'],
    );
    const { text, choices } = merge(BASE, ours, theirs);
    expect(text).toContain('The first paragraph still stands. It has two short sentences.');
    expect(text).toContain('[Slug: rivers]\n[Duration: 0:12]');
    expect(choices).toEqual([]);
  });

  it('with other line endings, without a last one, and below a byte order mark', () => {
    const ours = `\uFEFF${edited(['a river', 'two rivers']).trimEnd().replaceAll('\n', '\r\n')}`;
    const theirs = edited(['That is all.', 'That is all.\nGood night.']);
    const { text } = merge(BASE, ours, theirs);
    expect(text).toBe(
      `\uFEFF${edited(['a river', 'two rivers'], ['That is all.', 'That is all.\nGood night.']).trimEnd().replaceAll('\n', '\r\n')}`,
    );
  });
});

describe('what both wrote at the same place', () => {
  it('stays once where it is the same, and twice where it is other', () => {
    const ours = edited(['That is all.', 'One.\nTwo of ours.\nThat is all.']);
    const theirs = edited(['That is all.', 'One.\nThree words of theirs.\nThat is all.']);
    const { text, choices } = merge(BASE, ours, theirs);
    expect(text).toBe(edited(['That is all.', 'One.\nTwo of ours.\nThree words of theirs.\nThat is all.']));
    expect(choices).toEqual([]);
  });

  it('is not doubled where the copy was saved earlier in the same minute', () => {
    const ours = edited(['That is all.', 'He wrote this line to its end.\nAnd another.\nThat is all.']);
    expect(merge(BASE, ours, edited(['That is all.', 'He wrote this li\nThat is all.']))).toEqual({
      text: ours,
      choices: [],
    });
    const behind = edited(['That is all.', 'He wrote this li\nThat is all.']);
    expect(merge(BASE, behind, ours)).toEqual({ text: ours, choices: [] });
  });

  it('is not doubled where one wrote around what both had', () => {
    const one = 'The second one is about a river. And a mill.';
    const around = 'The second one is about a river. Once more: And a mill.';
    const ours = edited(['The second one is about a river.', around]);
    const theirs = edited(['The second one is about a river.', one]);
    expect(merge(BASE, ours, theirs)).toEqual({ text: ours, choices: [] });
    expect(merge(BASE, theirs, ours)).toEqual({ text: ours, choices: [] });
  });

  it('is kept as a line of its own where the other has its few words within a longer one', () => {
    const ours = edited(['That is all.', 'He said: yes and no.\n\nThat is all.']);
    const theirs = edited(['That is all.', 'yes\n\nThat is all.']);
    expect(merge(BASE, ours, theirs).text).toContain('\nyes\n');
  });

  it('keeps cue blocks whole', () => {
    const cue = (slug: string, file: string) =>
      `<!-- Begin Cue -->\n[Type: VO]\n[Slug: ${slug}]\n[MediaURL: ${file}]\n[Notes: ${file} ${slug} ${file}]\n<!-- End Cue -->\n`;
    const ours = edited(['That is all.', `${cue('boats at sea', 'boats.mp4')}That is all.`]);
    const theirs = edited(['That is all.', `${cue('dogs on land', 'dogs.mp4')}That is all.`]);
    const { text, choices } = merge(BASE, ours, theirs);
    expect(text + choices.join()).toContain('dogs on land');
    expect(text.match(/Begin Cue/g)?.length).toBe(text.match(/End Cue/g)?.length);
  });

  it('is a choice where the same sentence, field or key was changed twice', () => {
    const ours = edited(
      ['about a river', 'about the old river'],
      ['slug: border', 'slug: frontier'],
      ['0:10', '0:11'],
    );
    const theirs = edited(
      ['about a river', 'about a deep river'],
      ['slug: border', 'slug: line'],
      ['0:10', '0:12'],
    );
    const merged = merge(BASE, ours, theirs);
    expect(merged.text).toBe(ours);
    expect(merged.choices).toEqual([
      ['slug: frontier\n', 'slug: line\n'],
      ['The second one is about the old river.', 'The second one is about a deep river.'],
      ['[Duration: 0:11]', '[Duration: 0:12]'],
    ]);
  });
});

describe('without a known base', () => {
  it('offers what only the copy has, and nothing where it has nothing of its own', () => {
    const ours = edited(['That is all.', 'One more.\nThat is all.']);
    expect(merge(null, ours, BASE)).toEqual({ text: ours, choices: [] });
    expect(merge(null, BASE, ours)).toEqual({ text: BASE, choices: [['', 'One more.\n']] });
  });
});

describe('any three versions', () => {
  const line = fc.constantFrom(
    '',
    'alpha one. beta two.',
    'gamma',
    'delta epsilon.',
    'zeta',
    'eta theta. iota',
    '# Kappa',
  );
  const text = fc.array(line, { maxLength: 12 }).map((lines) => lines.join('\n'));
  let count = 0;
  const typed = fc
    .array(fc.tuple(fc.nat(), fc.constantFrom('put in', 'replaced', 'taken out', 'written on')), {
      maxLength: 4,
    })
    .map((edits) => (from: string, who: string) => {
      const lines = from.split('\n');
      const words: string[] = [];
      for (const [place, how] of edits) {
        count += 1;
        const word = `${who}${count}`;
        const at = place % lines.length;
        if (how === 'taken out') lines.splice(at, 1);
        else {
          words.push(word);
          if (how === 'put in') lines.splice(at, 0, `typed ${word} here.`);
          if (how === 'replaced') lines[at] = `now ${word}`;
          if (how === 'written on') lines[at] = `${lines[at] ?? ''} and ${word}`;
        }
        if (lines.length === 0) lines.push('');
      }
      const result = lines.join('\n');
      return { text: result, words: words.filter((word) => result.includes(word)) };
    });

  it('keeps every word that either side typed, in the text or as a choice', () => {
    fc.assert(
      fc.property(text, typed, typed, fc.boolean(), (base, mine, yours, isKnown) => {
        const [ours, theirs] = [mine(base, 'm'), yours(base, 'y')];
        const merged = merge(isKnown ? base : null, ours.text, theirs.text);
        const everywhere = merged.text + JSON.stringify(merged.choices);
        for (const word of [...ours.words, ...theirs.words])
          expect(everywhere, JSON.stringify([base, ours, theirs, merged])).toMatch(new RegExp(`${word}\\b`));
        for (const word of ours.words) expect(merged.text).toMatch(new RegExp(`${word}\\b`));
        // Merged again it comes to rest, and nothing is taken twice.
        let last = merged.text;
        for (let n = 0; n < 3; n++) last = merge(isKnown ? base : null, last, theirs.text).text;
        expect(merge(isKnown ? base : null, last, theirs.text).text).toBe(last);
        for (const word of theirs.words)
          expect(last.match(new RegExp(`${word}\\b`, 'g'))?.length ?? 0).toBeLessThan(2);
      }),
    );
  });

  it('changes nothing where the copy has nothing of its own, and gives the copy where ours has not', () => {
    fc.assert(
      fc.property(text, typed, (base, mine) => {
        const { text: ours } = mine(base, 'm');
        expect(merge(base, ours, base)).toEqual({ text: ours, choices: [] });
        expect(merge(base, ours, ours)).toEqual({ text: ours, choices: [] });
        // Where much goes a person is asked: with all choices taken it is the copy.
        const { edits, choices } = mergeTexts({ path: PATH, base, ours: base, theirs: ours });
        const all = [...edits, ...choices.map(({ edit }) => edit)].sort((a, b) => a.start - b.start);
        const plain = (words: string) => words.split(/\s+/).join(' ').trim();
        expect(plain(applyEdits(base, all))).toBe(plain(ours));
      }),
    );
  });
});
