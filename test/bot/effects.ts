// Stands between a show and its effects: counts them, and can end the program's life at any one of them, so that
// nothing that comes after it has an effect. Changes nothing in the program; it wraps the parts that a show was built of.
import type { Opened } from '../trial.ts';

export type Moment = 'before' | 'after';

export interface Effects {
  /** Dies at the n-th effect from now, before or after it was done. */
  dieAt(n: number, moment: Moment): void;
  /** Fails at the n-th effect from now, once, and lives on. */
  failAt(n: number): void;
  /** Runs just before or after the next exchange of files: a person who saves at that very moment. */
  atExchange(moment: Moment, act: (place: string) => void): void;
  isDead(): boolean;
  calm(): void;
}

/** What a dead program's calls reject with. */
export class Died extends Error {}

export function watchEffects({ show }: Opened): Effects {
  let left = Number.POSITIVE_INFINITY;
  let dies: Moment | 'fails' = 'before';
  let dead = false;
  let race: { moment: Moment; act: (place: string) => void } | null = null;

  const begin = (): void => {
    if (dead) throw new Died('dead');
    left -= 1;
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
  const guard = async <T>(act: () => Promise<T>): Promise<T> => {
    begin();
    const result = await act();
    end();
    return result;
  };
  const guardNow = <T>(act: () => T): T => {
    begin();
    const result = act();
    end();
    return result;
  };
  Object.assign(repo, {
    writeBlob: (bytes: Uint8Array) => guard(() => real.writeBlob(bytes)),
    writeCommit: (commit: Parameters<typeof real.writeCommit>[0]) => guard(() => real.writeCommit(commit)),
    updateTree: (...args: Parameters<typeof real.updateTree>) => guard(() => real.updateTree(...args)),
    moveRef: (...args: Parameters<typeof real.moveRef>) => guard(() => real.moveRef(...args)),
  });
  Object.assign(native, {
    exchange: (a: string, b: string) =>
      guardNow(() => {
        racing('before', b);
        system.exchange(a, b);
        racing('after', b);
      }),
    moveNew: (from: string, to: string) => guardNow(() => system.moveNew(from, to)),
    setModified: (file: number, mtimeNs: bigint) => guardNow(() => system.setModified(file, mtimeNs)),
  });
  return {
    dieAt(n, moment) {
      left = n;
      dies = moment;
    },
    failAt(n) {
      left = n;
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
