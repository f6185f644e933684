// Detects models whose costs can't be counted: without a known price, and not on a local machine, where they are free.
import { type Price, priceOf } from './prices.ts';

const OWN_HOST =
  /^(?:localhost|127(?:\.\d+){3}|\[::1\]|10(?:\.\d+){3}|192\.168(?:\.\d+){2}|172\.(?:1[6-9]|2\d|3[01])(?:\.\d+){2}|[^.:]+|.+\.(?:local|lan|internal|home\.arpa))$/i;

/** `baseUrl`: null = OpenAI's own address. */
export function isUncounted(
  language: { readonly model: string; readonly price: Price | null },
  baseUrl: string | null,
): boolean {
  return priceOf(language) === null && !(baseUrl !== null && isNearby(baseUrl));
}

function isNearby(url: string): boolean {
  return URL.canParse(url) && OWN_HOST.test(new URL(url).hostname);
}

export function uncountedSentence(model: string): string {
  return `What the language model ${model} costs is not known, so no budget holds; write its price under language.price in show-build.yaml.`;
}
