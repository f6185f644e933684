// Shown when the inbox is empty, with a count of what landed today.
import { CircleCheckBig } from 'lucide-react';
import type { LandedRow } from '../../../../src/desk.ts';
import { Button } from '../../parts/button.tsx';
import { Empty } from '../../parts/states.tsx';
import { count } from '../row-labels.ts';

function ofThem(alone: number, all: number): string {
  const selves = alone === 1 ? 'itself' : 'themselves';
  if (alone === 0) return '';
  return alone === all ? `, by ${selves}` : `, ${alone} of them by ${selves}`;
}

export function Nothing(props: {
  readonly isFiltered: boolean;
  readonly landed: readonly LandedRow[];
  showLanded(): void;
}) {
  const { isFiltered, landed, showLanded } = props;
  if (isFiltered)
    return <Empty title="Nothing like that is open">Show all, above, takes the filters away.</Empty>;
  const todayMs = new Date().setHours(0, 0, 0, 0);
  const today = landed.filter(({ atMs, reverted }) => atMs >= todayMs && !reverted);
  const alone = today.filter(({ by }) => by === 'policy').length;
  const said =
    today.length === 0
      ? 'New changes show here as soon as somebody saves a file.'
      : `${count(today.length, 'change')} landed today${ofThem(alone, today.length)}.`;
  return (
    <div className="inbox-nothing">
      <Empty title="Nothing waits for you" icon={<CircleCheckBig size={40} aria-hidden />}>
        {said}
      </Empty>
      {today.length > 0 && (
        <Button small onClick={showLanded}>
          See what landed
        </Button>
      )}
    </div>
  );
}
