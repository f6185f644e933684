// Refs as stock Git keeps them: a file each, or a line of packed-refs. Moved only under Git's own lock file, after
// comparing, durably. Nothing is remembered between two reads, because others may move refs with stock Git.
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

/** All refs whose names begin with the prefix, `refs/heads/bot/`. */
export async function readRefs(gitdir: string, prefix: string): Promise<ReadonlyMap<string, CommitId>> {
  const inside = (name: string) => name.startsWith(prefix);
  const folder = prefix.slice(0, prefix.lastIndexOf('/'));
  // Loose before packed: packing writes the new file before it takes a loose ref away.
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
    // A folder of that name, or a ref where a folder should be, holds no such ref.
    if (isAbsent(error) || ['EISDIR', 'ENOTDIR'].includes(systemCode(error) ?? '')) return null;
    throw error;
  }
  const [, id] = LOOSE.exec(text) ?? [];
  if (id !== undefined) return id as CommitId;
  throw new Fault('configuration', 'GIT_REF_DAMAGED', `The history's mark ${name} can't be read.`, {
    tech: `${name} holds ${JSON.stringify(text.slice(0, 80))}`,
  });
}

/** The text of packed-refs: lines of an id and a name. */
async function packedRefs(gitdir: string): Promise<string> {
  try {
    return await readFile(join(gitdir, 'packed-refs'), 'utf8');
  } catch (error) {
    if (isAbsent(error)) return '';
    throw error;
  }
}
