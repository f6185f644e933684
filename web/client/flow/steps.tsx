// Table of the steps: what their changes wait for, and a pause button for each.

import type { StepFlow } from '../../../src/desk.ts';
import { span } from '../../../src/domain/span.ts';
import { Badge } from '../parts/badge.tsx';
import { Button } from '../parts/button.tsx';
import { Scroll } from '../parts/scroll.tsx';
import { useStepName } from '../parts/step-name.ts';
import { useDeciding } from '../questions/deciding.ts';

function changesOf(policy: StepFlow['policy'], isOn: boolean): string {
  if (policy === 'off') return 'switched off';
  if (policy === 'review') return 'wait for a reviewer';
  const which = policy === null ? 'safe ones land' : 'land';
  return isOn ? `${which} by themselves` : `${which} by themselves once that is on`;
}

/** `isOn`: automatic landing is on. */
export function Steps({ steps, isOn }: { readonly steps: readonly StepFlow[]; readonly isOn: boolean }) {
  const stepName = useStepName();
  const { decide, isBusy } = useDeciding();
  return (
    <Scroll label="Steps">
      <table className="table steps">
        <thead>
          <tr>
            <th scope="col">Step</th>
            <th scope="col">Its changes</th>
            <th scope="col" className="number">
              Rest before landing
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
                {stepName(step)} {paused && <Badge tone="warn">paused</Badge>}
                {title !== stepName(step) && <p className="small quiet step-does">{title}</p>}
              </th>
              <td>{changesOf(policy, isOn)}</td>
              <td className={`number step-rest ${soakMs === 0 ? 'step-no-rest' : ''}`}>
                {soakMs === 0 ? '–' : span(soakMs)}
              </td>
              <td className="number">
                <Button
                  small
                  isBusy={isBusy}
                  onClick={() => (paused ? decide('resume', step) : decide('pause', step, null))}
                >
                  {paused ? 'Resume' : 'Pause'}
                  <span className="visually-hidden"> {stepName(step)}</span>
                </Button>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Scroll>
  );
}
