// print, vmix: sends an episode to paper and to the screen. Reads the episode as it stands in the tree, and changes
// nothing in it.
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { Fault } from '../../src/errors.ts';
import { createVmixClient } from '../../src/tools/vmix/client.ts';
import { pushTitles, type VmixPlan, vmixPlan } from '../../src/tools/vmix/push.ts';
import { printScript } from '../desk/print-script.ts';
import { vmixFacts } from '../desk/vmix-facts.ts';
import { usage } from './arguments.ts';
import { openHere } from './open-here.ts';
import { line } from './output/text.ts';
import { vmixText } from './output/vmix.ts';
import { episodeFrom, has, one } from './values.ts';
import { atDesk, JSON_OPTION, lookOf, placeAsked, print, type Verb, type VerbCall } from './verb.ts';
import { DONE, type ExitCode } from './world.ts';

const AN_EPISODE = { words: '<episode>', fewestWords: 1, mostWords: 1 } as const;

export const outOfHouseVerbs: readonly Verb[] = [
  {
    name: 'print',
    about: 'a script of an episode as a PDF, printed by Chromium or Chrome',
    ...AN_EPISODE,
    options: [
      { name: 'script', value: 'KIND', about: 'host (default), teleprompter or director' },
      {
        name: 'out',
        value: 'FILE',
        about:
          'the PDF, which must not be there yet (default: script-KIND-EPISODE.pdf in the current folder)',
      },
    ],
    example: 'show-build print 0101 --script director',
    run: runPrint,
  },
  {
    name: 'vmix',
    about: 'the titles and the media list of an episode into vMix, as "vmix" in show-build.yaml says',
    ...AN_EPISODE,
    options: [{ name: 'dry-run', value: null, about: 'only say what vMix would be told' }, JSON_OPTION],
    example: 'show-build vmix 0101 --dry-run',
    run: runVmix,
  },
];

// ---- print ----

const KINDS = ['host', 'teleprompter', 'director'] as const;
type Kind = (typeof KINDS)[number];

async function runPrint(asked: VerbCall): Promise<ExitCode> {
  const { given, world } = asked;
  const episode = episodeFrom(given.words[0] ?? '');
  const kind = kindFrom(one(given, 'script') ?? 'host');
  const named = one(given, 'out');
  const outPath =
    named === null ? freePath(world.cwd, `script-${kind}-${episode}`) : resolve(world.cwd, named);
  const { html, tree } = await atDesk(asked, 'read', async (desk, place) => ({
    html: await desk.exported(episode, `script-${kind}.html`),
    tree: place.tree,
  }));
  await printScript({ html, tree, episode, outPath, signal: world.stop, env: world.env });
  world.out.write(`${line(outPath)}\n`);
  return DONE;
}

function kindFrom(text: string): Kind {
  const kind = KINDS.find((each) => each === text);
  if (kind === undefined) throw usage(`There is no script "${text}"; there are ${KINDS.join(', ')}.`);
  return kind;
}

/** Keeps an earlier print: the next one is named `…-2.pdf`. */
function freePath(folder: string, name: string): string {
  for (let i = 1; ; i++) {
    const path = join(folder, i === 1 ? `${name}.pdf` : `${name}-${i}.pdf`);
    if (!existsSync(path)) return path;
  }
}

// ---- vmix ----

async function runVmix(asked: VerbCall): Promise<ExitCode> {
  const { given, world } = asked;
  const dryRun = has(given, 'dry-run');
  const { url, timeoutMs, plan } = await planned(asked, episodeFrom(given.words[0] ?? ''));
  if (!dryRun && url !== null) {
    await pushTitles(createVmixClient({ url, timeoutMs }), plan.calls, world.stop);
  }
  const told = { url, told: !dryRun, ...plan };
  print(asked, told, () => vmixText(told, lookOf(asked)));
  return DONE;
}

interface Planned {
  readonly url: string | null;
  readonly timeoutMs: number;
  readonly plan: VmixPlan;
}

/** Works while a service runs, because reading needs no lock. */
async function planned(asked: VerbCall, episode: string): Promise<Planned> {
  const { show, close } = await openHere(placeAsked(asked), { verb: 'vmix', access: 'read' }, asked.world);
  try {
    const { url, timeoutMs, ...settings } = show.settings().vmix;
    if (url === null && !has(asked.given, 'dry-run')) throw off();
    return { url, timeoutMs, plan: vmixPlan(await vmixFacts(show, episode), settings) };
  } finally {
    await close();
  }
}

function off(): Fault {
  const sentence =
    'vMix is off: write the address of its web controller, such as http://192.168.1.20:8088, as vmix.url into show-build.yaml.';
  return new Fault('configuration', 'VMIX_OFF', sentence);
}
