// A small episode for the media list: its items as text, its files by path.
import { treePath } from '../../src/domain/ids.ts';
import { type MediaFile, type MediaKind, mediaShelf } from '../../src/domain/media/shelf.ts';
import { parseInfo, parseSegment, type SegmentDocument } from '../../src/markdown/document.ts';
import { type Rundown, rundownOf } from '../../src/markdown/rundown.ts';

export const EPISODE = 'episodes/0107';

export function item(name: string, head: Readonly<Record<string, string>>, body: string): SegmentDocument {
  const keys = Object.entries({ status: 'production', ...head }).map(([key, value]) => `${key}: ${value}\n`);
  return parseSegment(treePath(`${EPISODE}/rundown/${name}.md`), `---\n${keys.join('')}---\n\n${body}\n`);
}

export function cue(fields: Readonly<Record<string, string>>): string {
  const lines = Object.entries(fields).map(([name, value]) => `[${name}: ${value}]\n`);
  return `<!-- Begin Cue -->\n${lines.join('')}<!-- End Cue -->\n`;
}

export function rundown(...documents: readonly SegmentDocument[]): Rundown {
  const info = parseInfo(treePath(`${EPISODE}/info.md`), '---\ntitle: The Night of the Spoons\n---\n');
  const rates = {
    fps: 30,
    wordsPerMinute: 150,
    quoteWordsPerMinute: 120,
    quoteMinimumMs: 3000,
    speakers: {},
  };
  return rundownOf(documents, info, { ...rates, blocksEndedBy: 'break' });
}

const KINDS: Readonly<Record<string, MediaKind>> = { mp4: 'video', mov: 'video', wav: 'audio' };

export function file(path: string): MediaFile {
  const kind = KINDS[path.split('.').at(-1)?.toLowerCase() ?? ''] ?? 'image';
  return { path: treePath(`${EPISODE}/${path}`), kind, bytes: 1000 };
}

export function shelf(...paths: readonly string[]) {
  return mediaShelf(paths.map(file));
}
