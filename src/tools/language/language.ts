// The language model as a tool: asks an OpenAI-compatible endpoint, or the cache, and gives back a checked value. Keeps
// to the day's budget. Never retries, never guesses: what is no answer is a Fault.
import type { Hash } from '../../domain/ids.ts';
import type { Json } from '../../domain/json.ts';
import { Fault } from '../../errors.ts';
import { hashText } from '../../hash.ts';
import type { LanguageAnswer, LanguageRequest, LanguageTool } from '../../step.ts';
import { createBudget } from './budget.ts';
import { type AnswerCache, answerKey } from './cache.ts';
import { createEndpoint, type EndpointOptions, THINKING_TOKENS, type Written } from './endpoint.ts';
import { costUsd, listPrice, type Price } from './prices.ts';
import { readAnswer } from './read-answer.ts';
import { createSharing } from './shared.ts';

export interface LanguageOptions extends EndpointOptions {
  readonly budgetPerDayUsd: number;
  /** Replaces the price list; null = the list. Without either, costs are unknown and the budget guards nothing. */
  readonly price: Price | null;
  readonly cache: AnswerCache;
  /** US dollars that the answers in the cache have cost since an instant. */
  readonly spent: (sinceMs: number) => number | Promise<number>;
  readonly clock: () => number;
}

interface Answered {
  readonly value: Json;
  /** 0 for an answer from the cache. */
  readonly costUsd: number | null;
}

/** With neither a key nor an address the tool is off, and its model is called `rules`. */
export function createLanguage(given: LanguageOptions): LanguageTool {
  // An environment variable that is set to nothing counts as not set.
  const options = { ...given, baseUrl: given.baseUrl || null, apiKey: given.apiKey || null };
  if (options.baseUrl === null && options.apiKey === null) {
    return { model: 'rules', ask: async () => ({ kind: 'off' }) };
  }
  const { model, cache, clock } = options;
  const price = options.price ?? listPrice(model);
  const endpoint = createEndpoint(options);
  const budget = createBudget({ ...options, perDayUsd: options.budgetPerDayUsd, price });
  const sharing = createSharing<Answered>();

  return { model, ask };

  async function ask(request: LanguageRequest, signal: AbortSignal): Promise<LanguageAnswer> {
    const key = answerKey(request, model);
    const answered = await sharing(key, (shared) => cachedOrNew(key, request, shared), signal);
    const use = { model, prompt: request.prompt, costUsd: answered.costUsd, confidence: null };
    return { kind: 'answer', value: answered.value, use };
  }

  async function cachedOrNew(key: Hash, request: LanguageRequest, signal: AbortSignal): Promise<Answered> {
    const cached = await cache.get(key);
    if (cached !== null) return { value: cached, costUsd: 0 };
    const reservation = await budget.reserve(price === null ? 0 : highestCost(request, price));
    let lostUsd = 0;
    try {
      const written = await endpoint.ask(request, signal);
      const cost = price === null ? null : costUsd(written.tokens, price);
      lostUsd = cost ?? 0;
      const value = readAnswer(whole(written), request.schema);
      await cache.put(kept(key, request, written, value, cost));
      lostUsd = 0;
      return { value, costUsd: cost };
    } finally {
      reservation.release(lostUsd);
    }
  }

  function kept(key: Hash, request: LanguageRequest, written: Written, answer: Json, cost: number | null) {
    return {
      key,
      contentHash: hashText(request.content),
      promptType: request.prompt,
      model,
      answer,
      inputTokens: written.tokens.input,
      outputTokens: written.tokens.output,
      costUsd: cost,
      atMs: clock(),
    };
  }
}

function whole(written: Written): string {
  if (written.ending === 'whole') return written.text;
  if (written.ending === 'length') {
    const sentence = 'The language model did not come to an end; it will be asked again.';
    throw new Fault('transient', 'LANGUAGE_TRUNCATED', sentence, { tech: `${written.tokens.output} tokens` });
  }
  throw new Fault(
    'transient',
    'LANGUAGE_DECLINED',
    'The language model declined to answer; it will be asked again.',
  );
}

/** Three characters to a token is more than any language here needs. */
function highestCost(request: LanguageRequest, price: Price): number {
  const input = (request.system.length + request.content.length) / 3;
  return costUsd({ input, output: request.maxTokens + THINKING_TOKENS }, price);
}
