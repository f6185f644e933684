// All that people wrote on the rig's nodes and all that stood in their folders, in order: the verdict is found in it.
import { blobIdOf } from './blob.ts';
import { wordsIn } from './words.ts';

/** One save of a person. */
export interface Save {
  readonly atMs: number;
  /** By the person's own clock, as Syncthing compares it. */
  readonly mtimeMs: number;
  readonly person: string;
  readonly node: string;
  readonly path: string;
  readonly blob: string;
  readonly text: string;
  /** The bytes on disk just before; they are gone by this person's hand. */
  readonly over: string;
  /** Words that the person has had on the screen, in this buffer. */
  readonly known: ReadonlySet<string>;
}

/** A content of a path that was not there at the look before; null: the path was gone. */
interface Sight {
  readonly atMs: number;
  readonly node: string;
  readonly path: string;
  readonly blob: string | null;
}

/** A text of a conflict copy when it was first seen, on whichever node. */
export interface Copy {
  readonly atMs: number;
  readonly node: string;
  readonly path: string;
  readonly of: string;
  readonly blob: string;
  /** The content of the path on that node, at that moment. */
  readonly winner: string | null;
}

interface Away {
  readonly node: string;
  readonly fromMs: number;
  toMs: number;
}

export interface Journal {
  readonly saves: readonly Save[];
  readonly sights: readonly Sight[];
  readonly copies: readonly Copy[];
  /** The program's own files, seen on other nodes: `B: .git`. */
  readonly strays: ReadonlySet<string>;
  /** Text by blob. */
  readonly texts: ReadonlyMap<string, string>;
  /** Blobs that people wrote, by path and blob, with the first save of each. */
  savedAs(path: string, blob: string): Save | null;
  /** Contents of the beginning, which nobody typed. */
  seed(path: string, text: string): void;
  isSeed(path: string, blob: string): boolean;
  save(save: Omit<Save, 'blob'>): void;
  see(sight: Omit<Sight, 'blob'> & { readonly text: string | null }): void;
  copy(copy: Omit<Copy, 'blob'> & { readonly text: string }): void;
  stray(node: string, name: string): void;
  /** Returns a function that notes the return. */
  leaves(node: string, atMs: number): (atMs: number) => void;
  wasAway(node: string, fromMs: number, toMs: number): boolean;
}

export function openJournal(): Journal {
  const saves: Save[] = [];
  const sights: Sight[] = [];
  const copies: Copy[] = [];
  const strays = new Set<string>();
  const texts = new Map<string, string>();
  const byBlob = new Map<string, Save>();
  const seeds = new Set<string>();
  const aways: Away[] = [];
  const keep = (text: string): string => {
    const blob = blobIdOf(text);
    texts.set(blob, text);
    return blob;
  };
  const keyOf = (path: string, blob: string) => `${blob} ${path}`;
  return {
    saves,
    sights,
    copies,
    strays,
    texts,
    savedAs: (path, blob) => byBlob.get(keyOf(path, blob)) ?? null,
    seed(path, text) {
      seeds.add(keyOf(path, keep(text)));
    },
    isSeed: (path, blob) => seeds.has(keyOf(path, blob)),
    save(save) {
      const blob = keep(save.text);
      const whole = { ...save, blob };
      saves.push(whole);
      const key = keyOf(save.path, blob);
      if (!byBlob.has(key)) byBlob.set(key, whole);
    },
    see({ text, ...sight }) {
      sights.push({ ...sight, blob: text === null ? null : keep(text) });
    },
    copy({ text, ...copy }) {
      const blob = keep(text);
      if (!copies.some((one) => one.path === copy.path && one.blob === blob)) copies.push({ ...copy, blob });
    },
    stray(node, name) {
      strays.add(`${node}: ${name}`);
    },
    leaves(node, fromMs) {
      const away: Away = { node, fromMs, toMs: Number.POSITIVE_INFINITY };
      aways.push(away);
      return (toMs) => {
        away.toMs = toMs;
      };
    },
    wasAway: (node, fromMs, toMs) =>
      aways.some((away) => away.node === node && away.fromMs <= toMs && away.toMs >= fromMs),
  };
}

export interface WordsTyped {
  /** Each word, by its first save. */
  readonly all: ReadonlyMap<string, Save>;
  /** Words that a person took out of the text before them, and words that a person with an old buffer wrote over. */
  readonly takenOut: ReadonlySet<string>;
  readonly writtenOver: ReadonlySet<string>;
  /** The rest: no person is to blame if they are missing. */
  readonly owed: ReadonlySet<string>;
}

export function wordsTyped({ saves }: Pick<Journal, 'saves'>): WordsTyped {
  const all = new Map<string, Save>();
  const takenOut = new Set<string>();
  const writtenOver = new Set<string>();
  for (const save of saves) {
    const now = wordsIn(save.text);
    for (const word of now) if (!all.has(word)) all.set(word, save);
    for (const word of [...wordsIn(save.over), ...save.known])
      if (!now.has(word)) (save.known.has(word) ? takenOut : writtenOver).add(word);
  }
  const owed = new Set([...all.keys()].filter((word) => !takenOut.has(word) && !writtenOver.has(word)));
  return { all, takenOut, writtenOver, owed };
}
