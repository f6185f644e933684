// A person saves while we publish, hundreds of times: whatever he had saved is on disk, or was handed over, or was
// known before it was replaced.
import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Readable, Writable } from 'node:stream';
import { setImmediate as turn } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { treePath } from '../../src/domain/ids.ts';
import { Fault } from '../../src/errors.ts';
import { blobOf } from '../../src/tree/blob.ts';
import { exchangeFile } from '../../src/tree/publish.ts';
import { readFileWhole } from '../../src/tree/read.ts';
import { removeFile } from '../../src/tree/remove.ts';
import { type Disk, stage } from '../../src/tree/staging.ts';
import { put, temporaryDisk } from './folder.ts';

const PATH = treePath('episodes/0101/rundown/10 A.md');
const ROUNDS = 100;
const SAVES = 10;

type Editor = ChildProcessByStdio<Writable, Readable, null>;

function openEditor(disk: Disk, way: string): Editor {
  const program = fileURLToPath(new URL('editor.mjs', import.meta.url));
  return spawn(process.execPath, [program, join(disk.root, PATH), way], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
}

interface Seen {
  readonly lines: Set<string>;
  readonly kinds: Map<string, number>;
}

function meet(seen: Seen, ...texts: readonly Buffer[]): void {
  for (const text of texts) for (const line of text.toString().split('\n')) seen.lines.add(line);
}

/** One try to put our text over what is there. */
async function attempt(disk: Disk, seen: Seen, name: string): Promise<string> {
  const base = await readFileWhole(disk.root, PATH);
  const bytes = Buffer.from(`${base.absent ? '' : base.bytes.toString()}${name}\n`);
  const staged = await stage(disk, {
    path: PATH,
    bytes,
    like: base.absent ? null : base.stat,
    mtimeNs: null,
  });
  const outcome = await exchangeFile(disk, staged, base.absent ? 'absent' : blobOf(base.bytes));
  if (outcome.kind === 'published' && !base.absent) meet(seen, base.bytes);
  meet(seen, ...outcome.seen);
  outcome.left?.forget();
  return outcome.kind;
}

async function attemptRemoval(disk: Disk, seen: Seen): Promise<string> {
  const base = await readFileWhole(disk.root, PATH);
  if (base.absent) return 'absent';
  const outcome = await removeFile(disk, PATH, blobOf(base.bytes));
  if (outcome.kind === 'removed') meet(seen, base.bytes);
  meet(seen, ...outcome.seen);
  outcome.left?.forget();
  return outcome.kind;
}

/** What a caller does on a file that moves: it comes back later. */
async function unlessMoving(run: () => Promise<string>): Promise<string> {
  try {
    return await run();
  } catch (error) {
    if (error instanceof Fault && error.code === 'FILE_MOVING') return 'moving';
    throw error;
  }
}

async function race(
  disk: Disk,
  way: string,
  run: (seen: Seen, round: number) => Promise<string>,
): Promise<Seen> {
  put(disk.root, PATH, 'line 0\n');
  const editor = openEditor(disk, way);
  const seen: Seen = { lines: new Set(), kinds: new Map() };
  let last = '0';
  for (let round = 0; round < ROUNDS; round++) {
    let saving = true;
    const saved = once(editor.stdout, 'data').then(([number]) => {
      saving = false;
      last = String(number).trim();
    });
    editor.stdin.write(`${SAVES}\n`);
    while (saving) {
      const kind = await unlessMoving(() => run(seen, round));
      seen.kinds.set(kind, (seen.kinds.get(kind) ?? 0) + 1);
      await turn();
    }
    await saved;
  }
  editor.stdin.end();
  await once(editor, 'exit');
  const final = await readFileWhole(disk.root, PATH);
  if (!final.absent) meet(seen, final.bytes);
  const lost = Array.from({ length: Number(last) + 1 }, (_, i) => `line ${i}`).filter(
    (line) => !seen.lines.has(line),
  );
  expect(lost).toEqual([]);
  expect(Number(last)).toBe(ROUNDS * SAVES);
  return seen;
}

it.each(['append', 'truncate', 'rename'])('loses no line of a person who saves by %s', async (way) => {
  const disk = temporaryDisk();
  const { kinds } = await race(disk, way, (seen, round) => attempt(disk, seen, `bot ${round}`));
  // The race was one: both sides won now and then.
  expect(kinds.get('published') ?? 0).toBeGreaterThan(5);
  expect((kinds.get('surprised') ?? 0) + (kinds.get('busy') ?? 0)).toBeGreaterThan(5);
  expect(readdirSync(disk.stagingDir)).toEqual([]);
  expect(readFileSync(join(disk.root, PATH), 'utf8')).toContain('line');
});

it.each([
  'append',
  'rename',
])('loses no line when it deletes beneath a person who saves by %s', async (way) => {
  const disk = temporaryDisk();
  const { kinds } = await race(disk, way, (seen) => attemptRemoval(disk, seen));
  expect(kinds.get('removed') ?? 0).toBeGreaterThan(5);
  expect(readdirSync(disk.stagingDir)).toEqual([]);
});
