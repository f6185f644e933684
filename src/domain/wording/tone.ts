// The tones that a segment may have.

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

/** Used if the tone is unknown. */
export const PLAIN_TONE: Tone = 'analytical';

export function toneOf(name: unknown): Tone {
  return TONES.find((tone) => tone === name) ?? PLAIN_TONE;
}
