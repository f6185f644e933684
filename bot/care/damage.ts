// Says what a missing or damaged object of the history was in the show, and how to get it back.
import { existsSync } from 'node:fs';
import { episodeId, type TreePath } from '../../src/domain/ids.ts';
import { Fault } from '../../src/errors.ts';
import type { CommitObject, Repo } from '../../src/git/repo.ts';
import { readFileWhole } from '../../src/tree/read.ts';
import { shellLine } from '../../src/wording/command.ts';
import { DECISIONS, MAIN, ORIGINALS, PUBLISHED } from '../record/refs.ts';
import { type BrokenObject, brokenObjects, type ObjectPlace } from './broken-objects.ts';

/** One finding for each broken object: its id, its meaning for the show, and the remedy. */
export async function damageIn(repo: Repo, root: string): Promise<ReadonlyMap<string, string>> {
  const findings = new Map<string, string>();
  for (const broken of await brokenObjects(repo)) {
    const { id, kind, how } = broken;
    const remedy = await remedyFor(repo, root, broken);
    findings.set(id, `${kind} ${id} is ${how}: ${meaningOf(broken)}. ${remedy}`);
  }
  return findings;
}

function meaningOf(broken: BrokenObject): string {
  const { ref } = broken.place;
  if (ref === MAIN || ref === PUBLISHED) return meaningOnMain(broken);
  if (ref === DECISIONS) return 'part of what reviewers decided, which can not be read without it';
  if (ref === ORIGINALS) return `part of the list of media that Git does not keep${inPath(broken.place)}`;
  const [, kind = '', name = ''] = EPISODE_REF.exec(ref) ?? [];
  const where = episodeId(name) === null ? name : `episode ${name}`;
  if (kind === 'heads/bot') return `part of the open proposals for ${where}; the text itself is not affected`;
  if (kind === 'show-build/kept') return meaningOfRecord(broken.place, where);
  if (kind === 'show-build/conflicts') return `a conflict copy kept for ${where}${inPath(broken.place)}`;
  return `part of ${ref}${inPath(broken.place)}`;
}

const EPISODE_REF = /^refs\/(heads\/bot|show-build\/kept|show-build\/conflicts)\/(.+)$/;

function meaningOfRecord({ path }: ObjectPlace, where: string): string {
  const id = /^([^/]+)\.json$/.exec(path)?.[1];
  return id === undefined
    ? `part of the records of what was proposed for ${where}`
    : `the record of enhancement ${id} of ${where}`;
}

function inPath({ path }: ObjectPlace): string {
  return path === '' ? '' : ` (${path})`;
}

function meaningOnMain({ kind, place }: BrokenObject): string {
  const { isTip, commit, path } = place;
  if (kind === 'commit') {
    return commit === null
      ? 'the newest commit of the show’s history; nothing can be proposed or landed until it is back'
      : `a commit of the show’s history; what was before ${named(commit)} can not be shown until it is back`;
  }
  const what = kind === 'blob' ? path : path === '' ? 'the list of all files' : `the folder ${path}`;
  if (isTip) return `${what}, as main has it now; nothing can be proposed or landed there until it is back`;
  const then = commit === null ? '' : ` as of ${named(commit)}`;
  return `${what}${then}; that version can not be shown or put back, and what is on disk now is not affected`;
}

const MINUTE = 16;

function named({ id, committer }: CommitObject): string {
  const date = new Date(committer.atMs).toISOString().slice(0, MINUTE).replace('T', ' ');
  return `${id.slice(0, 10)} (${date} UTC)`;
}

async function remedyFor(repo: Repo, root: string, broken: BrokenObject): Promise<string> {
  const { id, kind, how, place } = broken;
  const isOnDisk = kind === 'blob' && place.ref === MAIN && (await holdsDisk(repo, root, place.path, id));
  if (!isOnDisk) return 'A backup or a clone of repo.git that has it can give it back.';
  const words = [
    'git',
    `--git-dir=${repo.dir}`,
    'hash-object',
    '-w',
    '--no-filters',
    `${root}/${place.path}`,
  ];
  const loose = `${repo.dir}/objects/${id.slice(0, 2)}/${id.slice(2)}`;
  // Git does not replace an object that it has, whatever its bytes.
  if (how === 'damaged' && !existsSync(loose)) return 'The file on disk has the same bytes; keep it.';
  const first = how === 'damaged' ? `move ${loose} away, then run ` : '';
  return `The file on disk has the same bytes; to give them back, ${first}${shellLine(words)}`;
}

async function holdsDisk(repo: Repo, root: string, path: TreePath, id: string): Promise<boolean> {
  try {
    const reading = await readFileWhole(root, path);
    return !reading.absent && repo.hashBlob(reading.bytes) === id;
  } catch (error) {
    if (error instanceof Fault) return false;
    throw error;
  }
}
