// Lists all keys of this page and of every page.
import { useKeyboard } from '../hands/use-keys.tsx';
import { Dialog } from '../parts/dialog.tsx';

export function Help({ onClose }: { readonly onClose: () => void }) {
  const layers = useKeyboard().layers();
  return (
    <Dialog title="Keys" onClose={onClose} wide>
      <div className="key-lists">
        {layers.map(({ title, acts }) => (
          <section key={title}>
            <h3>{title}</h3>
            <dl className="key-list">
              {byLabel(acts()).map(([label, keys]) => (
                <div key={label}>
                  <dt>
                    {keys.flatMap(spelled).map((one) => (
                      <kbd key={one}>{NAMES.get(one) ?? one}</kbd>
                    ))}
                  </dt>
                  <dd>{label}</dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
    </Dialog>
  );
}

/** Groups keys with the same label. */
function byLabel(
  acts: readonly { readonly key: string; readonly label: string }[],
): readonly (readonly [string, readonly string[]])[] {
  const groups = new Map<string, readonly string[]>();
  for (const { key, label } of acts) groups.set(label, [...(groups.get(label) ?? []), key]);
  return [...groups];
}

/** `g i` is two keys in sequence; a lone space is one key. */
function spelled(key: string): readonly string[] {
  return key === ' ' ? [key] : key.split(' ');
}

const NAMES: ReadonlyMap<string, string> = new Map([
  ['ArrowDown', '↓'],
  ['ArrowUp', '↑'],
  ['Enter', '⏎'],
  ['Escape', 'Esc'],
  [' ', 'space'],
]);
