// Built-in prompts for descriptions.
import { LONGEST_DESCRIPTION } from './description-choice.ts';
import { remarksInWords } from './remarks.ts';
import type { Tone } from './tone.ts';

const RULES = `Say only what the material says: no names, numbers or claims from elsewhere. Plain prose in one paragraph,
at most ${LONGEST_DESCRIPTION - 50} characters, without headings, addresses, file names, quotation marks around it, or words about
the answer itself.`;

const SEGMENT = `You write for the listings of a weekly talk show. Describe the segment in two or three sentences: its central idea
first, then why it matters. Speak of the subject, not of “this segment”.`;

const EPISODE = `You write for the listings of a weekly talk show. Describe the whole episode in two to four sentences, from the
descriptions of its segments: begin with what carries the hour, then name the rest in the order of the show.`;

const RENEW =
  'The text has changed since. Keep of the description so far what still holds, and say the rest anew.';

export const TONE_SYSTEM = `Judge the tone in which the host of a talk show speaks in a script. Choose the one tone that holds for
most of it, say how sure you are from 0 to 1, and give the reason in one short sentence.`;

export interface Wish {
  readonly show: string;
  /** The show's own prompt; null = built-in. */
  readonly prompt: string | null;
  readonly remarks: readonly string[];
  /** The bot has already written a description. */
  readonly renews: boolean;
  /** Why the previous answer was refused; null the first time. */
  readonly wrong: string | null;
}

export function segmentSystem(tone: Tone, wish: Wish): string {
  return system(wish.prompt ?? SEGMENT, `Write in the tone of the segment, which is ${tone}.`, wish);
}

export function episodeSystem(wish: Wish): string {
  return system(wish.prompt ?? EPISODE, '', wish);
}

function system(instruction: string, tone: string, { show, remarks, renews, wrong }: Wish): string {
  const again = wrong === null ? '' : `\n\nAn earlier answer could not be used: ${wrong}.`;
  const renew = renews ? `\n${RENEW}` : '';
  return `${instruction}\n\nThe show is called “${show}”. ${tone}\n${RULES}${renew}${remarksInWords(remarks)}${again}`;
}
