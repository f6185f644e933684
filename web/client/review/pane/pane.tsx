// Frame of one change: the right side, or on a phone the whole page with a way back.
import { ArrowLeft } from 'lucide-react';
import type { ReactNode } from 'react';
import { Button } from '../../parts/button.tsx';
import type { DecisionControls } from '../deciding.ts';

export interface PaneProps {
  readonly id: string;
  /** On a phone: there is nothing next to it. */
  readonly isAlone: boolean;
  readonly decisions: DecisionControls;
  /** Called before these leave, to show the next entry. */
  onLeave(ids: readonly string[]): void;
  onBack(): void;
  /** The change whose editor opens by itself; null if none does. */
  readonly toEdit: string | null;
  onEdit(): void;
}

export function Pane(props: {
  readonly isAlone: boolean;
  readonly onBack: () => void;
  readonly children: ReactNode;
}) {
  return (
    <section className="pane" aria-label="Review">
      {props.isAlone && (
        <div className="pane-back">
          <h1 className="visually-hidden">Review</h1>
          <Button kind="bare" small icon={<ArrowLeft size={18} aria-hidden />} onClick={props.onBack}>
            Inbox
          </Button>
        </div>
      )}
      {props.children}
    </section>
  );
}
