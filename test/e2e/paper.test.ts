// The scripts' tables on paper: many breaks, long titles, long clips. No time runs into its neighbour, no heading and
// no number breaks, nothing leaves the page, whatever font the machine has.
import { describe, expect, it } from 'vitest';
import { compiled, cue, type Show } from '../exports/scripts/show.ts';
import { inBrowser } from './browser.ts';

const browser = inBrowser();

const LONG = 'The Extraordinarily Long Title of an Item That Somebody Typed Without Thinking of Paper';
const WORD = 'Donaudampfschifffahrtsgesellschaftskapitänsmützenabzeichen';

function show(): Show {
  const body = [
    'And that is what she said.',
    cue({
      Type: 'SOT',
      AssetID: 'S1',
      Slug: WORD,
      Duration: '01:02:00:00',
      TrimStart: '29:14',
      Outcue: LONG,
    }),
    cue({ Type: 'STING', AssetID: 'S2', Slug: 'x' }),
    cue({ Type: 'FSQ', AssetID: 'F1', Slug: 'q', Quote: '"Yes."', MediaURL: 'q-1x3.png' }),
  ].join('\n\n');
  const items = Array.from({ length: 6 }, (_, i) => [
    [`${i}10 Long`, [{ order: `${i}10`, title: LONG, duration: '00:10:41' }, body]] as const,
    [`${i}20 Word`, [{ order: `${i}20`, title: WORD, duration: '00:10:41' }, 'Words.']] as const,
    [`${i}30 Draft`, [{ order: `${i}30`, title: LONG, status: `draft ${LONG}` }, 'Words.']] as const,
    [`${i}40 Break`, [{ order: `${i}40`, type: 'break', title: LONG }, '']] as const,
  ]).flat();
  return {
    items: Object.fromEntries(items),
    files: ['assets/graphics/q-1x3.png', 'assets/graphics/q-2x3.png'],
  };
}

/** Cells whose text sticks out or stands on two lines where it must stand on one. */
async function crowded(html: string, inches: number, onOneLine: string): Promise<readonly string[]> {
  const { page } = await browser.open('about:blank');
  await page.setViewportSize({ width: inches * 96, height: 1000 });
  await page.emulateMedia({ media: 'print' });
  await page.setContent(html);
  return page.evaluate((selector) => {
    const width = document.documentElement.clientWidth;
    const isOut = (cell: Element) =>
      cell.scrollWidth > cell.clientWidth + 1 || cell.getBoundingClientRect().right > width + 1;
    const isBroken = (cell: Element) => {
      const range = document.createRange();
      range.selectNodeContents(cell);
      return new Set([...range.getClientRects()].map(({ top }) => Math.round(top))).size > 1;
    };
    const cells = [...document.querySelectorAll('th, td')].filter(isOut);
    const lines = [...document.querySelectorAll(selector)].filter(isBroken);
    return [...cells, ...lines].map((cell) => cell.outerHTML.slice(0, 80));
  }, onOneLine);
}

describe('on paper', () => {
  it('the rundown of the host’s script keeps its columns apart', async () => {
    const html = compiled(show())('script-host.html');
    expect(html).toContain('00:02:30?');
    expect(await crowded(html, 7, '.rundown th, .rundown .time, .rundown .number')).toEqual([]);
  });

  it('the director’s sheet does too', async () => {
    const html = compiled(show())('script-director.html');
    expect(html).toMatch(/>\d{3}–\d{3}</);
    expect(await crowded(html, 10, 'thead th, .number, .time, .in')).toEqual([]);
  });
});
