// Money for several questions together.

/** US dollars; null as soon as one of them is not known. */
export function totalUsd(costs: readonly (number | null)[]): number | null {
  return costs.reduce((sum, cost) => (sum === null || cost === null ? null : sum + cost), 0);
}

/** `1.00 USD`; cents of cents only where there are no whole ones. */
export function inUsd(amount: number): string {
  return `${amount.toFixed(amount === 0 || amount >= 0.01 ? 2 : 4)} USD`;
}
