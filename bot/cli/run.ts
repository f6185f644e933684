// Runs one command line from its words to its exit code. Every failure ends here as one line with the reason and the
// remedy.
import { existsSync } from 'node:fs';
import { nearest } from '../../src/config/nearest.ts';
import { ENHANCEMENT_STATES } from '../../src/domain/enhancement.ts';
import { JOB_STATES } from '../../src/domain/job.ts';
import { Fault, systemCode } from '../../src/errors.ts';
import { type Given, parseGiven, splitVerb, usage } from './arguments.ts';
import { withHint } from './hints.ts';
import { manual, verbManual } from './manual.ts';
import { logFile, stateLog } from './open-here.ts';
import { complain } from './output/complain.ts';
import { version } from './package.ts';
import { placeOf } from './place.ts';
import { has, statesFrom } from './values.ts';
import { GLOBAL_OPTIONS, type Verb, type VerbCall } from './verb.ts';
import { DONE, type ExitCode, NOT_DONE, type World, WRONG_USAGE } from './world.ts';

export async function runCommand(
  argv: readonly string[],
  verbs: readonly Verb[],
  world: World,
): Promise<ExitCode> {
  let asked: VerbCall | null = null;
  try {
    const { verb: word, rest } = splitVerb(argv, GLOBAL_OPTIONS);
    if (word === null || word === 'help') return withoutVerb(argv, rest, verbs, world);
    const verb = verbNamed(word, verbs);
    const given = parseGiven(
      rest,
      verb,
      GLOBAL_OPTIONS.filter(({ name }) => !verb.options.some((own) => own.name === name)),
    );
    if (has(given, 'help')) {
      world.out.write(verbManual(verb));
      return DONE;
    }
    asked = { verb, given, world };
    return await verb.run(asked);
  } catch (error) {
    return failed(error, asked?.given ?? null, world);
  }
}

function withoutVerb(
  argv: readonly string[],
  rest: readonly string[],
  verbs: readonly Verb[],
  world: World,
): ExitCode {
  const about = argv.includes('help') ? rest.find((word) => !word.startsWith('-')) : undefined;
  if (about !== undefined) world.out.write(verbManual(verbNamed(about, verbs)));
  else if (argv.includes('--version')) world.out.write(`${version()}\n`);
  else if (argv.some((word) => word === 'help' || word === '--help' || word === '-h'))
    world.out.write(manual(verbs));
  else throw usage('Which verb? show-build --help lists them.');
  return DONE;
}

function verbNamed(word: string, verbs: readonly Verb[]): Verb {
  const verb = verbs.find(({ name }) => name === word);
  if (verb !== undefined) return verb;
  const meant = nearest(
    word,
    verbs.map(({ name }) => name),
  );
  const hint = meant === null ? 'show-build --help lists all.' : `Did you mean "${meant}"?`;
  throw usage(`There is no verb "${word}". ${hint}`);
}

function failed(error: unknown, given: Given | null, world: World): ExitCode {
  const fault = error instanceof Fault ? error : bugOf(error);
  const isBug = fault.kind === 'bug';
  complain(
    world.err,
    isBug
      ? `${fault.message.replace(/[.!?]?$/, '.')} ${logged(fault, given, world)}`
      : withHint(fault.code, fault.message),
  );
  if (world.env.SHOW_BUILD_DEBUG === '1') world.err.write(`${stackOf(error)}\n`);
  return fault.kind === 'usage' ? WRONG_USAGE : NOT_DONE;
}

/**
 * Wraps an unexpected error. A system error is not this program's fault, but it was not foreseen either, so its code is
 * shown.
 */
function bugOf(cause: unknown): Fault {
  const code = systemCode(cause);
  const what = code === null ? '' : ` (${code})`;
  const tech = cause instanceof Error ? cause.message : String(cause);
  return new Fault('bug', 'CLI_BUG', `Show-Build made a mistake${what}; nothing that people wrote is lost.`, {
    tech,
    cause,
  });
}

/** States of every kind, because the verb is not known here. */
const ANY_STATE = [...ENHANCEMENT_STATES, ...JOB_STATES];

/** Writes the stack to the log in the state folder, if there is one, and returns a sentence that names the file. */
function logged(fault: Fault, given: Given | null, world: World): string {
  const elsewhere = 'SHOW_BUILD_DEBUG=1 shows where it happened.';
  if (given === null) return elsewhere;
  let lost: unknown = null;
  try {
    const place = placeOf(given, statesFrom(given, ANY_STATE).folder, world);
    if (!existsSync(place.state)) return elsewhere;
    const log = stateLog(place, { env: {} }, null, (error) => {
      lost = error;
    });
    log.error(fault.message, { error: fault });
    if (lost === null) return `${logFile(place)} says where it happened.`;
  } catch (error) {
    // The log is optional; the line about the first failure must still be printed.
    lost = error;
  }
  return `${elsewhere} (The log can't be written: ${systemCode(lost) ?? 'unknown'}.)`;
}

function stackOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const cause = error.cause === undefined ? '' : `\ncaused by ${stackOf(error.cause)}`;
  return `${error.stack ?? error.message}${error instanceof Fault ? `\n${error.code}: ${error.tech}` : ''}${cause}`;
}
