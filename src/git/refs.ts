// Reads refs as stock Git stores them: one file each, or a line of packed-refs. Caches nothing between reads, because
// other programs may move refs with stock Git. Moves no ref: see `move-ref.ts`.
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { CommitId } from '../domain/ids.ts';
import { Fault, isAbsent, systemCode } from '../errors.ts';
import { checkRefName } from './ref-name.ts';

const LOOSE = /^([0-9a-f]{40})\s*$/;
const PACKED = /^([0-9a-f]{40}) (refs\/.+)$/;
const AT_ONCE = 32;

export async function readRef(gitdir: string, name: string): Promise<CommitId | null> {
  checkRefName(name);
  const loose = await readLoose(gitdir, name);
  if (loose !== null) return loose;
  const packed = await packedRefs(gitdir);
  const at = packed.indexOf(` ${name}\n`);
  return at < 0 ? null : (packed.slice(at - 40, at) as CommitId);
}

/** All refs whose full names begin with the prefix (for example `refs/heads/bot/`), sorted by name. */
export async function readRefs(gitdir: string, prefix: string): Promise<ReadonlyMap<string, CommitId>> {
  const inside = (name: string) => name.startsWith(prefix);
  const folder = prefix.slice(0, prefix.lastIndexOf('/'));
  // Loose before packed: Git writes packed-refs before it deletes a loose ref, so this order misses none.
  const loose = await looseRefs(gitdir, folder === '' ? 'refs' : folder, inside);
  const found = new Map(loose);
  for (const line of (await packedRefs(gitdir)).split('\n')) {
    const [, id, name] = PACKED.exec(line) ?? [];
    if (id !== undefined && name !== undefined && inside(name) && !found.has(name))
      found.set(name, id as CommitId);
  }
  return new Map([...found].sort(([a], [b]) => (a < b ? -1 : 1)));
}

async function looseRefs(gitdir: string, folder: string, inside: (name: string) => boolean) {
  const names = await looseNames(gitdir, folder);
  const found = new Map<string, CommitId>();
  for (let i = 0; i < names.length; i += AT_ONCE) {
    const some = names.slice(i, i + AT_ONCE).filter(inside);
    const ids = await Promise.all(some.map((name) => readLoose(gitdir, name)));
    for (const [at, id] of ids.entries()) if (id !== null) found.set(some[at] ?? '', id);
  }
  return found;
}

async function looseNames(gitdir: string, folder: string): Promise<string[]> {
  const entries = await readdir(join(gitdir, folder), { withFileTypes: true }).catch(absentAsNone);
  const names: string[] = [];
  for (const entry of entries) {
    const name = `${folder}/${entry.name}`;
    if (entry.isDirectory()) names.push(...(await looseNames(gitdir, name)));
    else if (!name.endsWith('.lock')) names.push(name);
  }
  return names;
}

function absentAsNone(error: unknown): never[] {
  if (isAbsent(error) || systemCode(error) === 'ENOTDIR') return [];
  throw error;
}

async function readLoose(gitdir: string, name: string): Promise<CommitId | null> {
  let text: string;
  try {
    text = await readFile(join(gitdir, name), 'latin1');
  } catch (error) {
    // The ref does not exist if its path is a folder, or if one of its folders is a ref.
    if (isAbsent(error) || ['EISDIR', 'ENOTDIR'].includes(systemCode(error) ?? '')) return null;
    throw error;
  }
  const [, id] = LOOSE.exec(text) ?? [];
  if (id !== undefined) return id as CommitId;
  throw new Fault('configuration', 'GIT_REF_DAMAGED', `The history's mark ${name} can't be read.`, {
    tech: `${name} holds ${JSON.stringify(text.slice(0, 80))}`,
  });
}

/** The text of packed-refs: one id and name per line. */
async function packedRefs(gitdir: string): Promise<string> {
  try {
    return await readFile(join(gitdir, 'packed-refs'), 'utf8');
  } catch (error) {
    if (isAbsent(error)) return '';
    throw error;
  }
}
