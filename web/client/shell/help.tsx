// All keys that act here, and on every page.
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
              {acts().map(({ key, label }) => (
                <div key={key}>
                  <dt>
                    {key.split(' ').map((one) => (
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

const NAMES: ReadonlyMap<string, string> = new Map([
  ['ArrowDown', '↓'],
  ['ArrowUp', '↑'],
  ['Enter', '⏎'],
  ['Escape', 'Esc'],
  [' ', 'space'],
]);
