// Adds up and formats costs in US dollars.

/** US dollars; null if any cost is unknown. */
export function totalUsd(costs: readonly (number | null)[]): number | null {
  return costs.reduce((sum, cost) => (sum === null || cost === null ? null : sum + cost), 0);
}

/** `1.00 USD`; four decimals for amounts below one cent. */
export function inUsd(amount: number): string {
  return `${amount.toFixed(amount === 0 || amount >= 0.01 ? 2 : 4)} USD`;
}
