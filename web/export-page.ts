// A script, list or report of an episode as a page to look at, to frame and to print. Pictures are fetched from the show's
// media; whatever else the page holds, its policy lets nothing run.
import { htmlOf } from '../src/markdown/page.ts';
import { MEDIA } from './media.ts';

/** `episode`: four digits. */
export function exportPage(episode: string, name: string, text: string): string {
  const path = `episodes/${episode}/exports/${name}`;
  return withPictures(path, htmlOf(path, text));
}

/**
 * A compiled script's pictures are fetched from the show's media, wherever the page itself is shown. One that somebody wrote
 * may link to elsewhere, or frame it: a browser calls there before it asks the policy, so such a tag is shown as words.
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
/** As scripts are written: a picture's address leads from the exports folder to where it lies. */
const PICTURE = /(<img src=")((?:\.\.\/)+)/g;
