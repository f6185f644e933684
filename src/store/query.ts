// Runs SQL written by people against the database, read-only. Uses a read-only connection in a separate process,
// because SQLite can't be interrupted in the middle of a step and must not block other work. The process gets no
// environment variables and is killed after a timeout.
import { spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { Fault } from '../errors.ts';
import { storeFault } from './faults.ts';
import { type AskedSql, answerInChild, type ChildAnswer, type QueryRows } from './query-child.ts';

export type { QueryRows };

export interface QueryOptions {
  readonly limit?: number;
  readonly timeoutMs?: number;
  /** Only check that it parses, and return its columns without rows. */
  readonly check?: boolean;
}

const MOST_ROWS = 10_000;
const TIMEOUT_MS = 10_000;
/** Characters in an answer, so that no page has to show a whole database. */
const MOST_LETTERS = 16 * 1_048_576;
/** Memory of the process, some 60 MB of which are Node's. */
const MOST_BYTES = 512 * 1_048_576;
/** Extra time for starting the process and transferring the answer. */
const GRACE_MS = 5_000;

/** Works beside a running service. Rejects with STORE_QUERY_WRONG or STORE_READ_ONLY (usage), QUERY_TOO_LONG,
 *  QUERY_TOO_LARGE or QUERY_BROKE_OFF (refused), or a fault of opening or reading the database. */
export async function queryStore(
  file: string,
  text: string,
  { limit = MOST_ROWS, timeoutMs = TIMEOUT_MS, check = false }: QueryOptions = {},
): Promise<QueryRows> {
  const answer = await ask(
    {
      file,
      text,
      limit: check ? 0 : Math.min(limit, MOST_ROWS),
      letters: MOST_LETTERS,
      // The child ends itself after this time, in case this process is killed before it can kill the child.
      endAfterMs: timeoutMs + GRACE_MS,
      mostBytes: MOST_BYTES,
    },
    timeoutMs,
  );
  if (answer.kind === 'rows') return answer.answer;
  throw faultIn(answer, file);
}

function ask(asked: AskedSql, timeoutMs: number): Promise<ChildAnswer> {
  return new Promise((resolve, reject) => {
    // Passed as text, so that it works the same from TypeScript sources and from the compiled program.
    const program = `(${String(answerInChild)})(process.argv[1])`;
    const child = spawn(process.execPath, ['-e', program, driverPath()], {
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
      env: {},
    });
    const timer = setTimeout(() => {
      child.kill('SIGKILL');
      reject(tooLong(timeoutMs));
    }, timeoutMs);
    child.once('message', (answer) => {
      clearTimeout(timer);
      child.kill('SIGKILL');
      resolve(answer as ChildAnswer);
    });
    child.once('error', (cause) => {
      clearTimeout(timer);
      reject(notAsked(String(cause), cause));
    });
    child.once('exit', (code, signal) => {
      clearTimeout(timer);
      // It ends itself when it takes too much memory.
      const tech = `the asking program ended with ${code ?? signal}`;
      reject(signal === 'SIGKILL' ? tooLarge(tech) : notAsked(tech));
    });
    child.send(asked, (error) => {
      // If sending fails, the child has ended, and the `exit` or `error` handler rejects.
      if (error !== null) clearTimeout(timer);
    });
  });
}

function driverPath(): string {
  try {
    return createRequire(import.meta.url).resolve('better-sqlite3');
  } catch (cause) {
    throw notAsked(String(cause), cause);
  }
}

function faultIn(answer: Exclude<ChildAnswer, { kind: 'rows' }>, file: string): unknown {
  const { message } = answer;
  switch (answer.kind) {
    case 'wrong':
      return new Fault('usage', 'STORE_QUERY_WRONG', `The database can't answer this: ${message}.`);
    case 'writes':
      return new Fault('usage', 'STORE_READ_ONLY', 'Only questions are answered here; begin with "select".');
    case 'large':
      return tooLarge(message);
    case 'failed':
      return storeFault(Object.assign(new Error(message), { code: answer.code }), file);
  }
}

function tooLong(timeoutMs: number): Fault {
  const sentence = `This took longer than ${timeoutMs / 1000} seconds and was stopped; ask for less, with "where" or "limit".`;
  return new Fault('refused', 'QUERY_TOO_LONG', sentence);
}

function tooLarge(tech: string): Fault {
  const sentence = 'This makes values that are too large to be worked out here; ask for less.';
  return new Fault('refused', 'QUERY_TOO_LARGE', sentence, { tech });
}

function notAsked(tech: string, cause?: unknown): Fault {
  const sentence = 'The question could not be put to the database: no other program can be started here.';
  return new Fault('refused', 'QUERY_BROKE_OFF', sentence, cause === undefined ? { tech } : { tech, cause });
}
