// Answers that were paid for once: what names a question, and where its answer is kept. The keeping is somebody else's,
// or where nobody keeps anything, the memory's.
import type { EpisodeId, Hash } from '../../domain/ids.ts';
import type { Json } from '../../domain/json.ts';
import { hashText, hashValue } from '../../hash.ts';
import type { LanguageRequest } from '../../step.ts';

export interface NewAnswer {
  readonly key: Hash;
  readonly contentHash: Hash;
  /** Prompt type and version: `slug-enhancement/segment@1`. */
  readonly promptType: string;
  readonly model: string;
  /** For whom it was asked first; null where no one episode is meant. */
  readonly episode: EpisodeId | null;
  /** null: what came was no answer, but has cost money. */
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
  /** Told of each answer that was had from here, with the prompt's type. */
  reused(promptType: string, atMs: number): void;
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

export interface MemoryAnswers extends AnswerCache {
  /** The sum of all known costs at or after that time. */
  spentUsd(sinceMs: number, episode: EpisodeId | null): number;
}

const ANSWERS_IN_MEMORY = 2000;

/** For as long as the program runs. Of old answers only their cost is kept. */
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
    // Such figures are the database's; a program that runs without one has none.
    reused: () => {},
    spentUsd: (sinceMs, episode) =>
      costs
        .filter((one) => one.atMs >= sinceMs && (episode === null || one.episode === episode))
        .reduce((sum, { costUsd }) => sum + (costUsd ?? 0), 0),
  };
}
