// Decides which segments get a description: those with enough spoken text.

const FEWEST_CHARACTERS = 100;

/** Bridges, breaks, adverts and calls to action: their text is paid for or always the same. */
const NEVER: ReadonlySet<string> = new Set([
  'ad',
  'advert',
  'advertisement',
  'commercial',
  'break',
  'cta',
  'trans',
  'transition',
  'stinger',
  'sting',
  'rejoin',
]);

export interface Describable {
  readonly isItem: boolean;
  readonly type: string | null;
  readonly spokenText: string;
}

export function isDescribable({ isItem, type, spokenText }: Describable): boolean {
  return isItem && !NEVER.has((type ?? 'segment').toLowerCase()) && spokenText.length >= FEWEST_CHARACTERS;
}

/** The closing segment only says goodbye, so an episode's description need not wait for it. */
export function countsForEpisode(segment: Describable): boolean {
  return isDescribable(segment) && segment.type?.toLowerCase() !== 'close';
}

const OFF = /^(?:false|no|off|0)$/i;

/** True if the show's own keys forbid automatic descriptions, for this item or for the whole episode. */
export function isSwitchedOff(
  item: { value(key: string): string | null },
  info: { value(key: string): string | null } | null,
): boolean {
  return (
    OFF.test(item.value('auto_description_enabled')?.trim() ?? '') ||
    OFF.test(info?.value('auto_generate_enabled')?.trim() ?? '')
  );
}
