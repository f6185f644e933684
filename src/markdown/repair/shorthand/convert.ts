// Decides which cue a piece of shorthand becomes, or why it stays. Produces text only; ids and places come later.
import { cueType } from '../../../domain/cue.ts';
import { formatDuration } from '../../../domain/duration.ts';
import type { MediaFile, MediaMatch } from '../../../domain/media/shelf.ts';
import { countWords, speechMs } from '../../../domain/segment.ts';
import type { SegmentDocument } from '../../document.ts';
import type { NewField } from '../cue-text.ts';
import type { RepairContext } from '../offer.ts';
import { quoteFields, UNKNOWN } from './bracket.ts';
import { attributeWords, wordsIn } from './markup.ts';
import {
  candidatesOf,
  chooseMedia,
  chooseSource,
  FOUND,
  type MediaChoice,
  urlFrom,
  WITHOUT,
} from './media.ts';
import { creditBelow, quoteBelow } from './quote.ts';
import type { ScriptLine } from './script-lines.ts';
import type { Complaint, ShorthandCode } from './shorthand-messages.ts';
import type { Site } from './sites.ts';
import { slugOfQuote } from './token.ts';
import { isClip, mediaOf } from './types.ts';
import { type VideoReading, videoBelow } from './video.ts';
import { memberOf } from './video-lines.ts';

export interface Conversion {
  readonly site: Site;
  /** End of the last line it uses: the token, the quote or the clip's lines. */
  readonly end: number;
  readonly slug: string;
  /** All fields after the slug except ConvertedFrom. */
  readonly fields: readonly NewField[];
  readonly drops: readonly string[];
  readonly confidence: number | null;
  /** Sentences for a producer about the lines it includes and what it plays. */
  readonly why: string;
}

export interface Converted {
  readonly conversion: Conversion | null;
  readonly complaints: readonly Complaint[];
  /** End of the clip's lines that are accounted for, converted or not. */
  readonly end: number;
}

export function convert(
  doc: SegmentDocument,
  lines: readonly ScriptLine[],
  site: Site,
  isClear: boolean,
  context: RepairContext,
): Converted {
  const { token } = site;
  const stays = (code: ShorthandCode, end = site.whole.end, about = token.text): Converted => ({
    conversion: null,
    complaints: [{ code, at: token.start, about }],
    end,
  });
  const video = isClip(token.type) ? videoAt(doc, lines, site, context.fps) : null;
  const end = video === null || video.kind === 'none' ? site.whole.end : video.end;
  // Cut lines below a token that lacks its closing bracket show what it was meant to be.
  const mended = token.problem === 'CUE_TOKEN_UNCLOSED' && video?.kind === 'clip' && token.slug !== '';
  if ((token.problem !== null && !mended) || !isClear) return stays(token.problem ?? 'CUE_TOKEN', end);
  if (video?.kind === 'unclear') return stays('VIDEO_LINES_UNCLEAR', end);
  if (video?.kind === 'clip') return clip(doc, site, video, context);
  if (!token.takesQuote) return named(doc, lines, site, context) ?? stays('FSQ_QUOTE_UNCLEAR');
  const quote = quoteBelow(doc, lines, site.line, site.whole.end, site.limit);
  if (quote.kind === 'missing') return stays('FSQ_MISSING_QUOTE');
  if (quote.kind === 'unclear') return stays('FSQ_QUOTE_UNCLEAR');
  const slug = token.slug === '' ? slugOfQuote(quote.text) : token.slug;
  if (slug === '') return stays('CUE_TOKEN_NO_SLUG');
  const { text, attribution } = quote;
  const ms = token.durationMs ?? quoteMs(text, context);
  const said = attribution === '' ? 'Nobody is named below it' : `It was said by ${attribution}`;
  return taken({
    site,
    end: quote.end,
    slug,
    fields: [['Duration', formatDuration(ms, context.fps)], ...quoteFields(text, attribution)],
    drops: [...tagWords(doc, site), ...quote.drops],
    confidence: null,
    why: `The ${countWords(text)} words below it are its quote. ${said}.`,
  });
}

function taken(conversion: Conversion, complaints: readonly Complaint[] = []): Converted {
  return { conversion, complaints, end: conversion.end };
}

function quoteMs(text: string, context: RepairContext): number {
  return Math.max(context.quoteMinimumMs, speechMs(countWords(text), context.quoteWordsPerMinute));
}

/** Words in the tags, and in the marker of a list, that are removed with the token. */
function tagWords(doc: SegmentDocument, { token, whole, isItem }: Site): readonly string[] {
  return [
    ...(isItem ? wordsIn(doc.text.slice(whole.start, token.start)) : []),
    ...attributeWords(doc.text.slice(whole.start, token.start)),
    ...attributeWords(doc.text.slice(token.end, whole.end)),
  ];
}

// ---- a token without lines below ----

