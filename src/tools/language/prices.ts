// Works out the cost of an answer if the model's price is known. A price in the settings overrides this table.

export interface Price {
  readonly inputPerMillionUsd: number;
  readonly outputPerMillionUsd: number;
}

export interface Tokens {
  readonly input: number;
  readonly output: number;
}

// List prices of 2025, in USD per million tokens.
const LIST_PRICES: Readonly<Record<string, readonly [input: number, output: number]>> = {
  'gpt-5': [1.25, 10],
  'gpt-5-mini': [0.25, 2],
  'gpt-5-nano': [0.05, 0.4],
  'gpt-4.1': [2, 8],
  'gpt-4.1-mini': [0.4, 1.6],
  'gpt-4.1-nano': [0.1, 0.4],
  'gpt-4o': [2.5, 10],
  'gpt-4o-mini': [0.15, 0.6],
};

const MAKER = /^openai\//;
const RELEASE_DATE = /-\d{4}-\d{2}-\d{2}$/;

/** null if unknown: a local model, or a new one. */
function listPrice(model: string): Price | null {
  const name = model.replace(MAKER, '').replace(RELEASE_DATE, '');
  const price = Object.hasOwn(LIST_PRICES, name) ? LIST_PRICES[name] : undefined;
  return price === undefined ? null : { inputPerMillionUsd: price[0], outputPerMillionUsd: price[1] };
}

export function priceOf({
  model,
  price,
}: {
  readonly model: string;
  readonly price: Price | null;
}): Price | null {
  return price ?? listPrice(model);
}

export function costUsd(tokens: Tokens, price: Price): number {
  return (tokens.input * price.inputPerMillionUsd + tokens.output * price.outputPerMillionUsd) / 1_000_000;
}
