// Two machines that now and then write the same file without knowing of each other, as Syncthing carries it: one version
// keeps the name, the other becomes a conflict copy. Whatever the order, each word that was typed is in the file in the
// end, once, or offered to a person, and the copies are gone.
import { utimesSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { treePath } from '../../src/domain/ids.ts';
import { INFO, INFO_PATH, makeTrial, movableClock, SEGMENT_PATH } from '../trial.ts';
import { copyOf, fold, PLAIN, QUICK } from './copy-trials.ts';
import { quiet } from './trials.ts';

const TEXT = PLAIN.replace(
  'for a while.',
  `for a while. It rains.

<!-- Begin Cue -->
[Type: VO]
[Slug: rain]
[Duration: 00:00:10:00]
<!-- End Cue -->`,
);

const STORIES = Number(process.env['SHOW_BUILD_COPIES_STORIES'] ?? (process.env['CI'] ? 40 : 5));
const MINUTE_MS = 60_000;

const places = [
  'Nobody takes it.',
  'We look at it',
  'It rains.',
  'That is all.',
  '## Script',
  '[Slug: rain]',
] as const;
const typing = fc.record({
  who: fc.constantFrom('here' as const, 'laptop' as const),
  place: fc.constantFrom(...places),
  how: fc.constantFrom('before' as const, 'after' as const, 'line' as const),
});
const act = fc.oneof(
  { weight: 6, arbitrary: typing.map((one) => ({ kind: 'types' as const, ...one })) },
  { weight: 3, arbitrary: fc.boolean().map((laptopWins) => ({ kind: 'meet' as const, laptopWins })) },
  { weight: 2, arbitrary: fc.constant({ kind: 'merge' as const }) },
  { weight: 1, arbitrary: fc.constant({ kind: 'fold' as const }) },
  { weight: 1, arbitrary: fc.constant({ kind: 'look' as const }) },
);
type Act = typeof act extends fc.Arbitrary<infer T> ? T : never;

const types = (who: 'here' | 'laptop', place: (typeof places)[number], how: 'before' | 'after' | 'line') =>
  ({ kind: 'types', who, place, how }) as const;

/** Both go on in a sentence that had reached both. */
const REWORDED_BY_BOTH: Act[] = [
  types('here', 'Nobody takes it.', 'after'),
  { kind: 'meet', laptopWins: false },
  types('laptop', 'Nobody takes it.', 'after'),
  { kind: 'look' },
  types('here', 'Nobody takes it.', 'before'),
  { kind: 'meet', laptopWins: true },
];

/** One writes before and behind what had reached both, the other elsewhere. */
const WRITTEN_AROUND: Act[] = [
  types('here', 'It rains.', 'after'),
  { kind: 'meet', laptopWins: false },
  types('here', 'It rains.', 'before'),
  types('here', 'It rains.', 'after'),
  types('laptop', 'Nobody takes it.', 'before'),
];

/** A second copy has a wording that is offered for the first one already. */
const NEXT_TO_THE_MERGED: Act[] = [
  types('here', '[Slug: rain]', 'before'),
  types('laptop', '[Slug: rain]', 'before'),
  types('here', 'It rains.', 'line'),
  { kind: 'meet', laptopWins: true },
  { kind: 'merge' },
  { kind: 'look' },
  types('laptop', 'We look at it', 'line'),
  { kind: 'merge' },
];

it('every word that was typed on either machine is in the file in the end, or offered, and no copy is left', async () => {
  await fc.assert(fc.asyncProperty(fc.array(act, { minLength: 4, maxLength: 18 }), play), {
    numRuns: STORIES,
    examples: [[REWORDED_BY_BOTH], [WRITTEN_AROUND], [NEXT_TO_THE_MERGED]],
    ...(process.env['SHOW_BUILD_PROPERTY_SEED']
      ? { seed: Number(process.env['SHOW_BUILD_PROPERTY_SEED']) }
      : {}),
  });
}, 600_000);

async function play(acts: readonly Act[]): Promise<void> {
  const one = makeTrial({ [INFO_PATH]: INFO, [SEGMENT_PATH]: TEXT, 'show-build.yaml': QUICK });
  const { clock, move } = movableClock(0);
  const now = await one.open({ clock });
  let [atMs, copies, count] = [0, 0, 0];
  // What the laptop has, what it began with, and whether it has typed since.
  let [laptop, ground] = [TEXT, TEXT];
  const words: string[] = [];
  const later = (ms: number) => {
    atMs += ms;
    move(atMs);
  };
  const write = (path: string, text: string) => {
    one.write(path, text);
    const at = new Date(clock.nowMs());
    utimesSync(join(one.tree, path), at, at);
    // The file system has a clock of its own.
    now.show.clocks.arrived(treePath(path), clock.nowMs(), 'sync');
  };
  const pass = async () => void (await now.desk.pass({}, quiet));
  const merges = () => now.desk.list({ step: 'conflict-merge' });
  const merge = async () => {
    const ids = (await merges()).filter(({ applicability }) => applicability === 'safe').map(({ id }) => id);
    if (ids.length > 0) await now.desk.accept({ ids }, null);
  };
  const meet = async (laptopWins: boolean) => {
    const here = one.read(SEGMENT_PATH);
    const isConflict = laptop !== ground && here !== ground && here !== laptop;
    if (isConflict) {
      copies += 1;
      const loser = laptopWins ? here : laptop;
      write(copyOf(SEGMENT_PATH, copies), loser);
    }
    if (laptop !== ground && (!isConflict || laptopWins)) write(SEGMENT_PATH, laptop);
    laptop = one.read(SEGMENT_PATH);
    ground = laptop;
    await pass();
    // What the service landed meanwhile reaches the laptop too.
    laptop = one.read(SEGMENT_PATH);
    ground = laptop;
  };
  try {
    await pass();
    later(MINUTE_MS);
    for (const step of acts) {
      if (step.kind === 'types') {
        count += 1;
        const word = `${step.who}${count}x`;
        const text = step.who === 'here' ? one.read(SEGMENT_PATH) : laptop;
        const typed = typedIn(text, step, word);
        if (typed === null) continue;
        words.push(word);
        if (step.who === 'laptop') laptop = typed;
        else write(SEGMENT_PATH, typed);
      }
      if (step.kind === 'meet') await meet(step.laptopWins);
      if (step.kind === 'merge') await merge();
      if (step.kind === 'look') await pass();
      if (step.kind === 'fold') await fold(now);
      later(2 * MINUTE_MS);
    }
    await meet(true);
    for (let n = 0; n < 4; n++) {
      await pass();
      await merge();
    }
    later(30 * MINUTE_MS);
    await fold(now);
    await pass();
    const offered = await Promise.all((await merges()).map(({ id }) => now.desk.diff(id)));
    const everywhere = one.read(SEGMENT_PATH) + offered.join('\n');
    for (const word of words) expect(everywhere).toContain(word);
    // Nothing clean is left to do, and nothing stands there twice.
    expect((await merges()).filter(({ applicability }) => applicability === 'safe')).toEqual([]);
    for (const word of words) expect(one.read(SEGMENT_PATH).split(word).length).toBeLessThan(3);
    expect(Object.keys(one.bytes()).filter((path) => path.includes('sync-conflict'))).toEqual([]);
  } finally {
    await now.close();
    one.clear();
  }
}

/** Nobody takes anything out. */
function typedIn(text: string, { place, how }: { place: string; how: string }, word: string): string | null {
  if (!text.includes(place)) return null;
  // Nobody types a line of prose into a cue: such a block is broken, and left to a person.
  if (how === 'line' && !place.startsWith('[')) {
    const end = text.indexOf('\n', text.indexOf(place));
    return `${text.slice(0, end + 1)}\nA line with ${word} in it.\n${text.slice(end + 1)}`;
  }
  return text.replace(place, how === 'before' ? `${word} ${place}` : `${place} ${word}`);
}
