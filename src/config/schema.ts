// Schema of the settings file: allowed values and the default of each key.
import { z } from 'zod';
import type { Json } from '../domain/json.ts';
import { allowedFor, fitsOption, type StepOption, type StepOptions } from '../domain/step-option.ts';
import {
  A_GROUP,
  count,
  episodes,
  group,
  limit,
  onAir,
  onAirShape,
  optional,
  orNull,
  person,
  personShape,
  quietHours,
  text,
  time,
  titles,
  vaultFolder,
  vaultName,
  vmixInput,
  webhookShape,
  webhooks,
  whole,
  windowShape,
  windowsFolder,
  word,
  yesNo,
} from './leaves.ts';
import type { Settings, StepBlock } from './settings.ts';

/** A step as far as the settings concern it. */
export interface KnownStep {
  readonly id: string;
  readonly options: StepOptions;
}

const PRICE = '{ input: dollars, output: dollars } for a million tokens';
const priceShape = { input: count(0, 10_000), output: count(0, 10_000) };

const shapes = {
  merge: {
    everything: optional(word('by-applicability', 'auto', 'review'), 'by-applicability'),
    settle: optional(time, 5000),
    settleRemote: optional(time, 75_000),
    idle: optional(time, 180_000),
    quietHours: optional(quietHours, []),
    onAir: optional(onAir, []),
  },
  backlog: { openPerEpisode: limit(60), newPerHour: limit(null) },
  jobs: { atOnce: optional(whole(1, 64), 2) },
  media: { keep: optional(word('generated', 'all'), 'generated') },
  timecode: { fps: optional(count(1, 240), 30) },
  language: {
    model: optional(text('the name of a model'), 'gpt-5-mini'),
    budgetPerDay: optional(count(0, 10_000), 5),
    budgetPerEpisode: optional(count(0, 10_000), 1),
    timeout: optional(time, 120_000),
    price: orNull(z.strictObject(priceShape, { error: PRICE })),
  },
  speech: {
    model: optional(text('the name of a model'), 'whisper-1'),
    wordsPerMinute: optional(count(40, 400), 150),
    speakers: optional(
      z.record(z.string(), count(40, 400), { error: 'speakers, each with words per minute' }),
      {},
    ),
  },
  quotes: {
    wordsPerMinute: optional(count(40, 400), 120),
    minimum: optional(time, 3000),
    alignment: optional(word('left', 'center', 'right'), 'center'),
  },
  blocks: { endedBy: optional(word('break', 'adverts'), 'break') },
  media_list: { gather: optional(yesNo, false) },
  syncthing: {
    url: orNull(z.url({ protocol: /^https?$/, error: 'an address such as http://127.0.0.1:8384' })),
    folder: orNull(text('the id of a Syncthing folder')),
  },
  obsidian: { vault: orNull(vaultName), folder: optional(vaultFolder, '') },
  vmix: {
    url: orNull(z.url({ protocol: /^https?$/, error: 'an address such as http://192.168.1.20:8088' })),
    input: orNull(vmixInput),
    titles: optional(titles, { 'Headline.Text': '{title}', 'Description.Text': '{subtitle}' }),
    list: orNull(vmixInput),
    drive: orNull(windowsFolder),
    timeout: optional(time, 5000),
  },
};

const stepShape = { policy: orNull(word('auto', 'review', 'off')), soak: optional(time, 0) };

/** Shared settings that a person may look for in a step's block, each with the place where it belongs. */
const ELSEWHERE: ReadonlyMap<string, string> = new Map([
  ['show', 'show'],
  ['fps', 'timecode.fps'],
  ['wordsPerMinute', 'speech.wordsPerMinute'],
  ['quoteWordsPerMinute', 'quotes.wordsPerMinute'],
  ['quoteMinimumMs', 'quotes.minimum'],
  ['speakers', 'speech.speakers'],
  ['blocksEndedBy', 'blocks.endedBy'],
  ['prompt', 'prompts, by step'],
]);

function optionSchema(option: StepOption) {
  const error = allowedFor(option);
  return orNull(z.custom<Json>((value) => fitsOption(option, value), { error }));
}

function stepBlock(options: StepOptions) {
  const own = Object.entries(options).map(([key, option]) => [key, optionSchema(option)]);
  const elsewhere = [...ELSEWHERE].map(([key, place]) => [
    key,
    z.never({ error: `it under ${place}` }).optional(),
  ]);
  const parametersShape: Record<string, z.ZodType> = Object.fromEntries([...elsewhere, ...own]);
  const shape = { ...parametersShape, ...stepShape } as typeof stepShape;
  return z
    .strictObject(shape, { error: A_GROUP })
    .nullish()
    .transform((block): StepBlock => {
      const { policy = null, soak = 0, ...parameters } = block ?? {};
      return { policy, soakMs: soak, parameters: present<Json>(parameters) };
    });
}

