// Stands between a show and its effects: counts them, and can end the program's life at any one of them, so that
// nothing that comes after it has an effect. Changes nothing in the program; it wraps the parts that a show was built of.
import type { Opened } from '../trial.ts';

export type Moment = 'before' | 'after';

export interface Effects {
  /** Dies at the n-th effect from now (of those meant, as `moveRef refs/heads/main`), before or after it was done. */
  dieAt(n: number, moment: Moment, meant?: RegExp): void;
  /** Fails at the n-th effect from now, once, and lives on. */
  failAt(n: number): void;
  /** Runs just before or after the next exchange of files: a person who saves at that very moment. */
  atExchange(moment: Moment, act: (place: string) => void): void;
  isDead(): boolean;
  calm(): void;
}

const ALL = /(?:)/;

/** What a dead program's calls reject with. */
export class Died extends Error {}

export function watchEffects({ show }: Opened): Effects {
  let left = Number.POSITIVE_INFINITY;
  let dies: Moment | 'fails' = 'before';
  let counts = ALL;
  let dead = false;
  let race: { moment: Moment; act: (place: string) => void } | null = null;

  const begin = (what: string): void => {
    if (dead) throw new Died('dead');
    if (counts.test(what)) left -= 1;
    if (left > 0 || dies === 'after') return;
    left = Number.POSITIVE_INFINITY;
    dead = dies === 'before';
    throw new Died(dies);
  };
  const end = (): void => {
    if (left > 0) return;
    dead = true;
    throw new Died('after');
  };
  const racing = (moment: Moment, place: string): void => {
    if (race?.moment !== moment) return;
    const { act } = race;
    race = null;
    act(place);
  };
  const { repo } = show;
  const { native } = show.treeDisk;
  const real = { ...repo };
  const system = { ...native };
  const guard = async <T>(what: string, act: () => Promise<T>): Promise<T> => {
    begin(what);
    const result = await act();
    end();
    return result;
  };
  const guardNow = <T>(what: string, act: () => T): T => {
    begin(what);
    const result = act();
    end();
    return result;
  };
  Object.assign(repo, {
    writeBlob: (bytes: Uint8Array) => guard('writeBlob', () => real.writeBlob(bytes)),
    writeCommit: (commit: Parameters<typeof real.writeCommit>[0]) =>
      guard('writeCommit', () => real.writeCommit(commit)),
    updateTree: (...args: Parameters<typeof real.updateTree>) =>
      guard('updateTree', () => real.updateTree(...args)),
    moveRef: (...args: Parameters<typeof real.moveRef>) =>
      guard(`moveRef ${args[0]}`, () => real.moveRef(...args)),
  });
  Object.assign(native, {
    exchange: (a: string, b: string) =>
      guardNow(`exchange ${b}`, () => {
        racing('before', b);
        system.exchange(a, b);
        racing('after', b);
      }),
    moveNew: (from: string, to: string) => guardNow(`moveNew ${from} ${to}`, () => system.moveNew(from, to)),
    setModified: (file: number, mtimeNs: bigint) =>
      guardNow('setModified', () => system.setModified(file, mtimeNs)),
  });
  return {
    dieAt(n, moment, meant = ALL) {
      left = n;
      counts = meant;
      dies = moment;
    },
    failAt(n) {
      left = n;
      counts = ALL;
      dies = 'fails';
    },
    atExchange(moment, act) {
      race = { moment, act };
    },
    isDead: () => dead,
    calm() {
      left = Number.POSITIVE_INFINITY;
      race = null;
    },
  };
}
