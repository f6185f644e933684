// A small episode for the scripts: its items as text, its files by path, and the texts that are made of it.
import type { ExportName } from '../../../src/domain/export-file.ts';
import { type EpisodeId, treePath } from '../../../src/domain/ids.ts';
import { mediaShelf } from '../../../src/domain/media/shelf.ts';
import { byOrder } from '../../../src/domain/segment.ts';
import { compileExports } from '../../../src/exports/compile.ts';
import { parseInfo, parseSegment } from '../../../src/markdown/document.ts';

export interface Show {
  /** Name without `.md` → head keys and body. */
  readonly items: Readonly<Record<string, readonly [head: Readonly<Record<string, string>>, body: string]>>;
  readonly info?: Readonly<Record<string, string>>;
  readonly files?: readonly string[];
  readonly show?: string;
  readonly blocksEndedBy?: 'break' | 'adverts';
}

const FOLDER = 'episodes/0249';

export function compiled({
  items,
  info = {},
  files = [],
  show = 'Mildly Concerning',
  blocksEndedBy = 'break',
}: Show) {
  const texts = compileExports({
    episode: '0249' as EpisodeId,
    info: parseInfo(treePath(`${FOLDER}/info.md`), `${headOf(info)}`),
    segments: Object.entries(items)
      .map(([name, [head, body]]) =>
        parseSegment(
          treePath(`${FOLDER}/rundown/${name}.md`),
          `${headOf({ status: 'production', ...head })}\n${body}\n`,
        ),
      )
      .sort(byOrder),
    media: mediaShelf(
      files.map((path) => ({
        path: treePath(`${FOLDER}/${path}`),
        kind: /\.(?:png|jpe?g)$/i.test(path) ? 'image' : 'video',
        bytes: 1000,
      })),
    ),
    settings: {
      fps: 30,
      show,
      wordsPerMinute: 150,
      quoteWordsPerMinute: 120,
      quoteMinimumMs: 3000,
      speakers: {},
      blocksEndedBy,
    },
  });
  return (name: ExportName): string => texts.get(name) ?? '';
}

function headOf(keys: Readonly<Record<string, string>>): string {
  return `---\n${Object.entries(keys)
    .map(([key, value]) => `${key}: ${value}\n`)
    .join('')}---\n`;
}

export function cue(fields: Readonly<Record<string, string>>): string {
  const lines = Object.entries(fields).map(([name, value]) => `[${name}: ${value}]`);
  return `<!-- Begin Cue -->\n${lines.join('\n')}\n<!-- End Cue -->`;
}

/** What a reader sees of a page. */
export function readable(html: string): string {
  return html
    .replace(/<style>[\s\S]*?<\/style>|<title>[\s\S]*?<\/title>/g, '')
    .replace(/<\/?(?:b|i|u|s|mark|span)(?: [^<>]*)?>/g, '')
    .replace(/<[^<>]*>/g, '\n')
    .replace(/&(amp|lt|gt|quot|#39);/g, (all, name: string) => MARKS[name] ?? all)
    .replace(/\n\s*/g, '\n');
}

const MARKS: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'" };
