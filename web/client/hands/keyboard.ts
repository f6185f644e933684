// Keys that act on the page, in layers, so that `?` can list them. Nothing happens while somebody types, or with Ctrl held.

export interface KeyAct {
  /** As `KeyboardEvent.key` has it (`j`, `?`, `Enter`), or two after each other: `g i`. */
  readonly key: string;
  readonly label: string;
  run(): void;
  /** Only then; otherwise the key stays the browser's. */
  when?(): boolean;
}

export interface KeyLayer {
  readonly title: string;
  readonly acts: () => readonly KeyAct[];
}

export interface Keyboard {
  /** A later layer comes before an earlier one; returns what takes it away again. */
  add(layer: KeyLayer): () => void;
  layers(): readonly KeyLayer[];
}

const SEQUENCE_MS = 900;
const GOES_ON = /^(?:[jknp]|Arrow\w+)$/;

export function createKeyboard(target: Document): Keyboard {
  const layers: KeyLayer[] = [];
  let first: { readonly key: string; readonly atMs: number } | null = null;
  target.addEventListener('keydown', (event) => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target))
      return;
    if (target.querySelector('dialog[open]') !== null) return;
    const { timeStamp: atMs, key } = event;
    const both = first !== null && atMs - first.atMs < SEQUENCE_MS ? `${first.key} ${key}` : null;
    const all = layers
      .toReversed()
      .flatMap(({ acts }) => acts())
      .filter(({ when }) => when === undefined || when());
    const act =
      (both === null ? undefined : all.find((each) => each.key === both)) ??
      all.find((each) => each.key === key);
    first = act === undefined && all.some((each) => each.key.startsWith(`${key} `)) ? { key, atMs } : null;
    // What has the focus takes Enter and space itself.
    if (act === undefined || ((key === 'Enter' || key === ' ') && isPressable(event.target))) return;
    event.preventDefault();
    // A key held down goes on; it does not decide again and again.
    if (!event.repeat || GOES_ON.test(key)) act.run();
  });
  return {
    add(layer) {
      layers.push(layer);
      return () => {
        layers.splice(layers.indexOf(layer), 1);
      };
    },
    layers: () => layers,
  };
}

function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target instanceof HTMLInputElement) return !/^(?:checkbox|radio|button)$/.test(target.type);
  return target.isContentEditable || /^(?:TEXTAREA|SELECT)$/.test(target.tagName);
}

function isPressable(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.closest('a, button, summary, input') !== null;
}
