// Computes something about all documents of an episode once, for each of them to use: looking through all for each is
// the square of their number.

interface Remembering {
  once<T>(name: string, from: readonly unknown[], compute: () => T): T;
}

/** Memoises by the identity of the array, in its first document. */
export function onceAmong<T>(items: readonly Remembering[], name: string, compute: () => T): T {
  const [first] = items;
  return first === undefined ? compute() : first.once(name, [items], compute);
}
