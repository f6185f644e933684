// The tools that a step may be given: a language model, and ffmpeg. A step gets those that it declares, and nothing else.
import type { EpisodeId, TreePath } from '../domain/ids.ts';
import type { Json } from '../domain/json.ts';
import type { Cut, MediaFacts, MediaMeasure } from '../domain/media/facts.ts';

/** Model, prompt, price and confidence behind a change. */
export interface ModelUse {
  /** `gpt-5-mini`, or `rules` if no model was used. */
  readonly model: string;
  /** Prompt type and version, `description-generation/segment@1`. */
  readonly prompt: string;
  /** US dollars; null if the endpoint's price is unknown. */
  readonly costUsd: number | null;
  /** 0..1, estimated by the step; null if it has no estimate. */
  readonly confidence: number | null;
}

export interface LanguageRequest {
  /** Prompt type and version: `slug-enhancement/segment@1`. Part of the cache key. */
  readonly prompt: string;
  /** Episode whose budget pays for this; not part of the cache key. null if no single episode applies. */
  readonly episode: EpisodeId | null;
  readonly system: string;
  /** Content from the show. The tool fences it as data; never trusted. */
  readonly content: string;
  /** A JSON Schema (object) for the answer. */
  readonly schema: { readonly [key: string]: Json };
  readonly temperature: number;
  readonly maxTokens: number;
}

export type LanguageAnswer =
  | { readonly kind: 'answer'; readonly value: Json; readonly use: ModelUse }
  /** No endpoint is configured: the step falls back to its rules. */
  | { readonly kind: 'off' };

/** Progress of a request, for display: sent to the model, waiting for the same request by another caller, or answered
 *  from the cache. */
export type LanguageNews = 'asking' | 'asked-already' | 'from-cache';

/** Model name used when no model is set up and rules write the wording. */
export const RULES = 'rules';

export interface LanguageTool {
  /** Answers from the model or the cache. Rejects with a `Fault` of kind `transient` or `configuration`. */
  ask(
    request: LanguageRequest,
    signal: AbortSignal,
    tell?: (news: LanguageNews) => void,
  ): Promise<LanguageAnswer>;
  /** The answer to this request was of no use: it is forgotten, so that the next try asks again. */
  refuse(request: LanguageRequest): void;
  /** Model name, or `rules`; part of the fingerprint. */
  readonly model: string;
}

/** A media file of the show, told by its content. */
export interface MediaSource {
  readonly path: TreePath;
  readonly sha256: string;
}

/** Looks at media with ffmpeg, or answers from what is known of the same bytes. */
export interface MediaTool {
  /** Of ffmpeg, as part of the fingerprint; null if there is none. */
  readonly version: string | null;
  /** Rejects with a `Fault`: MEDIA_UNREADABLE, or of kind `transient` if the file has changed since. */
  facts(source: MediaSource, signal: AbortSignal): Promise<MediaFacts>;
  /** `tell` receives how much is done, from 0 to 1. Rejects as `facts` does. */
  measure(
    source: MediaSource,
    cut: Cut,
    signal: AbortSignal,
    tell?: (fraction: number) => void,
  ): Promise<MediaMeasure>;
}

export interface Tools {
  readonly language: LanguageTool;
  readonly media: MediaTool;
}
export type ToolName = keyof Tools;
