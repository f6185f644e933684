// The tones that a segment may have, and what a description makes of each.

export const TONES = [
  'serious',
  'somber',
  'skeptical',
  'irreverent',
  'sarcastic',
  'lighthearted',
  'urgent',
  'analytical',
  'mocking',
] as const;

export type Tone = (typeof TONES)[number];

/** Where a tone can't be told. */
export const PLAIN_TONE: Tone = 'analytical';

export function toneOf(name: unknown): Tone {
  return TONES.find((tone) => tone === name) ?? PLAIN_TONE;
}
