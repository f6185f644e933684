// Answers that were paid for once: what names a question, and where its answer is kept. The keeping is somebody else's.
import type { Hash } from '../../domain/ids.ts';
import type { Json } from '../../domain/json.ts';
import { hashText, hashValue } from '../../hash.ts';
import type { LanguageRequest } from '../../step.ts';

export interface NewAnswer {
  readonly key: Hash;
  readonly contentHash: Hash;
  /** Prompt type and version: `slug-enhancement/segment@1`. */
  readonly promptType: string;
  readonly model: string;
  readonly answer: Json;
  readonly inputTokens: number;
  readonly outputTokens: number;
  /** null where the model's price is not known. */
  readonly costUsd: number | null;
  readonly atMs: number;
}

export interface AnswerCache {
  /** null where the question was never answered. */
  get(key: Hash): Json | Promise<Json>;
  put(answer: NewAnswer): void | Promise<void>;
}

/** All that decides an answer. The show's own prompt and the reviewers' remarks are part of system text and content. */
export function answerKey(request: LanguageRequest, model: string): Hash {
  const { prompt, system, content, schema, temperature, maxTokens } = request;
  return hashValue({
    content: hashText(content),
    prompt,
    model,
    system: hashText(system),
    schema,
    temperature,
    maxTokens,
  });
}
