// Keyboard shortcuts in layers, so that `?` can list them. Ignores keys while the person types, while a dialog is open,
// or with Ctrl, Meta or Alt held.

export interface KeyAct {
  /** As in `KeyboardEvent.key` (`j`, `?`, `Enter`), or a sequence of two: `g i`. */
  readonly key: string;
  readonly label: string;
  run(): void;
  /** Condition; while it is false the browser handles the key. */
  when?(): boolean;
}

export interface KeyLayer {
  readonly title: string;
  /** Takes precedence over all layers without it. */
  readonly isOver?: boolean;
  readonly acts: () => readonly KeyAct[];
}

export interface Keyboard {
  /** Later layers take precedence. Returns a function that removes the layer. */
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
      .toSorted((a, b) => Number(b.isOver ?? false) - Number(a.isOver ?? false))
      .flatMap(({ acts }) => acts())
      .filter(({ when }) => when === undefined || when());
    const act =
      (both === null ? undefined : all.find((each) => each.key === both)) ??
      all.find((each) => each.key === key);
    first = act === undefined && all.some((each) => each.key.startsWith(`${key} `)) ? { key, atMs } : null;
    // A focused control handles Enter and space itself.
    if (act === undefined || ((key === 'Enter' || key === ' ') && isPressable(event.target))) return;
    event.preventDefault();
    // A held key repeats movement, but never a decision.
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
