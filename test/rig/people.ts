// People who write on the rig's nodes. Each begins a round in one file, goes on in others, and comes back to the first,
// which is still open with the text of minutes ago. Some go offline meanwhile and type on.
import { setTimeout as wait } from 'node:timers/promises';
import { type Editor, type Habit, openEditor } from './editor.ts';
import type { Journal } from './journal.ts';
import type { RigNode } from './node.ts';
import type { Rig } from './rig.ts';
import { type Chance, wordsOf } from './words.ts';

export interface Person {
  readonly name: string;
  readonly node: RigNode;
  readonly habit: Habit;
  readonly skewMs: number;
  /** All that they write in; the first is open since the beginning of each round. */
  readonly paths: readonly string[];
}

export interface PeopleOptions {
  readonly rig: Rig;
  readonly people: readonly Person[];
  readonly journal: Journal;
  readonly chance: Chance;
  readonly say: (what: string) => void;
}

/** Editors rewrite the file this often. */
const SAVE_MS = [2_000, 5_000] as const;
const BURST_MS = 12_000;
/** What they type in the file that they come back to. */
const LAST_MS = 15_000;
/** From a key to the save, within the time above. */
const DIRTY_MS = 800;

/** Resolves when all have stopped typing and are connected. A round takes `roundMs`, at least two minutes where landings
 *  are to come under an open file. */
export async function peopleWrite(options: PeopleOptions, roundMs: number, untilMs: number): Promise<void> {
  const { people, say } = options;
  const writers = people.map((person) => writerOf(person, options));
  for (let round = 1; Date.now() < untilMs; round++) {
    const endMs = Math.min(Date.now() + roundMs, untilMs);
    say(`round ${round}`);
    const away = goOffline(options, endMs - Date.now());
    await Promise.all([...writers.map((write) => write(endMs)), away]);
  }
}

function writerOf(person: Person, options: PeopleOptions): (endMs: number) => Promise<void> {
  const { chance, journal } = options;
  const word = wordsOf(person.name);
  const { name, node, habit, skewMs } = person;
  let paths = person.paths;
  const open = (path: string) =>
    openEditor({ person: name, node, path, habit, skewMs, journal, word, chance });
  const type = async (editor: Editor, untilMs: number) => {
    while (Date.now() < untilMs) {
      editor.type();
      await wait(DIRTY_MS);
      editor.save();
      await wait(between(SAVE_MS, chance) - DIRTY_MS);
    }
  };
  return async (endMs) => {
    const first = open(paths[0] ?? '');
    await type(first, Math.min(Date.now() + BURST_MS, endMs));
    const backMs = endMs - LAST_MS;
    while (Date.now() < backMs) {
      const path = paths[1 + chance(Math.max(paths.length - 1, 1))];
      if (path === undefined) break;
      await type(open(path), Math.min(Date.now() + BURST_MS, backMs));
      // A look around: Syncthing reads a file once it has rested.
      await wait(Math.max(0, Math.min(chance(15_000), backMs - Date.now())));
    }
    await wait(Math.max(0, backMs - Date.now()));
    await type(first, endMs);
    // The next round may bring them to another file first.
    if (chance(2) === 0) paths = paths.toReversed();
  };
}

function between([least, most]: readonly [number, number], chance: Chance): number {
  return least + chance(most - least);
}

/** One of the machines without the service, for a good part of the time: asleep, or without a connection. */
async function goOffline({ rig, people, journal, chance, say }: PeopleOptions, forMs: number): Promise<void> {
  const travellers = rig.nodes.filter((one, i) => i > 0 && people.some((person) => person.node === one));
  const node = travellers[chance(Math.max(travellers.length, 1))];
  if (node === undefined) return;
  await wait(forMs * 0.25);
  const isAsleep = chance(2) === 0;
  say(`${node.name} goes offline${isAsleep ? ' and its Syncthing is stopped' : ''}`);
  const returns = journal.leaves(node.name, Date.now());
  const peers = rig.nodes.filter((other) => other !== node);
  if (isAsleep) await node.stop();
  else for (const peer of peers) await node.pause(peer, true);
  await wait(forMs * 0.35);
  if (isAsleep) await node.start();
  else for (const peer of peers) await node.pause(peer, false);
  await rig.connected();
  returns(Date.now());
  say(`${node.name} is back`);
}
