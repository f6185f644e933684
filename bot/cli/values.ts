// Parses option values: episodes, durations, ports, and the two meanings of `--state`.
import { parseTimeMs } from '../../src/config/times.ts';
import type { Selection } from '../../src/desk.ts';
import { type Given, usage } from './arguments.ts';

export function one({ options }: Given, name: string): string | null {
  return options.get(name)?.at(-1) ?? null;
}

export function has({ options }: Given, name: string): boolean {
  return options.has(name);
}

/** Pads to four digits, because people leave out the zeros. */
export function episodeFrom(text: string): string {
  if (!/^\d{1,4}$/.test(text))
    throw usage(`"${text}" is no episode; episodes are numbers such as 0101 or 101.`);
  return text.padStart(4, '0');
}

export function durationFrom(text: string): number {
  const ms = parseTimeMs(text);
  if (ms === null || ms === 0) throw usage(`"${text}" is no length of time; write 90s, 30m or 2h.`);
  return ms;
}

export function portFrom(text: string): number {
  const port = /^\d{1,5}$/.test(text) ? Number(text) : -1;
  if (port < 0 || port > 65_535)
    throw usage(`"${text}" is no port; ports are numbers from 1 to 65535, or 0 for any free one.`);
  return port;
}

/** Splits `--state` values: one of `states` is a filter; anything else is the state folder. */
export function statesFrom<S extends string>(
  given: Given,
  states: readonly S[],
): { readonly folder: string | null; readonly filter: S | null } {
  const values = given.options.get('state') ?? [];
  const filters = values.flatMap((value) => states.find((state) => state === value) ?? []);
  const folders = values.filter((value) => !(states as readonly string[]).includes(value));
  if (filters.length > 1)
    throw usage(`Only one state can be listed at a time, not ${filters.join(' and ')}.`);
  if (folders.length > 1) throw usage(`There is one state folder, not ${folders.join(' and ')}.`);
  return { folder: folders[0] ?? null, filter: filters[0] ?? null };
}

/** Ids, `--episode`, `--step` and `--all`; each one narrows the selection. */
export function selectionFrom(given: Given): Selection {
  const episode = one(given, 'episode');
  const step = one(given, 'step');
  return {
    ...(given.words.length > 0 ? { ids: given.words } : {}),
    ...(episode === null ? {} : { episode: episodeFrom(episode) }),
    ...(step === null ? {} : { step }),
    ...(has(given, 'all') ? { all: true } : {}),
  };
}
