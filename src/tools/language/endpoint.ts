// Sends one question to an OpenAI-compatible endpoint. Does not retry failures (the queue does); each is a Fault.
import type OpenAI from 'openai';
import { Fault } from '../../errors.ts';
import type { LanguageRequest } from '../../step.ts';
import { type Dialect, firstDialect, simpler } from './dialect.ts';
import { endpointFault, refusedParameter } from './faults.ts';
import { enforceable, messagesOf } from './messages.ts';
import type { Tokens } from './prices.ts';

export interface WrittenAnswer {
  readonly text: string;
  /** As counted by the endpoint; 0 if it gives no numbers. */
  readonly tokens: Tokens;
  /** `length`: cut off at the token limit; `refused`: the model or its filter declined. */
  readonly ending: 'whole' | 'length' | 'refused';
}

export interface Endpoint {
  ask(request: LanguageRequest, signal: AbortSignal): Promise<WrittenAnswer>;
}

export interface EndpointOptions {
  /** null = OpenAI's own address. */
  readonly baseUrl: string | null;
  readonly apiKey: string | null;
  readonly model: string;
  readonly timeoutMs: number;
}

type Question = OpenAI.ChatCompletionCreateParamsNonStreaming;

const MAKERS_URL = 'https://api.openai.com/v1';
export const THINKING_TOKENS = 4000;

export function createEndpoint(options: EndpointOptions): Endpoint {
  let known = firstDialect(options.model);
  const client = lazily(() => connect(options));
  return {
    async ask(request, signal) {
      let dialect = known;
      for (;;) {
        const outcome = await askIn(dialect, request, await client(), options, signal);
        if ('text' in outcome) {
          known = dialect;
          return outcome;
        }
        const next = simpler(dialect, outcome.parameter);
        if (next === null) throw endpointFault(outcome.error, options);
        dialect = next;
      }
    },
  };
}

/** The endpoint rejected the form of the request. `parameter`: the one it rejected, null if it names none. */
interface Refusal {
  readonly parameter: string | null;
  readonly error: unknown;
}

// Imported on first use: the package is slow to load, and most runs need no model.
async function connect({ baseUrl, apiKey }: EndpointOptions): Promise<OpenAI> {
  const { OpenAI } = await import('openai');
  return new OpenAI({
    baseURL: baseUrl ?? MAKERS_URL,
    // Local endpoints need no key, but the package requires one.
    apiKey: apiKey ?? 'none',
    organization: null,
    project: null,
    maxRetries: 0,
    logLevel: 'off',
  });
}

function lazily<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | null = null;
  return () => {
    made ??= make();
    return made;
  };
}

async function askIn(
  dialect: Dialect,
  request: LanguageRequest,
  client: OpenAI,
  options: EndpointOptions,
  signal: AbortSignal,
): Promise<WrittenAnswer | Refusal> {
  // The package's own timeout only covers the headers; this one also covers a body that never arrives.
  const late = AbortSignal.timeout(options.timeoutMs);
  try {
    const question = questionIn(dialect, request, options.model);
    const completion = await client.chat.completions.create(question, {
      signal: AbortSignal.any([signal, late]),
      timeout: options.timeoutMs,
    });
    return written(completion);
  } catch (error) {
    signal.throwIfAborted();
    if (late.aborted) throw endpointFault(late.reason, options);
    const parameter = refusedParameter(error);
    if (parameter === undefined) throw endpointFault(error, options);
    return { parameter, error };
  }
}

function questionIn(dialect: Dialect, request: LanguageRequest, model: string): Question {
  const limit = request.maxTokens + (dialect.headroom ? THINKING_TOKENS : 0);
  const name = dialect.limits[0];
  return {
    model,
    messages: [...messagesOf(request, dialect.format !== 'json_schema')],
    ...(name === undefined ? {} : { [name]: limit }),
    ...(dialect.temperature ? { temperature: request.temperature } : {}),
    ...(dialect.effort ? { reasoning_effort: 'low' as const } : {}),
    ...formatOf(dialect, request),
  };
}

function formatOf(dialect: Dialect, request: LanguageRequest): Pick<Question, 'response_format'> {
  if (dialect.format === 'none') return {};
  if (dialect.format === 'json_object') return { response_format: { type: 'json_object' } };
  const schema = enforceable(request.schema) as Record<string, unknown>;
  return { response_format: { type: 'json_schema', json_schema: { name: 'answer', strict: true, schema } } };
}

// A foreign endpoint's answer may lack anything that the package's types promise.
function written(completion: Partial<OpenAI.ChatCompletion> | string | null): WrittenAnswer {
  const body = typeof completion === 'object' && completion !== null ? completion : {};
  const choice = body.choices?.[0];
  if (choice?.message === undefined) {
    const tech = `no choices in the answer (${typeof completion})`;
    const sentence = 'The language model sent something that is no answer; it will be asked again.';
    throw new Fault('transient', 'LANGUAGE_GARBLED', sentence, { tech });
  }
  const isRefused = choice.finish_reason === 'content_filter' || Boolean(choice.message.refusal);
  return {
    text: typeof choice.message.content === 'string' ? choice.message.content : '',
    tokens: { input: counted(body.usage?.prompt_tokens), output: counted(body.usage?.completion_tokens) },
    ending: isRefused ? 'refused' : choice.finish_reason === 'length' ? 'length' : 'whole',
  };
}

function counted(tokens: unknown): number {
  return typeof tokens === 'number' && Number.isFinite(tokens) && tokens > 0 ? tokens : 0;
}