/** With the name of its speaker, which may stand below a quote in brackets. Null if it is unclear. */
function named(
  doc: SegmentDocument,
  lines: readonly ScriptLine[],
  site: Site,
  context: RepairContext,
): Converted | null {
  const { token } = site;
  const isUnnamed = token.fields.some(([label, value]) => label === 'Attribution' && value === UNKNOWN);
  const credit = isUnnamed ? creditBelow(doc, lines, site.line, site.whole.end, site.limit) : null;
  if (credit === 'unclear') return null;
  if (credit === null) return simple(doc, site, context);
  const { name, end, drops } = credit;
  const fields = token.fields.map(
    ([label, value]): NewField => [label, label === 'Attribution' ? name : value],
  );
  const { conversion, complaints } = simple(doc, { ...site, token: { ...token, fields } }, context);
  if (conversion === null) return null;
  return taken({ ...conversion, site, end, drops: [...conversion.drops, ...drops] }, complaints);
}

function simple(doc: SegmentDocument, site: Site, context: RepairContext): Converted {
  const { token } = site;
  const quote = token.fields.find(([label]) => label === 'Quote')?.[1];
  const wordless = token.type === 'FSQ' && quote === undefined;
  const readMs = quote === undefined ? (cueType(token.type)?.defaultMs ?? 0) : quoteMs(quote, context);
  const ms = token.durationMs ?? readMs;
  const media = chooseMedia(context, token.type, token.slug);
  const note: readonly NewField[] = [
    ['Note For', 'unknown'],
    ['Note Text', ''],
  ];
  const isTold = token.fields.some(([label]) => label === 'Note Text');
  const own = token.type === 'NOTE' && !isTold ? [...note, ...token.fields] : token.fields;
  const url: readonly NewField[] =
    media.file === null ? [] : [['MediaURL', urlFrom(doc.path, media.file.path)]];
  const code = wordless ? 'FSQ_MISSING_QUOTE' : media.code;
  const about = media.candidates.join(', ') || token.text;
  return taken(
    {
      site,
      end: site.whole.end,
      slug: token.slug,
      fields: [['Duration', ms === 0 ? '' : formatDuration(ms, context.fps)], ...own, ...url],
      drops: tagWords(doc, site),
      confidence: media.confidence,
      why: wordless ? 'Its words are still to be added.' : mediaSentence(token.type, media),
    },
    code === null ? [] : [{ code, at: token.start, about }],
  );
}

function mediaSentence(type: string, { file, code, candidates }: MediaChoice): string {
  if (file !== null) return `It plays ${file.path}.`;
  if (code === 'CUE_MEDIA_UNCLEAR')
    return `Its media is left open, since no file certainly belongs to it; closest by name: ${candidates.join(', ')}.`;
  if (code === 'CUE_MEDIA_MISSING') return 'Its media is left open, since no file bears its name.';
  return mediaOf(type) === null ? 'It needs no media file.' : 'Its picture can be made later.';
}

// ---- a clip with cut lines ----

type Clip = Extract<VideoReading, { kind: 'clip' }>;

function videoAt(doc: SegmentDocument, lines: readonly ScriptLine[], site: Site, fps: number): VideoReading {
  const lineEnd = lines[site.line]?.end ?? site.whole.end;
  const rest = doc.text.slice(site.whole.end, Math.min(lineEnd, site.limit)).trim();
  if (rest === '') return videoBelow(doc, lines, site.line + 1, site.limit, fps);
  // Words after the token separate it from the lines below. If these words are cut instructions, a time would be lost.
  const member = memberOf(rest)?.kind;
  const cutting = member === 'times' || member === 'title' || member === 'broken';
  return cutting ? { kind: 'unclear', end: Math.min(lineEnd, site.limit) } : { kind: 'none' };
}

/** Without its film it becomes a cue all the same, so that nobody reads the lines aloud and its time counts. */
function clip(doc: SegmentDocument, site: Site, video: Clip, context: RepairContext): Converted {
  const { token } = site;
  const name = video.title ?? token.slug;
  const match = chooseSource(context, name);
  const file = match.kind === 'found' ? match.file : null;
  const source =
    file === null ? `Its film is left open, since ${whyOpen(match)}.` : `The film is ${file.path}.`;
  const about = candidatesOf(match).join(', ') || name;
  const code = match.kind === 'unclear' ? 'VIDEO_SOURCE_UNCLEAR' : 'VIDEO_SOURCE_MISSING';
  return taken(
    {
      site,
      end: video.end,
      slug: token.slug,
      fields: [
        ['Duration', formatDuration(video.durationMs, context.fps)],
        ['Description', descriptionOf(video, file)],
        ...video.fields,
        ['SourceURL', file === null ? '' : urlFrom(doc.path, file.path)],
      ],
      drops: [...tagWords(doc, site), ...video.drops],
      confidence: file === null ? WITHOUT : FOUND,
      why: `The lines below it say what to cut, from IN to OUT; all of them become fields of the cue. ${source}`,
    },
    file === null ? [{ code, at: token.start, about }] : [],
  );
}

function whyOpen(match: MediaMatch): string {
  if (match.kind !== 'unclear') return 'no file bears its name';
  return `no file certainly belongs to it; closest by name: ${candidatesOf(match).join(', ')}`;
}

/** The title, unless the file name contains it, and the notes, so that none of their words are lost. */
function descriptionOf({ title, notes }: Clip, file: MediaFile | null): string {
  const isInName = title !== null && file?.path.toLowerCase().includes(title.toLowerCase()) === true;
  return [...(title === null || isInName ? [] : [title]), ...notes].join('; ');
}
