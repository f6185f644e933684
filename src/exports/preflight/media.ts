// Turns missing entries of the media list into findings that tell a person what to do.
import { type Cue, cueField } from '../../domain/cue.ts';
import type { MediaShelf } from '../../domain/media/shelf.ts';
import type { Rundown } from '../../markdown/rundown.ts';
import type { MediaEntry } from '../media-entry.ts';
import { mediaEntries } from '../media-list.ts';
import { type Finding, finding } from './finding.ts';
import type { PreflightCode } from './messages.ts';

export function checkMedia(rundown: Rundown, media: MediaShelf): readonly Finding[] {
  return mediaEntries(rundown, media, rundown.fps)
    .filter(({ status }) => status === 'MISSING')
    .map((entry) => {
      const { cue, item } = entry;
      const line = cueField(cue, 'mediaurl')?.line ?? cue.line;
      return finding(codeOf(entry), item.document.path, line, { detail: detailOf(entry) });
    });
}

function codeOf({ type, cue }: MediaEntry): PreflightCode {
  if (type === 'FSQ') return 'FSQ_MISSING_MEDIA';
  if (type === 'GFX') return 'GFX_MISSING_MEDIA';
  return isFromLibrary(type) && !namesFile(cue) ? 'LIBRARY_MEDIA_NOT_NAMED' : 'CUE_MISSING_MEDIA';
}

function detailOf(entry: MediaEntry): string {
  const { slug, whyNoFile } = entry;
  return whyNoFile === null || codeOf(entry) === 'LIBRARY_MEDIA_NOT_NAMED' ? slug : `${slug}, ${whyNoFile}`;
}

/** True for types that the control room keeps ready in its own library, independent of the episode. */
function isFromLibrary(type: string): boolean {
  return ['BUMP', 'STING', 'VOX', 'MUS'].includes(type);
}

function namesFile(cue: Cue): boolean {
  return cue.fields.some(({ name, value }) => name === 'mediaurl' && value !== '');
}
