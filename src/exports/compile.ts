// Everything that is made from an episode and lies in its exports/: the scripts and the media list. Writes nothing.
import type { ExportName } from '../domain/export-file.ts';
import type { EpisodeId } from '../domain/ids.ts';
import type { MediaShelf } from '../domain/media/shelf.ts';
import type { InfoDocument, SegmentDocument } from '../markdown/document.ts';
import type { RundownOptions } from '../markdown/rundown.ts';

/** What a step's episode subject holds, as far as it is needed here. */
export interface Compilable {
  readonly episode: EpisodeId;
  readonly info: InfoDocument | null;
  readonly segments: readonly SegmentDocument[];
  readonly media: MediaShelf;
  readonly settings: RundownOptions & { readonly show: string };
}

export function compileExports(_episode: Compilable): ReadonlyMap<ExportName, string> {
  return new Map();
}
