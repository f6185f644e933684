// Types of all settings, as checked values with every default filled in. The descriptions for people are in
// reference.ts.
import type { Window } from '../domain/calendar.ts';
import type { EpisodeId } from '../domain/ids.ts';
import type { Json } from '../domain/json.ts';
import type { ObsidianVault } from '../domain/obsidian-address.ts';

export interface Settings {
  readonly show: string;
  /** Keyed by the short name that verdicts and holds use. */
  readonly people: Readonly<Record<string, Person>>;
  /** Which episodes are worked on; `open` = not completed or archived, air date missing or not past. */
  readonly episodes: EpisodeChoice;
  readonly merge: MergeSettings;
  /** Whether merges of Syncthing's conflict copies may land by themselves. */
  readonly conflicts: 'auto' | 'review';
  /** Limits on enhancements waiting for a decision; null = no limit. */
  readonly backlog: { readonly openPerEpisode: number | null; readonly newPerHour: number | null };
  /** How many jobs run at the same time, in the service or in one pass. */
  readonly jobs: { readonly atOnce: number };
  /** Only steps named in the file. */
  readonly steps: Readonly<Record<string, StepBlock>>;
  readonly media: { readonly keep: 'generated' | 'all' };
  readonly timecode: { readonly fps: number };
  readonly language: LanguageSettings;
  readonly speech: SpeechSettings;
  readonly quotes: QuoteSettings;
  /** Whether only a break ends a block, or any run of breaks, adverts, promos and calls to action. */
  readonly blocks: { readonly endedBy: 'break' | 'adverts' };
  /** `media_list` in the file: whether to also gather numbered copies of the media beside the list. */
  readonly mediaList: { readonly gather: boolean };
  readonly syncthing: { readonly url: string | null; readonly folder: string | null };
  readonly obsidian: ObsidianVault;
  readonly vmix: VmixSettings;
  /** Other programs to notify of events. */
  readonly webhooks: readonly WebhookSettings[];
  /** By step id: the show's own prompt text. */
  readonly prompts: Readonly<Record<string, string>>;
}

export type EpisodeChoice = 'open' | 'all' | readonly EpisodeId[];

export interface Person {
  readonly name: string;
  readonly email: string;
  /** Id of the Syncthing device this person edits on; at least its first seven characters. */
  readonly device: string | null;
}

export interface MergeSettings {
  /** The file has a `merge:` key, so a person has decided about landing on this tree. */
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
  /** The step's own options, as it declares them; only those that the file names. */
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
  /** Speaker (`josh`, `guest`) → words per minute, for those who read faster or slower. */
  readonly speakers: Readonly<Record<string, number>>;
}

export interface QuoteSettings {
  readonly wordsPerMinute: number;
  readonly minimumMs: number;
  readonly alignment: 'left' | 'center' | 'right';
}

export interface VmixSettings {
  /** URL of its web controller; null = vMix is not contacted. */
  readonly url: string | null;
  /** The title's input, by name or number; null = no titles. */
  readonly input: string | null;
  /** Title field (`Headline.Text`) → template with words in braces (`domain/title.ts`). */
  readonly titles: Readonly<Record<string, string>>;
  /** The List input to refill, by name or number; null = none. */
  readonly list: string | null;
  /** Path of the tree on the vMix machine: `V:\\show`. */
  readonly drive: string | null;
  /** Per call. */
  readonly timeoutMs: number;
}

export interface WebhookSettings {
  readonly url: string;
  readonly events: readonly WebhookEvent[];
}

export type WebhookEvent = 'landed' | 'failed' | 'reverted';

/** One error in the settings file. */
export interface SettingProblem {
  /** 1-based. */
  readonly line: number;
  /** Dotted path: `merge.idle`; empty if no single key is at fault. */
  readonly key: string;
  /** The value found, truncated; null if there is none or it must not be repeated (a secret). */
  readonly found: string | null;
  /** Description of the allowed values. */
  readonly allowed: string;
  /** The full message, including the line number. */
  readonly message: string;
}
