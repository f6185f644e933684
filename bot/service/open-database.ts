// Opens the database. One that can't be used is moved aside or done without: everything in it can be read from Git.
import { Fault, systemCode } from '../../src/errors.ts';
import { openStore, type Store } from '../../src/store/open.ts';
import { setAside } from '../../src/store/set-aside.ts';
import { type MemoryAnswers, memoryAnswers } from '../../src/tools/language/cache.ts';
import { diskFault } from '../../src/tree/faults.ts';

/** Moves an unusable database aside, or goes on without one: everything in it can be read from Git again. */
export async function openDatabase(
  file: string,
  notices: string[],
  readOnly: boolean,
): Promise<Store | null> {
  try {
    return await opened(file, readOnly);
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    if (error.code === 'STORE_CORRUPT' && !readOnly) return await openAnew(file, notices);
    notices.push(withoutDatabase(error));
    return null;
  }
}

/** Writes at once, because SQLite opens a read-only database and fails only at the first write. */
async function opened(file: string, readOnly: boolean): Promise<Store> {
  const store = await openStore(file);
  try {
    if (!readOnly) store.meta.set('opened by', String(process.pid));
    return store;
  } catch (error) {
    store.close();
    throw error;
  }
}

async function openAnew(file: string, notices: string[]): Promise<Store | null> {
  try {
    const aside = await setAside(file);
    notices.push(`The database was damaged; it was set aside as ${aside} and is being built anew from Git.`);
    return await opened(file, false);
  } catch (error) {
    notices.push(withoutDatabase(systemCode(error) === null ? error : diskFault(error, file)));
    return null;
  }
}

function withoutDatabase(error: unknown): string {
  if (!(error instanceof Fault)) throw error;
  return `${error.message} Going on without a database: nothing is lost, but nothing is remembered between runs.`;
}

/** Without a database, or room in it, answers and their cost are kept in memory until the process ends. */
export function answersIn(store: Store | null): MemoryAnswers {
  const memory = memoryAnswers();
  if (store === null) return memory;
  const { answers, record } = store;
  return {
    get: (key) => answers.get(key) ?? memory.get(key),
    put(answer) {
      // A paid answer must not be lost, nor its cost.
      if (!record(() => answers.put(answer))) return memory.put(answer);
    },
    refuse(key) {
      memory.refuse(key);
      record(() => answers.refuse(key));
    },
    reused: (promptType, atMs) => void record(() => answers.reused(promptType, atMs)),
    spentUsd: (sinceMs, episode) => answers.spentUsd(sinceMs, episode) + memory.spentUsd(sinceMs, episode),
  };
}
