// A run of the whole: the program on the first node of a rig, people who write on all of them, quiet, and the report.
import { randomBytes } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { Habit } from './editor.ts';
import { gitWords, offeredLines } from './git-words.ts';
import { type Journal, openJournal } from './journal.ts';
import { type Person, peopleWrite } from './people.ts';
import { type Program, startProgram } from './program.ts';
import { type Report, reportOf } from './report.ts';
import type { Rig } from './rig.ts';
import { seedShow, segmentPath } from './seeds.ts';
import type { EndState } from './verdict.ts';
import { notesIn, watchFolders } from './watching.ts';
import { type Chance, wordsIn } from './words.ts';

export interface LivingOptions {
  /** Of the settings that have to do with time: the defaults, or as short as is safe. */
  readonly settings: 'default' | 'short';
  readonly typingMs: number;
  readonly roundMs: number;
  readonly quietMs: number;
  readonly seed: number;
  /** The compiled `bot/main.js`. */
  readonly main: string;
  readonly say: (what: string) => void;
}

/** Below a minute a landing would come between two arrivals of a typing person. */
const SHORT = 'merge: { settle: 1s, idle: 3s, settleRemote: 75s }\n';
const REVIEW_MS = 10_000;
const SAFE_STEP = 'cue-block-repair';

export async function live(rig: Rig, options: LivingOptions): Promise<Report> {
  const { settings, typingMs, roundMs, quietMs } = options;
  const say = (what: string) => options.say(`${settings}: ${what}`);
  const chance = chances(options.seed);
  const closers: (() => void | Promise<void>)[] = [];
  try {
    const server = rig.node('A');
    const state = join(dirname(server.folder), 'state');
    const people = peopleOn(rig);
    const journal = openJournal();
    await layOut(rig, people, settings, journal);
    const watched = watchFolders(rig.nodes, server.name, journal);
    closers.push(watched.close);
    const program = await startProgram(options.main, server, state);
    closers.push(() => program.close());
    await program.auto(true);
    const review = reviewing(program);
    closers.push(review.close);
    say(`${people.length} people write, seed ${options.seed}`);
    await peopleWrite({ rig, people, journal, chance, say }, roundMs, Date.now() + typingMs);
    say('quiet');
    await wait(quietMs);
    await review.close();
    watched.look();
    return reportOf(journal, await endOf(rig, program, state), { server: server.name, quietMs });
  } finally {
    for (const close of closers.reverse()) await close();
  }
}

const NAMES = ['Ann', 'Josh', 'Kevin', 'Scott', 'Mary'] as const;
/** By machine; the first three are right. */
const SKEWS_MS = [0, 0, 0, -10 * 60_000, 5 * 60_000];
const HABITS: readonly Habit[] = [
  { saves: 'in place', buffer: 'reloads' },
  { saves: 'in place', buffer: 'stubborn' },
  { saves: 'by rename', buffer: 'reloads' },
  { saves: 'by rename', buffer: 'stubborn' },
];

/** One on each node, with files of their own. Neighbours share a file, and every third begins in it. */
function peopleOn({ nodes }: Rig): readonly Person[] {
  return nodes.map((node, i) => {
    const episode = ['0101', '0102', '0103'][i % 3] ?? '0101';
    const next = ['0101', '0102', '0103'][(i + 1) % 3] ?? '0101';
    const own = i < 3 ? 0 : 3;
    const ownOnes = [segmentPath(episode, own), segmentPath(episode, own + 1)];
    const shared = segmentPath(episode, 2);
    return {
      name: NAMES[i] ?? `P${i}`,
      node,
      habit: HABITS[(i + 1) % HABITS.length] ?? { saves: 'in place', buffer: 'reloads' },
      skewMs: SKEWS_MS[i] ?? 0,
      paths:
        i % 3 === 2 ? [shared, ...ownOnes, segmentPath(next, 2)] : [...ownOnes, shared, segmentPath(next, 2)],
    };
  });
}

async function layOut(
  rig: Rig,
  people: readonly Person[],
  settings: LivingOptions['settings'],
  journal: Journal,
): Promise<void> {
  const server = rig.node('A');
  const write = (path: string, text: string) => {
    const place = join(server.folder, path);
    mkdirSync(dirname(place), { recursive: true });
    writeFileSync(place, text);
    journal.seed(path, text);
  };
  for (const [path, text] of seedShow()) write(path, text);
  const persons = people.map(({ name, node }) => {
    const key = name.toLowerCase();
    return `  ${key}: { name: ${name}, email: ${key}@example.org, device: ${node.device.slice(0, 7)} }\n`;
  });
  write(
    'show-build.yaml',
    `show: Rig\npeople:\n${persons.join('')}syncthing: { url: "${server.url}", folder: ${server.folderId} }\n${settings === 'short' ? SHORT : ''}`,
  );
  await rig.inSync();
}

/** A reviewer who accepts every repair of a cue, again and again. */
function reviewing(program: Program): { readonly close: () => Promise<void> } {
  const ending = new AbortController();
  const { signal } = ending;
  const work = async () => {
    for (;;) {
      const open = await program.open();
      const ids = open.flatMap(({ id, step, state }) =>
        step === SAFE_STEP && state === 'proposed' ? [id] : [],
      );
      await program.accept(ids, signal);
      await wait(REVIEW_MS, undefined, { signal });
    }
  };
  const working = work().catch((error: unknown) => {
    if (!signal.aborted) throw error;
  });
  // Thrown where it is closed; until then it must not end the run.
  working.catch(() => {});
  return {
    close() {
      ending.abort();
      return working;
    },
  };
}

async function endOf(rig: Rig, program: Program, state: string): Promise<EndState> {
  const open = await program.open();
  const offered = new Set<string>();
  for (const { id } of open)
    for (const word of wordsIn(offeredLines(await program.diff(id)))) offered.add(word);
  return {
    nodes: new Map(rig.nodes.map(({ name, folder }) => [name, notesIn(folder)])),
    git: gitWords(join(state, 'repo.git')),
    offered,
    offeredPaths: new Set(open.flatMap(({ step, subject }) => (step === SAFE_STEP ? [subject] : []))),
  };
}

export function seedFor(given: string | undefined): number {
  return given === undefined ? randomBytes(4).readUInt32LE() : Number(given);
}

/** Numbers that look random and are the same for the same seed. */
function chances(seed: number): Chance {
  let state = seed >>> 0;
  return (count) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * count);
  };
}
