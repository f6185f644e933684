// Parses durations as written in the settings: `90s`, `3m`, `2h`.

const TIME = /^(\d{1,6})(s|m|h)$/;
const UNIT_MS: Readonly<Record<string, number>> = { s: 1000, m: 60_000, h: 3_600_000 };

/** Milliseconds; null for any other text. */
export function parseTimeMs(text: string): number | null {
  const match = TIME.exec(text);
  const unitMs = UNIT_MS[match?.[2] ?? ''];
  return unitMs === undefined ? null : Number(match?.[1]) * unitMs;
}
