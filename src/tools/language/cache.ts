// Cache of paid answers: the key of a question, the interface of the store, and a store in memory for programs that run
// without a database.
import type { EpisodeId, Hash } from '../../domain/ids.ts';
import type { Json } from '../../domain/json.ts';
import { hashText, hashValue } from '../../hash.ts';
import type { LanguageRequest } from '../../step.ts';

export interface NewAnswer {
  readonly key: Hash;
  readonly contentHash: Hash;
  /** Prompt and version: `slug-enhancement/segment@1`. */
  readonly promptType: string;
  readonly model: string;
  /** The episode it was first asked for; null if for none in particular. */
  readonly episode: EpisodeId | null;
  /** null for an unusable answer that cost money all the same. */
  readonly answer: Json;
  readonly inputTokens: number;
  readonly outputTokens: number;
  /** null if the model's price is unknown. */
  readonly costUsd: number | null;
  readonly atMs: number;
}

export interface AnswerCache {
  /** null if there is no stored answer. */
  get(key: Hash): Json | Promise<Json>;
  put(answer: NewAnswer): void | Promise<void>;
  /** Forgets what was answered to this key. */
  refuse(key: Hash): void;
  /** Called for each answer served from the cache, for statistics. */
  reused(promptType: string, atMs: number): void;
}

/** Hash of all that decides an answer. `system` and `content` include the show's prompt and the reviewers' remarks. */
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

export interface MemoryAnswers extends AnswerCache {
  /** Sum of the known costs since then, for an episode or (null) for all. */
  spentUsd(sinceMs: number, episode: EpisodeId | null): number;
}

const ANSWERS_IN_MEMORY = 2000;

/** Keeps the newest `ANSWERS_IN_MEMORY` answers, and all costs, until the program ends. */
export function memoryAnswers(): MemoryAnswers {
  const answers = new Map<Hash, Json>();
  const costs: Pick<NewAnswer, 'atMs' | 'episode' | 'costUsd'>[] = [];
  return {
    get: (key) => answers.get(key) ?? null,
    put({ key, answer, atMs, episode, costUsd }) {
      if (costUsd !== null && costUsd > 0) costs.push({ atMs, episode, costUsd });
      if (answer === null) return;
      answers.set(key, answer);
      for (const oldest of answers.keys()) {
        if (answers.size <= ANSWERS_IN_MEMORY) break;
        answers.delete(oldest);
      }
    },
    refuse: (key) => void answers.delete(key),
    // Only the database keeps these statistics.
    reused: () => {},
    spentUsd: (sinceMs, episode) =>
      costs
        .filter((one) => one.atMs >= sinceMs && (episode === null || one.episode === episode))
        .reduce((sum, { costUsd }) => sum + (costUsd ?? 0), 0),
  };
}
