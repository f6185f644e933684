// Table of the quiet hours, in which nothing lands by itself, and of the on-air windows, as set in the settings.
import type { Flow, WindowState } from '../../../src/desk.ts';
import { Badge } from '../parts/badge.tsx';
import { Scroll } from '../parts/scroll.tsx';
import { exactly } from '../parts/when.tsx';

export function Windows({ flow }: { readonly flow: Flow }) {
  const rows = [
    ...flow.quietHours.map((window) => ({ window, name: 'Quiet hours', what: 'nothing lands by itself' })),
    ...flow.onAir.map((window) => ({
      window,
      name: 'On air',
      what: window.episodes.length === 0 ? 'no episode' : `${window.episodes.join(', ')} frozen`,
    })),
  ];
  if (rows.length === 0)
    return (
      <p className="quiet">
        None are set. <code>merge.quietHours</code> and <code>merge.onAir</code> in{' '}
        <code>show-build.yaml</code> set them.
      </p>
    );
  return (
    <Scroll label="Windows">
      <table className="table">
        <thead>
          <tr>
            <th scope="col">Window</th>
            <th scope="col">When</th>
            <th scope="col">Then</th>
            <th scope="col">Now</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ window, name, what }) => (
            <tr key={`${name} ${window.weekly} ${window.timezone}`}>
              <th scope="row" className="step-name">
                {name}
              </th>
              <td>
                {window.weekly} <span className="quiet small">{window.timezone}</span>
              </td>
              <td>{what}</td>
              <td>{nowOf(window)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Scroll>
  );
}

function nowOf({ openNow, changesAtMs }: WindowState) {
  if (changesAtMs === null) return <Badge tone="warn">always</Badge>;
  return openNow ? (
    <Badge tone="warn">until {exactly(changesAtMs)}</Badge>
  ) : (
    <span className="quiet">next {exactly(changesAtMs)}</span>
  );
}