function byStep<T extends z.ZodType>(steps: readonly KnownStep[], schemaOf: (options: StepOptions) => T) {
  return group(
    Object.fromEntries(steps.map(({ id, options }) => [id, schemaOf(options).optional()] as const)),
  );
}

function fileSchema(steps: readonly KnownStep[]) {
  return z.strictObject(
    {
      show: optional(text('the name of the show'), 'Show'),
      people: optional(z.record(z.string(), person, { error: A_GROUP }), {}),
      episodes: optional(episodes('open', 'all'), 'open'),
      merge: group(shapes.merge),
      conflicts: optional(word('auto', 'review'), 'auto'),
      backlog: group(shapes.backlog),
      jobs: group(shapes.jobs),
      steps: byStep(steps, stepBlock),
      media: group(shapes.media),
      timecode: group(shapes.timecode),
      language: group(shapes.language),
      speech: group(shapes.speech),
      quotes: group(shapes.quotes),
      blocks: group(shapes.blocks),
      media_list: group(shapes.media_list),
      syncthing: group(shapes.syncthing),
      obsidian: group(shapes.obsidian),
      vmix: group(shapes.vmix),
      webhooks: optional(webhooks, []),
      prompts: byStep(steps, () => text('the text of the prompt').nullable()),
    },
    { error: 'keys of the settings, such as show: or merge:' },
  );
}

type WrittenSettings = z.output<ReturnType<typeof fileSchema>>;

/** Schema of the whole file; `mergeNamed`: the file has a `merge:` key. */
export function settingsSchema(steps: readonly KnownStep[], mergeNamed: boolean) {
  return fileSchema(steps).transform((written) => toSettings(written, mergeNamed));
}

function toSettings(written: WrittenSettings, mergeNamed: boolean): Settings {
  const { merge, language, quotes, media_list: mediaList, vmix, prompts, steps, ...same } = written;
  return {
    ...same,
    merge: {
      named: mergeNamed,
      everything: merge.everything,
      settleMs: merge.settle,
      settleRemoteMs: merge.settleRemote,
      idleMs: merge.idle,
      quietHours: merge.quietHours,
      onAir: merge.onAir,
    },
    steps: present(steps),
    language: {
      model: language.model,
      budgetPerDayUsd: language.budgetPerDay,
      budgetPerEpisodeUsd: language.budgetPerEpisode,
      timeoutMs: language.timeout,
      price: language.price && {
        inputPerMillionUsd: language.price.input,
        outputPerMillionUsd: language.price.output,
      },
    },
    quotes: {
      wordsPerMinute: quotes.wordsPerMinute,
      minimumMs: quotes.minimum,
      alignment: quotes.alignment,
    },
    mediaList,
    vmix: {
      url: vmix.url,
      input: vmix.input,
      titles: vmix.titles,
      list: vmix.list,
      drive: vmix.drive,
      timeoutMs: vmix.timeout,
    },
    prompts: present(prompts),
  };
}

function present<T>(values: Readonly<Record<string, T | null | undefined>>): Record<string, T> {
  const kept = Object.entries(values).filter((entry): entry is [string, T] => entry[1] != null);
  return Object.fromEntries(kept);
}

/** Known keys below a path of the file, for suggesting a correction. */
export function knownKeys(path: readonly PropertyKey[], steps: readonly KnownStep[]): readonly string[] {
  const [top, second] = path;
  if (top === undefined)
    return ['show', 'people', 'episodes', 'steps', 'webhooks', 'prompts', ...Object.keys(shapes)];
  if (top === 'webhooks') return Object.keys(webhookShape);
  if (top === 'people') return Object.keys(personShape);
  const named = steps.find(({ id }) => id === second);
  if (top === 'steps' && named) return [...Object.keys(stepShape), ...Object.keys(named.options)];
  if (top === 'steps' || top === 'prompts') return steps.map(({ id }) => id);
  if (second === 'onAir') return Object.keys(onAirShape);
  if (second === 'quietHours') return Object.keys(windowShape);
  if (second === 'price') return Object.keys(priceShape);
  return Object.keys(Object.entries(shapes).find(([name]) => name === top)?.[1] ?? {});
}
