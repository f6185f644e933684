// rebuild, fsck, doctor: maintenance of the show's records and checks of the machine.
import { join } from 'node:path';
import { openRepo } from '../../src/git/repo.ts';
import { examine } from '../care/doctor.ts';
import { type Audit, auditShow, auditUnopened } from '../care/fsck.ts';
import { rebuild } from '../index/rebuild.ts';
import type { OpenShow } from '../service/open-show.ts';
import { openHere } from './open-here.ts';
import { complain } from './output/complain.ts';
import { findingsText } from './output/findings.ts';
import { progressLine } from './output/progress.ts';
import { line } from './output/text.ts';
import { count } from './output/times.ts';
import { JSON_OPTION, lookOf, placeAsked, print, type Verb, type VerbCall } from './verb.ts';
import { DONE, type ExitCode, NOT_DONE } from './world.ts';

const NO_WORDS = { words: '', fewestWords: 0, mostWords: 0 } as const;

export const caringVerbs: readonly Verb[] = [
  {
    name: 'rebuild',
    about: 'the database anew from Git; nothing else changes',
    ...NO_WORDS,
    options: [],
    example: 'show-build rebuild',
    run: runRebuild,
  },
  {
    name: 'fsck',
    about: 'checks that all history is a person’s or a landed enhancement',
    ...NO_WORDS,
    options: [JSON_OPTION],
    example: 'show-build fsck',
    run: runAudit,
  },
  {
    name: 'doctor',
    about: 'what this machine has, what is missing, and what that turns off',
    ...NO_WORDS,
    options: [JSON_OPTION],
    example: 'show-build doctor',
    run: runDoctor,
  },
];

/** Opens the show itself, never through a service: no other process may write the database meanwhile. */
async function runRebuild(asked: VerbCall): Promise<ExitCode> {
  const { world } = asked;
  const { show, close } = await openHere(placeAsked(asked), { verb: 'rebuild', access: 'write' }, world);
  const progress = progressLine(world.err, world.nowMs);
  try {
    const { episodes, enhancements, commits } = await rebuild(show, progress.show).finally(progress.clear);
    const parts = [
      count(episodes, 'episode'),
      count(enhancements, 'enhancement'),
      `${count(commits, 'commit')} of history`,
    ];
    world.out.write(`The database is rebuilt: ${parts.join(', ')}.\n`);
  } finally {
    await close();
  }
  return DONE;
}

async function runAudit(asked: VerbCall): Promise<ExitCode> {
  const result = await audited(asked);
  const { commits, landings, findings } = result;
  print(asked, result, () => {
    const sum = `Checked ${count(commits, 'commit')}, ${count(landings, 'landing')} among them.`;
    return [sum, ...findings.map(line), findings.length === 0 ? 'All is well.' : '']
      .filter((each) => each !== '')
      .join('\n')
      .concat('\n');
  });
  if (findings.length === 0) return DONE;
  complain(
    asked.world.err,
    `${count(findings.length, 'finding')}; keep the state folder as it is, and ask whoever looks after it.`,
  );
  return NOT_DONE;
}

async function audited(asked: VerbCall): Promise<Audit> {
  const place = placeAsked(asked);
  let opened: OpenShow;
  try {
    opened = await openHere(place, { verb: 'fsck', access: 'read' }, asked.world);
  } catch (error) {
    // A damaged history may keep the show from being opened; its objects can be examined all the same.
    return auditUnopened(await openRepo(join(place.state, 'repo.git')), place.tree, error);
  }
  return auditShow(opened.show).finally(opened.close);
}

async function runDoctor(asked: VerbCall): Promise<ExitCode> {
  const findings = await examine(placeAsked(asked), asked.world.env);
  print(asked, findings, () => findingsText(findings, lookOf(asked)));
  const essential = findings.filter((each) => each.essential && each.state === 'missing');
  if (essential.length === 0) return DONE;
  complain(
    asked.world.err,
    essential.map(({ name, effect }) => `${name}: ${effect ?? 'missing'}`).join('; '),
  );
  return NOT_DONE;
}
