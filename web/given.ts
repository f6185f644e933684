// Removes undefined values: schemas set omitted fields to `undefined`, but the desk wants them absent.

type Given<T> = { [K in keyof T]: Exclude<T[K], undefined> };

export function given<T extends object>(asked: T): Given<T> {
  return Object.fromEntries(Object.entries(asked).filter(([, value]) => value !== undefined)) as Given<T>;
}
