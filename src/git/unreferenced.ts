// New objects that no ref leads to yet. They wait in memory, and go to disk together, right before a ref moves, in a
// pack with a `.keep` file. Stock Git deletes neither: on disk without it, `git gc --prune=now` could take an object
// between its writing and the ref that leads to it, or even after the ref has moved, if it had looked at the refs before.
import { type KeptPack, type PackedObject, writePack } from './pack-write.ts';

export interface Unreferenced {
  /** Bytes of an object that is not on disk yet. */
  get(id: string): Buffer | undefined;
  add(object: NewObject): void;
  /** Resolves when all objects added so far are on disk, safe from pruning. */
  settle(): Promise<void>;
  /** Ends a piece of work: its refs have moved, or it has failed. Returns how many packs it has written. */
  end(): Promise<number>;
}

interface NewObject extends PackedObject {
  readonly bytes: Buffer;
}

interface Waiting extends NewObject {
  /** Number of the piece of work that added it. */
  readonly work: number;
}

export function unreferencedObjects(dir: string): Unreferenced {
  const waiting = new Map<string, Waiting>();
  let packs: KeptPack[] = [];
  let work = 0;
  return {
    get: (id) => waiting.get(id)?.bytes,
    add(object) {
      waiting.set(object.id, { ...object, work });
    },
    async settle() {
      const all = [...waiting.values()];
      if (all.length === 0) return;
      packs.push(await writePack(dir, all));
      for (const object of all) if (waiting.get(object.id) === object) waiting.delete(object.id);
    },
    async end() {
      // Objects that failed work has left go one turn later, in case something writes beside it.
      for (const [id, object] of waiting) if (object.work < work) waiting.delete(id);
      work += 1;
      const ended = packs;
      packs = [];
      for (const pack of ended) await pack.release();
      return ended.length;
    },
  };
}
