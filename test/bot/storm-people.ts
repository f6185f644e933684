// People in a storm: they write a show in every way that programs have, keep files open, and move folders away and back.
// Every version is kept, with the moment and the way of its writing, and so is what they saw just before they wrote over
// it: what they overwrote themselves is not the program's loss.
import {
  appendFileSync,
  closeSync,
  existsSync,
  fstatSync,
  ftruncateSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  readSync,
  renameSync,
  rmSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { isAbsent } from '../../src/errors.ts';
import { blobOf } from '../../src/tree/blob.ts';
import { SEGMENT, type Trial } from '../trial.ts';

export interface Version {
  readonly blob: string;
  readonly atMs: number;
  readonly way: string;
  readonly path: string;
}

export interface People {
  readonly versions: ReadonlyMap<string, Version>;
  /** Versions that a person saw and wrote over, or took away, with the way of that. */
  readonly overwritten: ReadonlyMap<string, string>;
  /** One deed; returns its name. */
  act(): string;
  /** Closes all files, and moves all folders back. */
  rest(): void;
  /** Versions in the tree and in folders that are away. */
  standing(): ReadonlySet<string>;
}

interface KeptOpen {
  readonly file: number;
  readonly path: string;
}

interface Away {
  readonly from: string;
  readonly to: string;
}

const MOST_OPEN = 4;

export function stormPeople({ tree, dir }: Trial, chance: (count: number) => number): People {
  const versions = new Map<string, Version>();
  const overwritten = new Map<string, string>();
  const open: KeptOpen[] = [];
  /** Inodes whose last name a person took away: what is written into them afterwards, no program can find. */
  const nameless = new Set<number>();
  const away: Away[] = [];
  let count = 0;

  const noteOver = (bytes: Buffer | null, way: string): void => {
    if (bytes !== null) overwritten.set(blobOf(bytes), way);
  };
  const noteNew = (bytes: Buffer, way: string, path: string): void => {
    const blob = blobOf(bytes);
    versions.set(blob, { blob, atMs: Date.now(), way, path });
  };
  /** Takes the name from a file, by removing it or by moving another over it. */
  const takeName = (path: string, way: string, take: () => void): void => {
    const file = openSync(path, 'r');
    noteOver(readFileSync(file), way);
    take();
    const { nlink, ino } = fstatSync(file);
    if (nlink === 0) nameless.add(ino);
    closeSync(file);
  };
  /** A text of its own, with something to repair. */
  const fresh = (): Buffer => {
    count += 1;
    return Buffer.from(
      SEGMENT.replace('We pat it.', `We pat it, for the ${count}. time. ${'x'.repeat(chance(4000))}`),
    );
  };

  function files(): readonly string[] {
    const places = [join(tree, 'episodes'), ...away.map(({ to }) => to)].filter((place) => existsSync(place));
    return places.flatMap((place) =>
      readdirSync(place, { recursive: true, encoding: 'utf8' })
        .filter((name) => name.endsWith('.md') && !name.endsWith('info.md'))
        .map((name) => join(place, name)),
    );
  }
  const anyFile = (): string | null => {
    const all = files();
    return all[chance(Math.max(all.length, 1))] ?? null;
  };

  /** Writes in place through an open file, all of it. */
  function writeThrough(file: number, path: string, way: string): void {
    const before = Buffer.alloc(fstatSync(file).size);
    readSync(file, before, 0, before.length, 0);
    const bytes = fresh();
    noteOver(before, way);
    const { nlink, ino } = fstatSync(file);
    if (nlink === 0 && nameless.has(ino)) noteOver(bytes, 'written into a file that a person had taken away');
    // Noted first: the program may read it before this returns.
    noteNew(bytes, way, path);
    if (chance(2) === 0) ftruncateSync(file, 0);
    writeSync(file, bytes, 0, bytes.length, 0);
    ftruncateSync(file, bytes.length);
  }

  const ways: Readonly<Record<string, (path: string) => void>> = {
    'in place': (path) => {
      const file = openSync(path, 'r+');
      writeThrough(file, path, 'in place');
      closeSync(file);
    },
    'truncate and write': (path) => {
      const bytes = fresh();
      noteOver(readFileSync(path), 'truncate and write');
      noteNew(bytes, 'truncate and write', path);
      writeFileSync(path, bytes);
    },
    append: (path) => {
      const before = readFileSync(path);
      const line = Buffer.from(`And one line more, the ${++count}.\n`);
      noteOver(before, 'append');
      noteNew(Buffer.concat([before, line]), 'append', path);
      appendFileSync(path, line);
    },
    'temporary file and rename': (path) => {
      const bytes = fresh();
      writeFileSync(`${path}.tmp`, bytes);
      noteNew(bytes, 'temporary file and rename', path);
      takeName(path, 'temporary file and rename', () => renameSync(`${path}.tmp`, path));
    },
    'delete and create': (path) => {
      takeName(path, 'delete and create', () => rmSync(path));
      const bytes = fresh();
      noteNew(bytes, 'delete and create', path);
      writeFileSync(path, bytes, { flag: 'wx' });
    },
    'open and keep': (path) => {
      if (open.length < MOST_OPEN) open.push({ file: openSync(path, 'r+'), path });
    },
  };
  const names = Object.keys(ways);

  function moveAway(): string {
    const episode = ['0101', '0102'][chance(2)] ?? '0101';
    const [from, to] = [
      [`episodes/${episode}/rundown`, join(dir, `away-${++count}`)],
      [`episodes/${episode}`, join(dir, `away-${++count}`)],
      [`episodes/${episode}/rundown`, join(tree, `episodes/${episode}/rundown-${++count}`)],
    ][chance(3)] as [string, string];
    if (!existsSync(join(tree, from))) return 'nothing to move';
    renameSync(join(tree, from), to);
    away.push({ from: join(tree, from), to });
    return 'move a folder away';
  }
  function moveBack(): string {
    const [one] = away.splice(chance(away.length), 1);
    if (one === undefined || !existsSync(one.to)) return 'nothing to move back';
    mkdirSync(dirname(one.from), { recursive: true });
    // The folder may have been made anew meanwhile; then its files come back beside it.
    renameSync(one.to, existsSync(one.from) ? `${one.from}-${++count}` : one.from);
    return 'move a folder back';
  }
  function useKept(): string {
    const at = chance(open.length);
    const kept = open[at];
    if (kept === undefined) return 'nothing is open';
    if (chance(3) === 0) {
      closeSync(kept.file);
      open.splice(at, 1);
      return 'close';
    }
    const way = existsSync(kept.path) ? 'kept open' : 'kept open over a move';
    writeThrough(kept.file, kept.path, way);
    return way;
  }
  function write(): string {
    const path = anyFile();
    if (path === null) return 'no file';
    const way = names[chance(names.length)] ?? 'append';
    try {
      ways[way]?.(path);
    } catch (error) {
      // The program took it away just then.
      if (!isAbsent(error)) throw error;
      return `${way}, too late`;
    }
    return way;
  }

  return {
    versions,
    overwritten,
    act() {
      const dice = chance(20);
      if (dice === 0 && away.length < 2) return moveAway();
      if (dice < 4 && away.length > 0) return moveBack();
      return dice < 9 && open.length > 0 ? useKept() : write();
    },
    rest() {
      for (const { file } of open.splice(0)) closeSync(file);
      while (away.length > 0) moveBack();
    },
    standing: () => new Set(files().map((path) => blobOf(readFileSync(path)))),
  };
}
