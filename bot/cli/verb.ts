// Defines a verb, and what all verbs share: finding the show, opening its desk, printing rows for people or programs.
import { join } from 'node:path';
import { readSettings } from '../../src/config.ts';
import type { Desk } from '../../src/desk.ts';
import { ENHANCEMENT_STATES } from '../../src/domain/enhancement.ts';
import { JOB_STATES } from '../../src/domain/job.ts';
import { readPlainText } from '../../src/tree/plain.ts';
import { steps } from '../../steps/index.ts';
import { type Given, type OptionRule, usage, type VerbRule } from './arguments.ts';
import { deskFor } from './desk-for.ts';
import type { Access } from './open-here.ts';
import { jsonText } from './output/json.ts';
import type { Look } from './output/list.ts';
import { paintFor } from './output/paint.ts';
import { placeOf, type ShowPlace } from './place.ts';
import { has, one, statesFrom } from './values.ts';
import type { ExitCode, World } from './world.ts';

export interface Verb extends VerbRule {
  readonly about: string;
  /** One realistic command line. */
  readonly example: string;
  run(asked: VerbCall): Promise<ExitCode>;
}

export interface VerbCall {
  readonly verb: Verb;
  readonly given: Given;
  readonly world: World;
}

export const JSON_OPTION: OptionRule = { name: 'json', value: null, about: 'rows for other programs' };
export const EPISODE_OPTION: OptionRule = { name: 'episode', value: 'N', about: 'only this episode' };
export const STEP_OPTION: OptionRule = { name: 'step', value: 'ID', about: 'only this step' };

export const GLOBAL_OPTIONS: readonly OptionRule[] = [
  {
    name: 'tree',
    value: 'DIR',
    about: 'the show’s folder (default: $SHOW_BUILD_TREE, else the current folder)',
  },
  {
    name: 'state',
    value: 'DIR',
    about: 'where its history and database lie (default: found by the tree)',
    repeats: true,
  },
  { name: 'as', value: 'PERSON', about: 'who decides: a key of "people" in show-build.yaml' },
  { name: 'help', value: null, about: 'what a verb does, with an example' },
];

/** Values of `--state` that are filters rather than the state folder. */
const STATES_OF: Readonly<Record<string, readonly string[]>> = { list: ENHANCEMENT_STATES, jobs: JOB_STATES };

export function placeAsked({ verb, given, world }: VerbCall): ShowPlace {
  return placeOf(given, statesFrom(given, STATES_OF[verb.name] ?? []).folder, world);
}

/** Opens the desk, runs `act`, and closes the desk. */
export async function atDesk<T>(
  asked: VerbCall,
  access: Access,
  act: (desk: Desk, place: ShowPlace) => Promise<T>,
): Promise<T> {
  const place = placeAsked(asked);
  const { desk, close } = await deskFor(place, { verb: asked.verb.name, access }, asked.world);
  try {
    return await act(desk, place);
  } finally {
    await close();
  }
}

/** Terminal columns: titles need at least 60, lines over 120 are hard to follow, and 100 is used without a terminal. */
const NARROWEST = 60;
const WIDEST = 120;
const USUAL = 100;

export function lookOf({ world: { out, env, nowMs } }: VerbCall): Look {
  const columns = Math.min(WIDEST, Math.max(NARROWEST, out.columns ?? USUAL));
  return { columns, paint: paintFor(out, env), nowMs: nowMs() };
}

/** Prints the value itself with `--json`, else its text. */
export function print(asked: VerbCall, value: unknown, text: () => string): void {
  asked.world.out.write(has(asked.given, 'json') ? jsonText(value) : text());
}

/** Null = the person at the desk. Throws a Fault `usage` for a person not in the settings. */
export function whoAsked({ given }: VerbCall, { tree }: ShowPlace): string | null {
  const who = one(given, 'as');
  if (who === null) return null;
  const reading = readSettings(readPlainText(join(tree, 'show-build.yaml')) ?? '', steps);
  // If the settings can't be read now, only the desk knows the people in the last good ones.
  if (!reading.ok || Object.hasOwn(reading.settings.people, who)) return who;
  const known = Object.keys(reading.settings.people);
  const hint = known.length === 0 ? 'it names nobody yet' : `it names ${known.join(', ')}`;
  throw usage(`"${who}" is not among the people of show-build.yaml; ${hint}.`);
}
