// Builds the five scripts of an episode: host on paper and as Markdown, teleprompter, director, plain text. Uses no
// clock and nothing of the machine, so that the same show gives the same bytes.
import type { ExportName } from '../domain/export-file.ts';
import type { Rundown } from '../markdown/rundown.ts';
import type { MediaEntry } from './media-entry.ts';
import { directorHtml } from './scripts/director.ts';
import { hostHtml } from './scripts/host-html.ts';
import { hostMarkdown } from './scripts/host-markdown.ts';
import { type PageFacts, pageOf } from './scripts/page.ts';
import { scriptText } from './scripts/plain-text.ts';
import { teleprompterHtml } from './scripts/teleprompter.ts';

export type { PageFacts } from './scripts/page.ts';

/** Scripts by file name in `exports/`. `media`: the numbered media of the items on air. */
export function scriptTexts(
  rundown: Rundown,
  media: readonly MediaEntry[],
  facts: PageFacts,
): ReadonlyMap<ExportName, string> {
  const page = pageOf(rundown, media, facts);
  return new Map<ExportName, string>([
    ['script-host.html', hostHtml(page)],
    ['script-host.md', hostMarkdown(page)],
    ['script-teleprompter.html', teleprompterHtml(page)],
    ['script-director.html', directorHtml(page)],
    ['script.txt', scriptText(page)],
  ]);
}
