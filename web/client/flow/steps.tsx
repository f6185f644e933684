// The steps: what their changes wait for, and a pause of each.
import type { StepFlow } from '../../../src/desk.ts';
import { useDeciding } from '../api/deciding.ts';
import { Badge } from '../parts/badge.tsx';
import { Button } from '../parts/button.tsx';
import { Scroll } from '../parts/scroll.tsx';
import { clock } from '../parts/when.tsx';

const POLICIES = { auto: 'lands by itself', review: 'waits for a reviewer', off: 'switched off' } as const;

export function Steps({ steps }: { readonly steps: readonly StepFlow[] }) {
  const { decide, isBusy } = useDeciding();
  return (
    <Scroll label="Steps">
      <table className="table">
        <thead>
          <tr>
            <th scope="col">Step</th>
            <th scope="col">Its changes</th>
            <th scope="col" className="number">
              First rest for
            </th>
            <th scope="col">
              <span className="visually-hidden">Pause or resume</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {steps.map(({ step, title, policy, soakMs, paused }) => (
            <tr key={step}>
              <th scope="row" className="step-name">
                {title} {paused && <Badge tone="warn">paused</Badge>}
              </th>
              <td>{policy === null ? 'by kind: safe ones alone, others reviewed' : POLICIES[policy]}</td>
              <td className="number">{soakMs === 0 ? '–' : clock(soakMs)}</td>
              <td className="number">
                <Button
                  small
                  isBusy={isBusy}
                  onClick={() => decide({ path: paused ? '/resume' : '/pause', body: { step } })}
                >
                  {paused ? 'Resume' : 'Pause'}
                  <span className="visually-hidden"> {title}</span>
                </Button>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Scroll>
  );
}
