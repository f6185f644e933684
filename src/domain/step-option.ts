// The keys that a step adds to its own block under `steps:` in the settings: data, from which the settings check what
// a person wrote, and the step reads it. Reads no settings by itself.
import type { Json } from './json.ts';

export type StepOption =
  | { readonly kind: 'whole'; readonly from: number; readonly to: number }
  | { readonly kind: 'yes-no' }
  | { readonly kind: 'word'; readonly words: readonly string[] };

export type StepOptions = Readonly<Record<string, StepOption>>;

type OptionValue<O extends StepOption> = O extends { readonly kind: 'whole' }
  ? number
  : O extends { readonly kind: 'word'; readonly words: readonly (infer W)[] }
    ? W
    : boolean;

/** A key is missing where the settings do not name it: the step knows its own default. */
export type OptionValues<O extends StepOptions> = { readonly [K in keyof O]?: OptionValue<O[K]> };

export function fitsOption(option: StepOption, value: unknown): value is Json {
  switch (option.kind) {
    case 'whole':
      return Number.isInteger(value) && Number(value) >= option.from && Number(value) <= option.to;
    case 'yes-no':
      return typeof value === 'boolean';
    case 'word':
      return option.words.some((word) => word === value);
  }
}

/** Completes a sentence that begins "write". */
export function allowedFor(option: StepOption): string {
  switch (option.kind) {
    case 'whole':
      return `a whole number from ${option.from} to ${option.to}`;
    case 'yes-no':
      return 'true or false';
    case 'word':
      return option.words.join(' or ');
  }
}

/** Values of these options in a step's settings. Values that do not fit are left out. */
export function optionValues<const O extends StepOptions>(options: O, settings: object): OptionValues<O> {
  const given = Object.entries(settings).filter(([key, value]) => {
    const option = Object.hasOwn(options, key) ? options[key] : undefined;
    return option !== undefined && fitsOption(option, value);
  });
  return Object.fromEntries(given) as OptionValues<O>;
}
