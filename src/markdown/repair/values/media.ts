// Decides which file a cue plays. The last of several MediaURLs counts, an old folder name is replaced, and a cue
// without a usable file may get the one file its slug means. Previous values are kept beside the new one.
import { type CueField, cueField } from '../../../domain/cue.ts';
import type { Diagnostic } from '../../../domain/diagnostic.ts';
import { nameOf } from '../../../domain/ids.ts';
import { oneLine } from '../../../domain/one-line.ts';
import { cueMedia } from '../../cue-media.ts';
import type { SegmentDocument } from '../../document.ts';
import { cueName } from '../cue-name.ts';
import { told } from '../found.ts';
import type { RepairContext } from '../offer.ts';
import { isDrawn, lacksMedia } from './media-match.ts';
import { linesOfField, newLine, setField } from './place.ts';
import { trimsOf } from './trims.ts';
import { episodeFolder, isOnline, isUnusable, mediaOf, urlOf } from './urls.ts';
import type { Completion, CuePiece, ReadCue, WholeCue } from './whole-cue.ts';

const PREVIOUS = 'PreviousMediaURL';
/** The lowest score the matcher accepts. */
const CONFIDENCE = 0.85;

/** The last of several different MediaURLs counts; the others are kept under another label. */
export function previousMedia({ doc, cue }: WholeCue): Completion | null {
  const { used, others } = mediaOf(cue);
  if (used === null || others.length === 0) return null;
  if (others.some((field) => linesOfField(doc.text, field) === null)) return null;
  const rest = others.length === 1 ? 'The other stays' : 'The others stay';
  return {
    what: 'previousmediaurl',
    pieces: others.map((field) => ({ span: field.labelSpan, added: PREVIOUS })),
    title: `Keep one MediaURL in ${cueName(cue)}`,
    why: `This cue names its media more than once, and the last one that can be played counts. ${rest} as ${PREVIOUS}.`,
    applicability: 'unsafe',
  };
}

/** Updates the path of a film whose folder was renamed. */
export function mediaFolder({ doc, cue, context }: WholeCue): Completion | null {
  const { used } = mediaOf(cue);
  const match = used === null ? null : /^(.{0,80}?)assets\/videos\/([^?#]{1,300})/.exec(used.value);
  if (used === null || match === null) return null;
  const [, before = '', name = ''] = match;
  const has = (folder: string) =>
    context.media.files.some(({ path }) => path === `${episodeFolder(doc)}assets/${folder}/${name}`);
  if (!has('video') || has('videos')) return null;
  const start = used.valueSpan.start + `${before}assets/video`.length;
  return {
    what: 'mediaurl',
    pieces: [{ span: { start, end: start + 1 }, added: '' }],
    title: `Point ${cueName(cue)} to assets/video`,
    why: 'The film lies in assets/video; assets/videos is the old name of that folder.',
    applicability: 'safe',
  };
}

/** Adds the one file that the slug means if the cue names none that can be played. */
export function matchedMedia(whole: WholeCue): Completion | null {
  const { doc, cue, context, match } = whole;
  const url = match?.kind === 'found' ? urlOf(doc, match.file) : null;
  // An uncut film in MediaURL would be played from start to finish.
  const label = trimsOf(cue, context.fps).isCut ? 'SourceURL' : 'MediaURL';
  const pieces = url === null ? [] : mediaPieces(whole, label, url);
  if (url === null || pieces.length === 0) return null;
  const name = oneLine(url.slice(url.lastIndexOf('/') + 1), 40);
  return {
    what: label.toLowerCase(),
    pieces,
    title: oneLine(`Use “${name}” for ${cueName(cue)}`, 120),
    why: oneLine(
      `This cue names no media that can be played, and its slug fits one file of the episode: ${url}`,
      590,
    ),
    applicability: 'unsafe',
    confidence: CONFIDENCE,
  };
}

function mediaPieces(whole: WholeCue, label: string, url: string): readonly CuePiece[] {
  const { doc, cue } = whole;
  const { used } = mediaOf(cue);
  const piece =
    used === null
      ? setField(whole, label, url, ['type', 'assetid', 'slug'])
      : newLine(whole, cue.fields.indexOf(used), label, url);
  if (piece === null) return [];
  if (used === null) return [piece];
  // The renamed field is only recognised on a line of its own.
  return linesOfField(doc.text, used) === null ? [] : [{ span: used.labelSpan, added: PREVIOUS }, piece];
}

/** Problems with a cue's media that are left to a person. */
export function mediaDiagnostics({ doc, cue, type, context, match }: ReadCue): readonly Diagnostic[] {
  const { used } = mediaOf(cue);
  const line = used?.line ?? cue.line;
  if (match?.kind === 'unclear') {
    const names = match.candidates.map(({ path }) => nameOf(path)).join(', ');
    return [told(doc, { code: 'CUE_MEDIA_UNCLEAR', line, about: names })];
  }
  const source = used === null ? cueField(cue, 'sourceurl') : null;
  if (source !== null && source.value !== '') return absent(doc, context, source);
  if (used === null) {
    const code = type === 'GFX' ? 'GFX_MISSING_MEDIA' : 'CUE_MISSING_MEDIA';
    const isThere = cueMedia(cue, doc.text, context.media, context.fps).file !== null;
    return lacksMedia(cue, type) && !isThere ? [told(doc, { code, line })] : [];
  }
  const about = used.value;
  if (isUnusable(about)) return [told(doc, { code: 'CUE_MEDIA_UNUSABLE', line, about })];
  return isDrawn(cue, type) ? [] : absent(doc, context, used);
}

function absent(
  doc: SegmentDocument,
  { media }: RepairContext,
  { value, line }: CueField,
): readonly Diagnostic[] {
  if (isOnline(value) || media.resolve(value) !== null) return [];
  return [told(doc, { code: 'CUE_MEDIA_NOT_FOUND', line, about: value })];
}
