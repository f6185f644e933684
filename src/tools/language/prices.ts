// What an answer costs, where the price of the model is known. A price in the settings goes before this table.

export interface Price {
  readonly inputPerMillionUsd: number;
  readonly outputPerMillionUsd: number;
}

export interface Tokens {
  readonly input: number;
  readonly output: number;
}

// The makers' list prices of 2025.
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

/** null where it is not known: a local model, or a new one. */
function listPrice(model: string): Price | null {
  const name = model.replace(MAKER, '').replace(RELEASE_DATE, '');
  const price = Object.hasOwn(LIST_PRICES, name) ? LIST_PRICES[name] : undefined;
  return price === undefined ? null : { inputPerMillionUsd: price[0], outputPerMillionUsd: price[1] };
}

/** What the settings say goes before the list. */
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
