// A person who writes a small show in every way that editors, laptops and accidents have: what they write is remembered,
// so that it can be asked for later. Random only in what it is told.
import {
  chmodSync,
  existsSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { INFO, makeTrial, SEGMENT, type Trial } from '../trial.ts';

export type Saving = 'in-place' | 'rename';

export type Deed =
  | { readonly kind: 'insert' | 'replace' | 'cut' | 'line-out'; readonly at: number; readonly word: number }
  | {
      readonly kind:
        | 'rewrite'
        | 'empty'
        | 'crlf'
        | 'bom'
        | 'latin'
        | 'touch'
        | 'mode'
        | 'delete'
        | 'rename'
        | 'swap';
    }
  | { readonly kind: 'create'; readonly word: number }
  | { readonly kind: 'old-version'; readonly back: number; readonly late: boolean };

export interface Person {
  readonly trial: Trial;
  /** What they wrote last at each path; null where they took it away. */
  readonly last: Map<string, Buffer | null>;
  /** Paths written since the program looked last. */
  readonly dirty: Set<string>;
  /** Returns the path, null where there was nothing to do. */
  act(file: number, deed: Deed, saving: Saving): string | null;
  /** Writes what the place holds, and a line more, at whatever moment. */
  race(place: string, saving: Saving): Buffer;
}

const FILES = ['rundown/10 The Glove.md', 'rundown/20 Kettles.md', 'rundown/30 A lighthouse, painted.md'];

export function makeShow(): Trial {
  const files: Record<string, string> = {};
  for (const episode of ['0101', '0102']) {
    files[`episodes/${episode}/info.md`] = INFO.replace('0101', episode);
    FILES.forEach((name, i) => {
      files[`episodes/${episode}/${name}`] = SEGMENT.replaceAll("'10001'", `'1000${i}'`)
        .replace('order: 10', `order: ${10 * (i + 1)}`)
        .replaceAll('AAAAAAAAA', `${episode}AAAA${i}`);
    });
  }
  return makeTrial(files);
}

const WORDS = [
  'parade',
  '[Slug: kettle]',
  '[Duration: 0:30]',
  '[ Type : SOT ]',
  'slug: five words make it long',
  '# Script',
  'ü – “quoted”',
  '',
];

export function openPerson(trial: Trial, nowMs: () => number): Person {
  const last = new Map<string, Buffer | null>();
  const dirty = new Set<string>();
  const versions = new Map<string, Buffer[]>();
  let created = 0;

  const paths = (): string[] =>
    ['0101', '0102'].flatMap((episode) => {
      const folder = join(trial.tree, 'episodes', episode, 'rundown');
      const rundown = existsSync(folder)
        ? readdirSync(folder).map((name) => `episodes/${episode}/rundown/${name}`)
        : [];
      return [...rundown.sort(), `episodes/${episode}/info.md`].filter((path) =>
        existsSync(join(trial.tree, path)),
      );
    });
  const note = (path: string, bytes: Buffer | null): void => {
    last.set(path, bytes);
    dirty.add(path);
    if (bytes) versions.set(path, [...(versions.get(path) ?? []), bytes]);
  };
  const save = (path: string, bytes: Buffer, saving: Saving, mtimeMs = nowMs()): string => {
    const place = join(trial.tree, path);
    write(place, bytes, saving);
    utimesSync(place, mtimeMs / 1000, mtimeMs / 1000);
    note(path, bytes);
    return path;
  };
  for (const path of paths()) note(path, readFileSync(join(trial.tree, path)));

  return {
    trial,
    last,
    dirty,
    act(file, deed, saving) {
      const all = paths();
      const path = all[file % Math.max(all.length, 1)];
      if (path === undefined)
        return deed.kind === 'create' ? save(nameFor(++created), Buffer.from(SEGMENT), saving) : null;
      const place = join(trial.tree, path);
      const bytes = readFileSync(place);
      switch (deed.kind) {
        case 'insert':
        case 'replace':
        case 'cut':
        case 'line-out':
          return save(path, Buffer.from(edited(bytes.toString('utf8'), deed)), saving);
        case 'rewrite':
          return save(
            path,
            Buffer.from(`---\ntitle: Anew ${++created}\n---\n\n${WORDS.join('\n\n')}\n`),
            saving,
          );
        case 'empty':
          return save(path, Buffer.alloc(0), saving);
        case 'crlf':
          return save(path, Buffer.from(bytes.toString('utf8').replace(/\r?\n/g, '\r\n')), saving);
        case 'bom':
          return save(path, Buffer.concat([Buffer.from('\ufeff'), bytes]), saving);
        case 'latin':
          return save(path, Buffer.concat([bytes, Buffer.from([0xe9, 0x0a])]), saving);
        case 'touch':
          return save(path, bytes, saving);
        case 'mode':
          chmodSync(place, 0o755);
          note(path, bytes);
          return path;
        case 'delete':
          rmSync(place);
          note(path, null);
          return path;
        case 'rename': {
          const to = nameFor(++created, path);
          renameSync(place, join(trial.tree, to));
          note(path, null);
          note(to, bytes);
          return path;
        }
        case 'swap': {
          const other = all[(file + 1) % all.length] ?? path;
          const theirs = readFileSync(join(trial.tree, other));
          save(path, theirs, saving);
          return save(other, bytes, saving);
        }
        case 'create':
          return save(
            nameFor(++created, path),
            Buffer.from(SEGMENT.replace("'10001'", `'2000${created}'`)),
            saving,
          );
        case 'old-version': {
          const old = versions.get(path) ?? [];
          const version = old[Math.max(old.length - 1 - deed.back, 0)] ?? bytes;
          return save(path, version, saving, deed.late ? nowMs() - 3_600_000 : nowMs());
        }
      }
    },
    race(place, saving) {
      const path = place.slice(trial.tree.length + 1);
      const now = existsSync(place) ? readFileSync(place) : Buffer.alloc(0);
      const bytes = Buffer.concat([now, Buffer.from(`\nAt the very last moment ${++created}.\n`)]);
      write(place, bytes, saving);
      note(path, bytes);
      return bytes;
    },
  };
}

function nameFor(n: number, beside = 'episodes/0101/rundown/x.md'): string {
  const folder = dirname(beside).endsWith('rundown') ? dirname(beside) : `${dirname(beside)}/rundown`;
  return `${folder}/${50 + n} New ${n}.md`;
}

function write(place: string, bytes: Buffer, saving: Saving): void {
  const written = saving === 'rename' ? `${place}.tmp` : place;
  writeFileSync(written, bytes);
  if (written !== place) renameSync(written, place);
}

function edited(text: string, { kind, at, word }: Extract<Deed, { word: number; at: number }>): string {
  const lines = text.split('\n');
  const line = at % lines.length;
  const words = (lines[line] ?? '').split(' ');
  const place = word % words.length;
  const added = WORDS[word % WORDS.length] ?? '';
  if (kind === 'line-out') lines.splice(line, 1);
  else if (kind === 'insert' && word % 3 === 0) lines.splice(line, 0, added);
  else {
    words.splice(place, kind === 'insert' ? 0 : 1, ...(kind === 'cut' ? [] : [added]));
    lines[line] = words.join(' ');
  }
  return lines.join('\n');
}
