// Schemas of single settings values. Each error text completes a sentence that begins "write".
import { z } from 'zod';
import { isTimezone, parseWeekly, type Window } from '../domain/calendar.ts';
import { type EpisodeId, episodeId } from '../domain/ids.ts';
import { unknownTitleWord } from '../domain/title.ts';
import type { OnAirWindow, Person } from './settings.ts';
import { parseTimeMs } from './times.ts';

export const A_GROUP = 'keys indented below it';

/** A key without a value counts as absent, because people comment out the lines below it. */
export function optional<T extends z.ZodType>(schema: T, fallback: NonNullable<z.output<T>>) {
  return schema.nullish().transform((value): NonNullable<z.output<T>> => value ?? fallback);
}

export function orNull<T extends z.ZodType>(schema: T) {
  return schema.nullish().transform((value): NonNullable<z.output<T>> | null => value ?? null);
}

export function group<S extends z.ZodRawShape>(shape: S) {
  const inner = z.strictObject(shape, { error: A_GROUP });
  return inner.nullish().transform((value): z.output<typeof inner> => value ?? inner.parse({}));
}

export function text(allowed: string) {
  return z.string({ error: allowed }).trim().min(1, { error: allowed });
}

export function word<const W extends readonly [string, ...string[]]>(...words: W) {
  return z.enum(words, { error: words.join(' or ') });
}

export function count(from: number, to: number) {
  const error = `a number from ${from} to ${to}`;
  return z.number({ error }).min(from, { error }).max(to, { error });
}

export function whole(from: number, to: number) {
  const error = `a whole number from ${from} to ${to}`;
  return z.int({ error }).min(from, { error }).max(to, { error });
}

const A_LIMIT = 'a whole number from 1 to 100000, or off';

/** `off` gives null: no limit. */
export function limit(fallback: number | null) {
  const error = A_LIMIT;
  const least = z.int({ error }).min(1, { error }).max(100_000, { error });
  return z
    .union([z.literal('off'), least], { error })
    .nullish()
    .transform((value): number | null => (value === 'off' ? null : (value ?? fallback)));
}

export const yesNo = z.boolean({ error: 'true or false' });

/** A string converted by `reader`, and refused if that returns null. */
function read<T>(allowed: string, reader: (text: string) => T | null) {
  return z.string({ error: allowed }).transform((value, ctx): T => {
    const result = reader(value);
    if (result !== null) return result;
    ctx.issues.push({ code: 'custom', message: allowed, input: value });
    return z.NEVER;
  });
}

export const time = read('a time such as 90s, 3m or 2h', parseTimeMs);

const EPISODES = 'a list of episode numbers such as [101, 102]';
const episodeNumber = z
  .union([z.string(), z.int().nonnegative().transform(String)], { error: EPISODES })
  .transform((value, ctx): EpisodeId => {
    const id = episodeId(value.padStart(4, '0'));
    if (id !== null) return id;
    ctx.issues.push({ code: 'custom', message: EPISODES, input: value });
    return z.NEVER;
  });

export function episodes<const W extends readonly [string, ...string[]]>(...words: W) {
  return z.union([z.enum(words), z.array(episodeNumber)], { error: `${words.join(', ')} or ${EPISODES}` });
}

// Names and addresses become commit authors, where angle brackets and line ends are syntax.
const NAME = 'a name without < or >';
const EMAIL = 'an address such as josh@example.org';
export const personShape = {
  name: text(NAME).regex(/^[^<>\p{Cc}]+$/u, { error: NAME }),
  email: text(EMAIL).regex(/^[^\s<>@]+@[^\s<>@]+$/, { error: EMAIL }),
  device: orNull(text('a Syncthing device id, at least its first seven characters')),
};
export const person = z
  .strictObject(personShape, { error: 'a name and an email below each person' })
  .transform((value): Person => value);

const HOURS = 'days and hours such as "Sat 22:00-08:00", "Mon-Fri 09:00-17:00" or "daily 02:00-04:00"';
const A_WINDOW = 'a list such as [{ weekly: "Sat 22:00-08:00", timezone: America/New_York }]';
export const windowShape = {
  weekly: read(HOURS, (value) => {
    const hours = parseWeekly(value);
    return hours === null ? null : { ...hours, weekly: value };
  }),
  timezone: read('a time zone such as America/New_York', (name) => (isTimezone(name) ? name : null)),
  warmUp: optional(time, 0),
};
export const onAirShape = { ...windowShape, episodes: optional(episodes('next', 'all'), 'next') };

const windowObject = z.strictObject(windowShape, { error: A_WINDOW });

function toWindow(written: z.output<typeof windowObject>): Window {
  return { ...written.weekly, warmUpMin: Math.ceil(written.warmUp / 60_000), timezone: written.timezone };
}

export const quietHours = z.array(windowObject.transform(toWindow), { error: A_WINDOW });
export const onAir = z.array(
  z
    .strictObject(onAirShape, { error: A_WINDOW })
    .transform((written): OnAirWindow => ({ ...toWindow(written), episodes: written.episodes })),
  { error: A_WINDOW },
);

// ---- Obsidian ----

const A_VAULT = 'the name of a vault, in quotes if it is a number';
export const vaultName = text(A_VAULT).regex(/^[^\p{Cc}\p{Cs}]+$/u, { error: A_VAULT });

const IN_VAULT = "the show's folder as the vault has it, such as Work/Show, without # and :";
/** Without slashes at its ends; empty for the vault's own root. */
export const vaultFolder = read(IN_VAULT, (written) => {
  const parts = written
    .trim()
    .split(/[\\/]+/)
    .filter((part) => part !== '' && part !== '.');
  return parts.some((part) => part === '..' || /[#:\p{Cc}\p{Cs}]/u.test(part)) ? null : parts.join('/');
});

// ---- vMix ----

const AN_INPUT = 'the name or number of an input in vMix';
export const vmixInput = z
  .union([z.string(), z.int().nonnegative().transform(String)], { error: AN_INPUT })
  .pipe(text(AN_INPUT));

const A_FOLDER = "a folder as Windows names it, such as 'V:\\show'";
export const windowsFolder = text(A_FOLDER).regex(/^(?:[a-z]:|[\\/]{2}[^\\/]+[\\/][^\\/]+)(?:[\\/]|$)/i, {
  error: A_FOLDER,
});

const A_TITLE = 'a text with words such as {title}, {item.1.title}, {media.1.slug} or {quote.1.text}';
const titleText = z
  .string({ error: A_TITLE })
  .refine((value) => unknownTitleWord(value) === null, { error: A_TITLE });
export const titles = z.record(z.string(), titleText, { error: 'fields of a title, each with its text' });

// ---- webhooks ----

const A_HOOK = 'a list such as [{ url: "https://example.org/hook", events: [landed, failed] }]';
const A_HOOK_URL = 'an address such as https://example.org/hook, without a password in it';
const HOOK_EVENTS = 'a list of landed, failed and reverted';
export const webhookShape = {
  url: z
    .url({ protocol: /^https?$/, error: A_HOOK_URL })
    .refine((url) => !URL.canParse(url) || new URL(url).username + new URL(url).password === '', {
      error: A_HOOK_URL,
    }),
  events: optional(
    z.array(z.enum(['landed', 'failed', 'reverted'], { error: HOOK_EVENTS }), { error: HOOK_EVENTS }),
    ['landed', 'failed'],
  ),
};
export const webhooks = z.array(z.strictObject(webhookShape, { error: A_HOOK }), { error: A_HOOK }).max(20, {
  error: 'at most 20 of them',
});
