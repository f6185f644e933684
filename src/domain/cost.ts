// Money for several questions together.

/** US dollars; null as soon as one of them is not known. */
export function totalUsd(costs: readonly (number | null)[]): number | null {
  return costs.reduce((sum, cost) => (sum === null || cost === null ? null : sum + cost), 0);
}
