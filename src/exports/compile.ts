// Builds an episode's exports from its texts and media: the scripts and the media lists. Writes no files.
import type { ExportName } from '../domain/export-file.ts';
import type { EpisodeId } from '../domain/ids.ts';
import type { MediaShelf } from '../domain/media/shelf.ts';
import type { InfoDocument, SegmentDocument } from '../markdown/document.ts';
import { type RundownOptions, rundownOf } from '../markdown/rundown.ts';
import { mediaEntries, mediaLists } from './media-list.ts';
import { scriptTexts } from './scripts.ts';

/** The parts of a step's episode subject that the exports need. */
export interface Compilable {
  readonly episode: EpisodeId;
  readonly info: InfoDocument | null;
  readonly segments: readonly SegmentDocument[];
  readonly media: MediaShelf;
  readonly settings: RundownOptions & { readonly show: string };
}

export function compileExports(from: Compilable): ReadonlyMap<ExportName, string> {
  const { episode, info, segments, media, settings } = from;
  const parts = [episode, JSON.stringify(settings), media, ...segments];
  return info === null ? compiled(from) : info.once('exports', parts, () => compiled(from));
}

function compiled({ episode, info, segments, media, settings }: Compilable): ReadonlyMap<ExportName, string> {
  const { show, fps } = settings;
  const rundown = rundownOf(segments, info, settings);
  const entries = mediaEntries(rundown, media, fps);
  const facts = { show, episode };
  return new Map([
    ...scriptTexts(rundown, entries, { ...facts, media, settings }),
    ...mediaLists(entries, { ...facts, rundown, fps }),
  ]);
}
