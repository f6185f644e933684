// All that the show's people can set, as checked values with every default filled in. The words of each key for
// people stand in reference.ts.
import type { Window } from '../domain/calendar.ts';
import type { EpisodeId } from '../domain/ids.ts';
import type { Json } from '../domain/json.ts';

export interface Settings {
  readonly show: string;
  /** By the key that verdicts and holds name them with. */
  readonly people: Readonly<Record<string, Person>>;
  /** Which episodes are worked on; `open` = not completed or archived, air date missing or not past. */
  readonly episodes: EpisodeChoice;
  readonly merge: MergeSettings;
  /** How much may wait for a decision; null = any number. */
  readonly backlog: { readonly openPerEpisode: number | null; readonly newPerHour: number | null };
  /** Only the steps that the file names. */
  readonly steps: Readonly<Record<string, StepBlock>>;
  readonly media: { readonly keep: 'generated' | 'all' };
  readonly timecode: { readonly fps: number };
  readonly language: LanguageSettings;
  readonly speech: SpeechSettings;
  readonly quotes: QuoteSettings;
  /** What ends a block: a break only, or any run of breaks, adverts, promos and calls to action. */
  readonly blocks: { readonly endedBy: 'break' | 'adverts' };
  /** `media_list` in the file: also gather numbered copies of the media beside the list. */
  readonly mediaList: { readonly gather: boolean };
  readonly syncthing: { readonly url: string | null; readonly folder: string | null };
  readonly vmix: VmixSettings;
  /** Other programs that are told of what happens. */
  readonly webhooks: readonly WebhookSettings[];
  /** By step id: the show's own prompt text. */
  readonly prompts: Readonly<Record<string, string>>;
}

export type EpisodeChoice = 'open' | 'all' | readonly EpisodeId[];

export interface Person {
  readonly name: string;
  readonly email: string;
  /** The Syncthing device that this person's edits come from, at least its first seven characters. */
  readonly device: string | null;
}

export interface MergeSettings {
  /** True where the file has a `merge:` key at all: somebody has decided about landing on this tree. */
  readonly named: boolean;
  readonly everything: 'by-applicability' | 'auto' | 'review';
  readonly settleMs: number;
  readonly settleRemoteMs: number;
  readonly idleMs: number;
  readonly quietHours: readonly Window[];
  readonly onAir: readonly OnAirWindow[];
}

export interface OnAirWindow extends Window {
  /** `next`: the open episode that airs next. */
  readonly episodes: 'next' | 'all' | readonly EpisodeId[];
}

export interface StepBlock {
  /** null = by applicability. */
  readonly policy: 'auto' | 'review' | 'off' | null;
  /** How long an enhancement stays open before the policy may land it by itself. */
  readonly soakMs: number;
  /** All other keys of the block, for the step itself to check. */
  readonly parameters: Readonly<Record<string, Json>>;
}

export interface LanguageSettings {
  readonly model: string;
  readonly budgetPerDayUsd: number;
  /** Over the episode's whole life. */
  readonly budgetPerEpisodeUsd: number;
  readonly timeoutMs: number;
  /** For models whose price the program does not know. */
  readonly price: { readonly inputPerMillionUsd: number; readonly outputPerMillionUsd: number } | null;
}

export interface SpeechSettings {
  readonly model: string;
  readonly wordsPerMinute: number;
  /** By speaker (`josh`, `guest`), where one reads faster or slower. */
  readonly speakers: Readonly<Record<string, number>>;
}

export interface QuoteSettings {
  readonly wordsPerMinute: number;
  readonly minimumMs: number;
  readonly alignment: 'left' | 'center' | 'right';
}

export interface VmixSettings {
  /** Of its web controller; null = vMix is told nothing. */
  readonly url: string | null;
  /** The title's input, by name or number; null = no titles. */
  readonly input: string | null;
  /** Field of the title (`Headline.Text`) → text with words in braces (`domain/title.ts`). */
  readonly titles: Readonly<Record<string, string>>;
  /** The List input that is refilled, by name or number; null = none. */
  readonly list: string | null;
  /** Where the tree lies on the machine with vMix: `V:\\show`. */
  readonly drive: string | null;
  /** For one call. */
  readonly timeoutMs: number;
}

export interface WebhookSettings {
  readonly url: string;
  readonly events: readonly WebhookEvent[];
}

export type WebhookEvent = 'landed' | 'failed' | 'reverted';

/** One thing in the file that cannot be used. */
export interface SettingProblem {
  /** 1-based. */
  readonly line: number;
  /** Dotted path: `merge.idle`; empty where the whole file is meant. */
  readonly key: string;
  /** What stands there, cut short; null where it must not be repeated (a secret) or nothing does. */
  readonly found: string | null;
  /** What may stand there instead. */
  readonly allowed: string;
  /** The whole sentence, with the line. */
  readonly message: string;
}
