// Lets identical concurrent questions share one request, which is aborted when all callers have gone.

interface Shared<T> {
  readonly answer: Promise<T>;
  readonly controller: AbortController;
  waiting: number;
}

/** Answers the question with this key. If the same one is already open, shares its answer and does not call `ask`. */
export type Sharing<T> = (
  key: string,
  ask: (signal: AbortSignal) => Promise<T>,
  signal: AbortSignal,
) => Promise<T>;

export function createSharing<T>(): Sharing<T> {
  const open = new Map<string, Shared<T>>();
  return async (key, ask, signal) => {
    signal.throwIfAborted();
    const shared = open.get(key) ?? begin(key, ask);
    shared.waiting++;
    const gone = whenAborted(signal);
    try {
      return await Promise.race([shared.answer, gone.promise]);
    } finally {
      gone.forget();
      if (--shared.waiting === 0) leave(key, shared, signal);
    }
  };

  function begin(key: string, ask: (signal: AbortSignal) => Promise<T>): Shared<T> {
    const controller = new AbortController();
    const shared: Shared<T> = { answer: ask(controller.signal), controller, waiting: 0 };
    open.set(key, shared);
    // Also handles a rejection: all waiting callers get it, and without any it must not count as unhandled.
    const close = () => forget(key, shared);
    shared.answer.then(close, close);
    return shared;
  }

  function leave(key: string, shared: Shared<T>, signal: AbortSignal): void {
    forget(key, shared);
    if (signal.aborted) shared.controller.abort(signal.reason);
  }

  function forget(key: string, shared: Shared<T>): void {
    if (open.get(key) === shared) open.delete(key);
  }
}

function whenAborted(signal: AbortSignal): { promise: Promise<never>; forget: () => void } {
  let listener = () => {};
  const promise = new Promise<never>((_, reject) => {
    listener = () => reject(signal.reason);
    signal.addEventListener('abort', listener, { once: true });
  });
  return { promise, forget: () => signal.removeEventListener('abort', listener) };
}
