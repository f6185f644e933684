// Creates and checks the files of a bare repository other than objects and refs, including this program's settings.
import { randomBytes } from 'node:crypto';
import * as fs from 'node:fs/promises';
import { readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { getConfig } from 'isomorphic-git';
import { Fault, isAbsent } from '../errors.ts';
import { makeFolder, syncFolder, writeNew } from './durable.ts';
import { INCOMING, KEPT_BY_US } from './pack-write.ts';

const FOLDERS = [
  'objects/pack',
  'objects/info',
  'refs/heads',
  'refs/tags',
  'info',
  'lfs/objects',
  'lfs/tmp',
  INCOMING,
];

const MEDIA =
  'mp4 mov avi mkv webm m4v mxf mts ts png jpg jpeg webp gif avif heic tif tiff bmp mp3 wav m4a ogg flac aac aif aiff opus psd ai aep prproj';

// No gc.auto and no hooks: nothing runs that this program did not start. core.fsync makes stock Git's writes durable.
const CONFIG = `[core]
	repositoryformatversion = 0
	filemode = true
	bare = true
	hooksPath = /dev/null
	fsync = all
	fsyncMethod = fsync
[gc]
	auto = 0
[maintenance]
	auto = false
[receive]
	autogc = false
	fsckObjects = true
	denyDeletes = true
	denyNonFastForwards = true
[lfs]
	locksverify = false
`;

/** The files in writing order: `HEAD` last, because with it the folder counts as a repository. */
function files(): readonly (readonly [name: string, text: string])[] {
  const kinds = MEDIA.split(' ').flatMap((kind) => [`*.${kind}`, `*.${kind.toUpperCase()}`]);
  return [
    ['config', CONFIG],
    ['info/attributes', kinds.map((pattern) => `${pattern} filter=lfs diff=lfs merge=lfs -text\n`).join('')],
    ['HEAD', 'ref: refs/heads/main\n'],
  ];
}

/** Creates missing folders and files, and leaves existing ones unchanged. */
export async function completeLayout(dir: string): Promise<void> {
  await makeFolder(dir, 0o700);
  for (const folder of FOLDERS) await makeFolder(join(dir, folder));
  for (const [name, text] of files()) {
    if (await isFilled(join(dir, name))) continue;
    const temporary = join(dir, `tmp_${randomBytes(12).toString('hex')}`);
    await writeNew(temporary, Buffer.from(text), 0o644);
    await rename(temporary, join(dir, name));
  }
  await syncFolder(join(dir, 'info'));
  await syncFolder(dir);
}

async function isFilled(path: string): Promise<boolean> {
  try {
    return (await stat(path)).size > 0;
  } catch (error) {
    if (isAbsent(error)) return false;
    throw error;
  }
}

/** Throws a `Fault` unless this is a bare repository in a format that this program can read. */
export async function checkLayout(dir: string): Promise<void> {
  try {
    await Promise.all(['HEAD', 'config', 'objects', 'refs'].map((name) => stat(join(dir, name))));
  } catch (error) {
    if (!isAbsent(error)) throw error;
    throw new Fault(
      'configuration',
      'GIT_NO_REPOSITORY',
      'The folder that should hold the history holds none.',
      {
        tech: `no Git repository at ${dir}`,
        cause: error,
      },
    );
  }
  for (const [key, known] of [
    ['extensions.objectformat', 'sha1'],
    ['extensions.refstorage', 'files'],
  ] as const) {
    const value: unknown = await getConfig({ fs: { promises: fs }, gitdir: dir, path: key });
    if (value === undefined || value === known) continue;
    throw new Fault(
      'configuration',
      'GIT_FORMAT',
      'The history is kept in a form that this program does not read.',
      {
        tech: `${dir}: ${key} is ${String(value)}`,
      },
    );
  }
}

/** Removes lock files and temporary files left by a killed writer. Only the sole writer may call this. */
export async function clearLeftovers(dir: string): Promise<void> {
  const locks = (await readdir(join(dir, 'refs'), { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile() && entry.name.endsWith('.lock'))
    .map((entry) => join(entry.parentPath, entry.name));
  const temporaries = await Promise.all([
    leftovers(dir, (name) => name.startsWith('tmp_') || name.endsWith('.lock')),
    leftovers(join(dir, 'objects'), (name) => name.startsWith('tmp_obj_')),
    leftovers(join(dir, 'objects/pack'), (name) => name.startsWith('tmp_')),
    leftovers(join(dir, INCOMING), () => true),
    leftovers(join(dir, 'lfs/tmp'), () => true),
    keptPacks(join(dir, 'objects/pack')),
  ]);
  await Promise.all([...locks, ...temporaries.flat()].map((path) => rm(path, { force: true })));
}

/** The `.keep` files of packs whose refs a killed writer did not come to move, or had moved. */
async function keptPacks(folder: string): Promise<string[]> {
  const keeps = await leftovers(folder, (name) => name.endsWith('.keep'));
  const texts = await Promise.all(keeps.map((path) => readFile(path, 'utf8')));
  return keeps.filter((_, i) => texts[i] === KEPT_BY_US || texts[i] === '');
}

async function leftovers(folder: string, ours: (name: string) => boolean): Promise<string[]> {
  try {
    return (await readdir(folder)).filter(ours).map((name) => join(folder, name));
  } catch (error) {
    if (isAbsent(error)) return [];
    throw error;
  }
}
