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
    ['order: 10', 'glove-week', '010-glove-week.md'],
    ['order: 20\ntype: segment', 'glove-week', '020-glove-week.md'],
    ['order: 31\ntype: ad', 'biltong', '031-ad-biltong.md'],
    ['order: 110', 'a'.repeat(60), `110-${'a'.repeat(40)}.md`],
  ])('%s %s', (head, slug, name) => expect(nameAfterSlug(item(head), slug)).toBe(name));

  it.each([['title: x'], ['order: 1000'], ['order: 1.5']])('is not given to %s', (head) =>
    expect(nameAfterSlug(item(head), 'glove')).toBeNull());
});

describe('links', () => {
  const text = [
    'See [[10 The Glove]], [[10 The Glove|the first one]] and ![[rundown/10 The Glove#Part]].',
    'Or [so](10%20The%20Glove.md), [so](<../rundown/10 The Glove.md>), [[10 the glove.md]].',
    'Not [[10 The Glove Box]], [[../../0102/rundown/10 The Glove]], `[[10 The Glove]]` or [there](other/10%20The%20Glove.md).',
  ].join('\r\n');

  it('that mean the file follow, and nothing else', () => {
    const doc = item('order: 10', text);
    const other = at('20 Other.md', text);
    const made = renamed(doc, '010-glove.md', [doc, other], null);
    const [file] = made?.otherFiles ?? [];
    if (file?.kind !== 'edit') throw new Error('nothing follows');
    expect(applyEdits(text, file.edits)).toBe(
      [
        'See [[010-glove]], [[010-glove|the first one]] and ![[rundown/010-glove#Part]].',
        'Or [so](010-glove.md), [so](<../rundown/010-glove.md>), [[010-glove.md]].',
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
    expect(renamed(doc, '010-glove.md', [doc], info)?.otherFiles.map(({ path }) => path)).toEqual([
      info.path,
    ]);
  });
});

it('takes no name that another item has, in whatever case', () => {
  const doc = item('order: 10');
  expect(renamed(doc, '010-glove.md', [doc, at('010-Glove.md', '')], null)).toBeNull();
});
