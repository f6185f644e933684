// How to display a file, judged by its name.
import type { FileView } from '../../../src/desk.ts';
import { nameOf, type TreePath } from '../../../src/domain/ids.ts';
import { type AssetKind, mediaKind } from '../../../src/tree/media.ts';

const MEDIA: Readonly<Partial<Record<AssetKind, FileView>>> = {
  image: 'picture',
  audio: 'sound',
  video: 'video',
};

export function fileView(path: TreePath): FileView {
  const media = MEDIA[mediaKind(nameOf(path))];
  if (media !== undefined) return media;
  if (/\.html?$/i.test(path)) return 'page';
  if (!/\.md$/i.test(path)) return 'text';
  // Exports are read as finished pages; what people write is read word by word.
  return path.split('/').includes('exports') ? 'page' : 'prose';
}
