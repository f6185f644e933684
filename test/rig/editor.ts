// One file open in a program that people write with. It saves its whole buffer and never reads just before, as programs do.
import { renameSync, utimesSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { Journal } from './journal.ts';
import { readNote } from './watching.ts';
import { type Chance, typed, wordsIn } from './words.ts';

export interface Habit {
  readonly saves: 'in place' | 'by rename';
  /** `reloads`: shows what has changed on disk, while nothing is typed. `stubborn`: keeps what it read first, for hours. */
  readonly buffer: 'reloads' | 'stubborn';
}

export interface Editor {
  readonly path: string;
  /** One edit more in the buffer, unsaved. Every edit has a word of its own. */
  type(): void;
  save(): void;
}

export interface EditorOptions {
  readonly person: string;
  readonly node: { readonly name: string; readonly folder: string };
  readonly path: string;
  readonly habit: Habit;
  /** How far the machine's clock is ahead. */
  readonly skewMs: number;
  readonly journal: Journal;
  readonly word: () => string;
  readonly chance: Chance;
}

export function openEditor(options: EditorOptions): Editor {
  const { person, node, path, habit, skewMs, journal, word, chance } = options;
  const place = join(node.folder, path);
  const read = () => readNote(place);
  let buffer = read();
  let known = new Set(wordsIn(buffer));
  let isDirty = false;
  return {
    path,
    type() {
      if (habit.buffer === 'reloads' && !isDirty) {
        buffer = read();
        known = new Set(wordsIn(buffer));
      }
      const next = word();
      buffer = typed(buffer, next, chance);
      known.add(next);
      isDirty = true;
    },
    save() {
      const over = read();
      if (habit.saves === 'in place') writeFileSync(place, buffer);
      else {
        const beside = join(dirname(place), `.~${basename(place)}`);
        writeFileSync(beside, buffer);
        renameSync(beside, place);
      }
      isDirty = false;
      const atMs = Date.now();
      const mtimeMs = atMs + skewMs;
      if (skewMs !== 0) utimesSync(place, mtimeMs / 1_000, mtimeMs / 1_000);
      const at = { atMs, mtimeMs, person, node: node.name, path };
      journal.save({ ...at, text: buffer, over, known: new Set(known) });
    },
  };
}
