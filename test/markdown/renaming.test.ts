// A rundown file gets another name, and the links that mean it follow.
import { describe, expect, it } from 'vitest';
import { applyEdits } from '../../src/domain/edit.ts';
import { treePath } from '../../src/domain/ids.ts';
import { parseInfo, parseSegment } from '../../src/markdown/document.ts';
import { nameAfterSlug, renamed } from '../../src/markdown/renaming.ts';

const at = (name: string, text: string) => parseSegment(treePath(`episodes/0101/rundown/${name}`), text);
const item = (head: string, body = '') => at('10 The Glove.md', `---\n${head}\n---\n${body}`);

describe('the name after a slug', () => {
  it.each([
    ['order: 5', 'glove-week', '05-glove-week.md'],
    ['order: 20\ntype: segment', 'glove-week', '20-glove-week.md'],
    ['order: 31\ntype: ad', 'biltong', '31-ad-biltong.md'],
    ['order: 110', 'a'.repeat(60), `110-${'a'.repeat(40)}.md`],
  ])('%s %s', (head, slug, name) => expect(nameAfterSlug(item(head), slug, [])).toBe(name));

  it.each([
    [['05 One.md', '100-two.md', '20 Three.md'], '20-glove.md'],
    [['005 One.md', '010-two.md'], '020-glove.md'],
    [['1A One.md', '2B Two.md'], '20-glove.md'],
    [['5 One.md', '6 Two.md'], '20-glove.md'],
  ])('beside %j has a number as wide as theirs: %s', (names, name) => {
    const siblings = names.map((each) => at(each, ''));
    expect(nameAfterSlug(item('order: 20'), 'glove', siblings)).toBe(name);
  });

  it('has three digits where no file begins with a number', () => {
    const doc = at('The Glove.md', '---\norder: 20\n---\n');
    expect(nameAfterSlug(doc, 'glove', [doc, at('Another.md', '')])).toBe('020-glove.md');
  });

  it.each([['title: x'], ['order: 1000'], ['order: 1.5']])('is not given to %s', (head) =>
    expect(nameAfterSlug(item(head), 'glove', [])).toBeNull());
});

describe('links', () => {
  const text = [
    'See [[10 The Glove]], [[10 The Glove|the first one]] and ![[rundown/10 The Glove#Part]].',
    'Or [so](10%20The%20Glove.md), [so](<../rundown/10 The Glove.md>), [[10 the glove.md]], [[episodes/0101/rundown/10 The Glove]].',
    'Not [[10 The Glove Box]], [[../../0102/rundown/10 The Glove]], `[[10 The Glove]]` or [there](other/10%20The%20Glove.md).',
  ].join('\r\n');

  it('that mean the file follow, and nothing else', () => {
    const doc = item('order: 10', text);
    const other = at('20 Other.md', text);
    const made = renamed(doc, '010-glove.md', [doc, other]);
    const [file] = made?.otherFiles ?? [];
    if (file?.kind !== 'edit') throw new Error('nothing follows');
    expect(applyEdits(text, file.edits)).toBe(
      [
        'See [[010-glove]], [[010-glove|the first one]] and ![[rundown/010-glove#Part]].',
        'Or [so](010-glove.md), [so](<../rundown/010-glove.md>), [[010-glove.md]], [[episodes/0101/rundown/010-glove]].',
        'Not [[10 The Glove Box]], [[../../0102/rundown/10 The Glove]], `[[10 The Glove]]` or [there](other/10%20The%20Glove.md).',
      ].join('\r\n'),
    );
    expect(made?.ownEdits.length).toBe(file.edits.length);
  });

  it('in info.md follow too', () => {
    const doc = item('order: 10');
    const info = parseInfo(
      treePath('episodes/0101/info.md'),
      '---\nnotes: x\n---\nFirst [[10 The Glove]].\n',
    );
    expect(renamed(doc, '010-glove.md', [doc, info])?.otherFiles.map(({ path }) => path)).toEqual([
      info.path,
    ]);
  });
});

it('takes no name that another item has, in whatever case', () => {
  const doc = item('order: 10');
  expect(renamed(doc, '010-glove.md', [doc, at('010-Glove.md', '')])).toBeNull();
});
