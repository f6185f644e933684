// The language model as a tool: gets an answer from the cache or an OpenAI-compatible endpoint and returns it checked.
// Keeps to the budget. Never retries or guesses: an unusable answer is a Fault.

import type { Hash } from '../../domain/ids.ts';
import type { Json } from '../../domain/json.ts';
import { Fault } from '../../errors.ts';
import { hashText } from '../../hash.ts';
import type { Log } from '../../log.ts';
import type { LanguageAnswer, LanguageNews, LanguageRequest, LanguageTool } from '../../step.ts';
import { RULES } from '../../step.ts';
import type { Budget } from './budget.ts';
import { type AnswerCache, answerKey, type NewAnswer } from './cache.ts';
import { createEndpoint, type EndpointOptions, THINKING_TOKENS, type WrittenAnswer } from './endpoint.ts';
import { costUsd, type Price, priceOf, type Tokens } from './prices.ts';
import { readAnswer } from './read-answer.ts';
import { createSharing } from './shared.ts';
import { createTrust } from './trust.ts';

export interface LanguageOptions extends EndpointOptions {
  /** Overrides the price list; null = use the list. Without either, costs are unknown and no budget is enforced. */
  readonly price: Price | null;
  readonly budget: Pick<Budget, 'reserve'>;
  readonly cache: AnswerCache;
  readonly clock: () => number;
  /** Told once when the endpoint is left alone for a while. */
  readonly log?: Pick<Log, 'warn'>;
}

interface Answered {
  readonly value: Json;
  /** 0 for an answer from the cache; null if the model's price is unknown. */
  readonly costUsd: number | null;
}

/** With neither a key nor an address the tool is off, and its model is named `rules`. */
export function createLanguage(given: LanguageOptions): LanguageTool {
  // An empty environment variable counts as unset.
  const options = { ...given, baseUrl: given.baseUrl || null, apiKey: given.apiKey || null };
  if (options.baseUrl === null && options.apiKey === null) {
    return { model: RULES, ask: async () => ({ kind: 'off' }), refuse: () => {} };
  }
  const { model, cache, clock, budget } = options;
  const price = priceOf(options);
  const endpoint = createEndpoint(options);
  const sharing = createSharing<Answered>();
  const trust = createTrust({ model, clock, log: options.log ?? null });

  return {
    model,
    ask,
    refuse(request) {
      cache.refuse(answerKey(request, model));
      trust.refused();
    },
  };

  async function ask(
    request: LanguageRequest,
    signal: AbortSignal,
    tell: (news: LanguageNews) => void = () => {},
  ): Promise<LanguageAnswer> {
    const key = answerKey(request, model);
    // Shared within an episode only: a caller must not be refused because another episode's budget is used up.
    const shared = `${key} ${request.episode}`;
    let isFirst = false;
    const answer = sharing(
      shared,
      (ended) => {
        isFirst = true;
        return cachedOrNew(key, request, ended, tell);
      },
      signal,
    );
    if (!isFirst && !signal.aborted) tell('asked-already');
    const answered = await answer;
    const use = { model, prompt: request.prompt, costUsd: answered.costUsd, confidence: null };
    return { kind: 'answer', value: answered.value, use };
  }

  async function cachedOrNew(
    key: Hash,
    request: LanguageRequest,
    signal: AbortSignal,
    tell: (news: LanguageNews) => void,
  ): Promise<Answered> {
    const cached = await cache.get(key);
    if (cached !== null) {
      cache.reused(request.prompt, clock());
      tell('from-cache');
      return { value: cached, costUsd: 0 };
    }
    trust.check();
    const money = price === null ? null : await budget.reserve(highestCost(request, price), request.episode);
    let unrecordedUsd = 0;
    try {
      tell('asking');
      const written = await trust.asking(endpoint.ask(request, signal));
      const cost = price === null ? null : costUsd(tokensOf(written, request), price);
      unrecordedUsd = cost ?? 0;
      const { value, fault } = readOrFault(written, request);
      if (value !== null || unrecordedUsd > 0)
        await cache.put({
          key,
          ...answerRow(request, written, { model, value, costUsd: cost, atMs: clock() }),
        });
      unrecordedUsd = 0;
      trust.heard(fault);
      if (fault !== null) throw fault;
      return { value, costUsd: cost };
    } finally {
      money?.release(unrecordedUsd);
    }
  }
}

/** An answer as kept in the cache; its value is null if it could not be used. */
function answerRow(
  request: LanguageRequest,
  written: WrittenAnswer,
  { model, value, costUsd, atMs }: { model: string; value: Json; costUsd: number | null; atMs: number },
): Omit<NewAnswer, 'key'> {
  return {
    contentHash: hashText(request.content),
    promptType: request.prompt,
    model,
    episode: request.episode,
    answer: value,
    inputTokens: written.tokens.input,
    outputTokens: written.tokens.output,
    costUsd,
    atMs,
  };
}

/** Returns the fault instead of throwing it, because even an unusable answer costs money that must be recorded. */
function readOrFault(
  written: WrittenAnswer,
  { schema }: LanguageRequest,
): { readonly value: Json; readonly fault: Fault | null } {
  try {
    return { value: readAnswer(whole(written), schema), fault: null };
  } catch (error) {
    if (error instanceof Fault) return { value: null, fault: error };
    throw error;
  }
}

function whole(written: WrittenAnswer): string {
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

/** Low on purpose: the languages here have more characters per token, so costs are estimated high. */
const CHARACTERS_PER_TOKEN = 3;

/** As counted by the endpoint; otherwise a high estimate. */
function tokensOf({ tokens, text }: WrittenAnswer, request: LanguageRequest): Tokens {
  if (tokens.input + tokens.output > 0) return tokens;
  return { input: inputTokens(request), output: text.length / CHARACTERS_PER_TOKEN };
}

function highestCost(request: LanguageRequest, price: Price): number {
  return costUsd({ input: inputTokens(request), output: request.maxTokens + THINKING_TOKENS }, price);
}

function inputTokens({ system, content }: LanguageRequest): number {
  return (system.length + content.length) / CHARACTERS_PER_TOKEN;
}
