// The heading that a line stands under, as a link to it is understood.
import { expect, it } from 'vitest';
import { headingAbove } from '../../src/markdown/heading-above.ts';

const NOTE = `---
slug: x
# no heading
---
Before all.

## Notes ##
One.
\`\`\`
# An example
\`\`\`
#tag

### Käse & **Brot**: why?
Two.

## NOTES:
Three.

## Script
Four.
`;

it.each([
  [2, null],
  [3, null],
  [5, null],
  [7, 'Notes'],
  [8, 'Notes'],
  [12, 'Notes'],
  [14, 'Käse & **Brot**: why?'],
  [15, 'Käse & **Brot**: why?'],
  // A link to "NOTES" would lead to the first.
  [18, 'Käse & **Brot**: why?'],
  [21, 'Script'],
  [900, 'Script'],
])('of line %i is %j', (line, heading) => {
  expect(headingAbove(NOTE, line)).toBe(heading);
  expect(headingAbove(`\uFEFF${NOTE.replaceAll('\n', '\r\n')}`, line)).toBe(heading);
});

it('is none without headings, and front matter that never ends is text', () => {
  expect(headingAbove('', 1)).toBeNull();
  expect(headingAbove('a\nb\n', 2)).toBeNull();
  expect(headingAbove('---\n# A\nb\n', 3)).toBe('A');
});
