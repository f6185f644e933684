// What a schema lets be left out is `undefined` afterwards; the desk wants it not to be there at all.

type Given<T> = { [K in keyof T]: Exclude<T[K], undefined> };

export function given<T extends object>(asked: T): Given<T> {
  return Object.fromEntries(Object.entries(asked).filter(([, value]) => value !== undefined)) as Given<T>;
}
