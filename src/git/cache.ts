// An in-memory LRU cache, bounded by bytes.

export interface Cache<T> {
  get(key: string): T | undefined;
  set(key: string, value: T): void;
}

// Map entry per value, which matters for small values.
const OVERHEAD_BYTES = 200;

export function boundedCache<T>(maxBytes: number, bytesOf: (value: T) => number): Cache<T> {
  const kept = new Map<string, T>();
  const cost = (value: T) => bytesOf(value) + OVERHEAD_BYTES;
  let total = 0;

  const drop = (key: string) => {
    const found = kept.get(key);
    if (found === undefined) return undefined;
    kept.delete(key);
    total -= cost(found);
    return found;
  };
  const add = (key: string, value: T) => {
    kept.set(key, value);
    total += cost(value);
    return value;
  };
  return {
    get(key) {
      const found = drop(key);
      return found === undefined ? undefined : add(key, found);
    },
    set(key, value) {
      drop(key);
      if (cost(value) > maxBytes) return;
      add(key, value);
      for (const oldest of kept.keys()) {
        if (total <= maxBytes) return;
        drop(oldest);
      }
    },
  };
}
