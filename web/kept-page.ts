// A page that many may ask for and that takes its time to make: made once for all who ask meanwhile, and again only when
// something has happened or it has grown old.

export interface KeptPage {
  get(): Promise<string>;
  /** Something has happened that it does not show yet. */
  outdate(): void;
}

/** "40 s ago" need not be exact to the second. */
const OLD_MS = 15_000;
/** However much happens, most of the time is left for the work itself. */
const REST_FACTOR = 2;

export function keptPage(make: () => Promise<string>, nowMs: () => number): KeptPage {
  let last: { readonly text: string; readonly doneMs: number; readonly tookMs: number } | null = null;
  let making: Promise<string> | null = null;
  let isOutdated = false;

  async function makeAnew(): Promise<string> {
    const startedMs = nowMs();
    isOutdated = false;
    const text = await make();
    last = { text, doneMs: nowMs(), tookMs: nowMs() - startedMs };
    return text;
  }

  return {
    outdate() {
      isOutdated = true;
    },
    get() {
      if (making !== null) return making;
      if (last !== null) {
        const ageMs = nowMs() - last.doneMs;
        if (ageMs < last.tookMs * REST_FACTOR || (!isOutdated && ageMs < OLD_MS))
          return Promise.resolve(last.text);
      }
      making = makeAnew().finally(() => {
        making = null;
      });
      return making;
    },
  };
}
