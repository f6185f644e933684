// Defines cue blocks, their types, and how labels are compared. Does not parse text.

/** A range of a text, in UTF-16 code units of the whole file, including a leading byte order mark; `end` is
 *  exclusive. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

export interface CueField {
  /** As written: `Media URL`. */
  readonly label: string;
  /** For comparing: `mediaurl`. */
  readonly name: string;
  /** As written between colon and closing bracket, trimmed. */
  readonly value: string;
  /** 1-based line of the label. */
  readonly line: number;
  /** The whole field, including any brackets. */
  readonly span: Span;
  readonly labelSpan: Span;
  readonly valueSpan: Span;
  /** False if the bracket is missing. */
  readonly opened: boolean;
  readonly closed: boolean;
  /** True for `Duration` in `[Type: ADLIB, Duration: 00:01:00]`, which shares the brackets of the field before it. */
  readonly inline: boolean;
}

export interface Cue {
  /** 0-based index among all cues of the file. */
  readonly ordinal: number;
  /** From Begin to End; without an End, to the last field line of the run after Begin. */
  readonly span: Span;
  /** 1-based line of Begin. */
  readonly line: number;
  readonly begin: Span;
  readonly end: Span | null;
  readonly fields: readonly CueField[];
  /** Lines inside that are not blank, a field or a picture. */
  readonly loose: readonly Span[];
  /** True only without an End, if the fields make up the whole block, so an End belongs right after them. */
  readonly closable: boolean;
  /** In capitals, such as `SOT`; null if missing. */
  readonly type: string | null;
  readonly assetId: string | null;
  readonly slug: string | null;
}

/** Normalised label: labels that differ only in case, blanks, `_` and `-` are the same. */
export function labelName(label: string): string {
  return label.toLowerCase().replace(/[\s_-]+/g, '');
}

/** First field whose normalised label is `name` (`mediaurl`). */
export function cueField(cue: Pick<Cue, 'fields'>, name: string): CueField | null {
  return cue.fields.find((field) => field.name === name) ?? null;
}

/** The field's text; null if missing or empty. */
export function cueValue(cue: Pick<Cue, 'fields'>, name: string): string | null {
  const value = cueField(cue, name)?.value ?? '';
  return value === '' ? null : value;
}

/** The name of a quote’s speaker; null if the field is missing or holds only a placeholder. */
export function cueAttribution(cue: Pick<Cue, 'fields'>): string | null {
  const name = cueValue(cue, 'attribution') ?? cueValue(cue, 'source');
  return name === null || /^["“]?(?:unknown|none|n\/?a|tbd|\?+)["”]?$/i.test(name) ? null : name;
}

// ---- types ----

/** How a cue counts toward the runtime: `own` takes its own time, `quote` is shown for as long as it takes to read,
 *  `under` runs beneath speech, `none` takes no time. */
export type CueTiming = 'own' | 'quote' | 'under' | 'none';

export interface CueType {
  readonly timing: CueTiming;
  /** Used if the cue has no Duration. */
  readonly defaultMs: number;
  /** Normalised labels (`mediaurl`) of the fields this cue needs to be played. */
  readonly required: readonly string[];
}

const CLIP = ['slug', 'assetid', 'mediaurl'];

const CUE_TYPES: ReadonlyMap<string, CueType> = new Map<string, CueType>([
  ['SOT', { timing: 'own', defaultMs: 30_000, required: [...CLIP, 'duration'] }],
  ['VO', { timing: 'under', defaultMs: 30_000, required: CLIP }],
  ['NAT', { timing: 'own', defaultMs: 30_000, required: CLIP }],
  ['PKG', { timing: 'own', defaultMs: 30_000, required: CLIP }],
  ['FSQ', { timing: 'quote', defaultMs: 15_000, required: ['slug', 'assetid', 'quote'] }],
  ['GFX', { timing: 'under', defaultMs: 15_000, required: ['slug', 'assetid'] }],
  ['IMG', { timing: 'under', defaultMs: 15_000, required: CLIP }],
  ['BUMP', { timing: 'own', defaultMs: 30_000, required: ['slug'] }],
  ['STING', { timing: 'own', defaultMs: 30_000, required: ['slug'] }],
  ['VOX', { timing: 'own', defaultMs: 30_000, required: ['slug'] }],
  ['MUS', { timing: 'under', defaultMs: 30_000, required: ['slug'] }],
  ['LIVE', { timing: 'own', defaultMs: 30_000, required: ['slug'] }],
  ['ADLIB', { timing: 'own', defaultMs: 60_000, required: [] }],
  ['RIF', { timing: 'none', defaultMs: 0, required: [] }],
  ['NOTE', { timing: 'none', defaultMs: 0, required: ['notetext'] }],
  ['DIR', { timing: 'none', defaultMs: 0, required: [] }],
  ['BREAK', { timing: 'none', defaultMs: 0, required: ['assetid'] }],
]);

/** null for unknown types; their cues are left as they are. */
export function cueType(type: string | null): CueType | null {
  return type === null ? null : (CUE_TYPES.get(type) ?? null);
}

/** Labels whose values fit on one line, used to tell a lost bracket from a long text. */
const ONE_LINE_LABELS: ReadonlySet<string> = new Set([
  'type',
  'assetid',
  'slug',
  'mediaurl',
  'previousmediaurl',
  'duration',
  'trimstart',
  'trimend',
  'enumerator',
  'part',
  'rendermode',
  'fontsize',
  'fontfamily',
  'align',
  'alignment',
  'style',
  'wordcount',
  'status',
  'gfxtype',
  'notefor',
  'clippingmethod',
]);

export function isOneLineLabel(name: string): boolean {
  return ONE_LINE_LABELS.has(name);
}

const LONG_LABELS: ReadonlySet<string> = new Set([
  'quote',
  'attribution',
  'source',
  'description',
  'transcription',
  'title',
  'body',
  'notetext',
  'incue',
  'outcue',
  'credit',
  'caption',
  'thumbnailurl',
  'audiourl',
  'sourceurl',
  'sourceassetid',
  'convertedfrom',
  'clips',
  'name',
]);

/** True for a label used in cues, false for any other text before a colon. */
export function isKnownLabel(name: string): boolean {
  return ONE_LINE_LABELS.has(name) || LONG_LABELS.has(name);
}
