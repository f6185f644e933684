// Remembers what was done here and can be taken back, the last one first. Keeps it past its toast, until the page closes.

/** Takes one deed back. */
export interface WayBack {
  /** The same for all ways back from one deed, so that it is remembered once. */
  readonly of: string;
  run(): void;
}

export interface TakeBacks {
  remember(way: WayBack): void;
  /** Taken back elsewhere, or it did not happen. */
  forget(of: string): void;
  newest(): WayBack | null;
  /** Takes back the last deed; false if there is none. */
  takeBack(): boolean;
  take(way: WayBack): void;
}

const MOST = 100;

export function takeBacks(): TakeBacks {
  let ways: readonly WayBack[] = [];
  const forget = (of: string) => {
    ways = ways.filter((each) => each.of !== of);
  };
  const take = (way: WayBack) => {
    forget(way.of);
    way.run();
  };
  return {
    remember(way) {
      const isKnown = ways.some(({ of }) => of === way.of);
      ways = isKnown ? ways.map((each) => (each.of === way.of ? way : each)) : [...ways, way].slice(-MOST);
    },
    forget,
    newest: () => ways.at(-1) ?? null,
    takeBack() {
      const way = ways.at(-1);
      if (way === undefined) return false;
      take(way);
      return true;
    },
    take,
  };
}
