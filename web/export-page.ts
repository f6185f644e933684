// Renders an episode's script, list or report as a page to view, frame and print. Pictures load from the show's media;
// the page's policy lets no script run.
import type { Pages } from '../src/markdown/page.ts';
import { MEDIA } from './media-types.ts';

/** `episode`: four digits. */
export async function exportPage(pages: Pages, episode: string, name: string, text: string): Promise<string> {
  const path = `episodes/${episode}/exports/${name}`;
  return withPictures(path, await pages.html(path, text));
}

/**
 * Points a compiled script's pictures at the show's media, so they load wherever the page is shown. A handwritten page
 * may link to or frame other sites: browsers contact those before they apply the policy, so such tags are escaped.
 */
export function withPictures(path: string, html: string): string {
  if (!path.endsWith('.html')) return html;
  const folder = path.split('/').slice(0, -1);
  return html.replace(CALLING, '&lt;$1').replace(PICTURE, (_, start: string, up: string) => {
    const above = folder.slice(0, Math.max(0, folder.length - up.length / UP.length));
    return `${start}${MEDIA}${above.map((part) => `${part}/`).join('')}`;
  });
}

const CALLING = /<((?:link|i?frame|object|embed|fencedframe)[\s/>])/gi;
const UP = '../';
/** Picture addresses in compiled scripts, relative to the exports folder. */
const PICTURE = /(<img src=")((?:\.\.\/)+)/g;
