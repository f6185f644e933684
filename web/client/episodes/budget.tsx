// Panel with what the language model has cost in this episode and may still cost. Hidden if no model is set up or its
// costs are not counted.
import { useQuery } from '@tanstack/react-query';
import { Button } from '../parts/button.tsx';
import { Panel } from '../parts/page.tsx';
import { useDeciding } from '../questions/deciding.ts';
import { question } from '../questions/questions.ts';
import { useToasts } from '../shell/toasts.tsx';

const USD = new Intl.NumberFormat('en', { style: 'currency', currency: 'USD' });
const STEP_USD = 1;

export function Budget({ episode }: { readonly episode: string }) {
  const { data } = useQuery(question('budget', episode));
  const { decide, isBusy } = useDeciding();
  const { say } = useToasts();
  const add = async () => {
    const done = await decide('addBudget', episode, STEP_USD);
    if (done !== null) say({ tone: 'good', text: `${USD.format(STEP_USD)} more for ${episode}.` });
  };
  const row = data?.episodes.find((each) => each.episode === episode);
  if (data?.counted !== true || row === undefined) return null;
  const isOver = row.spentUsd >= row.limitUsd;
  return (
    <Panel
      title="Language model"
      actions={
        <Button small isBusy={isBusy} onClick={() => void add()}>
          Add {USD.format(STEP_USD)}
        </Button>
      }
    >
      <div className="stack">
        <p>
          {USD.format(row.spentUsd)} of {USD.format(row.limitUsd)} spent on this episode, with {data.model}.
        </p>
        <meter
          className="budget-meter"
          min={0}
          max={row.limitUsd}
          value={Math.min(row.spentUsd, row.limitUsd)}
          aria-label="Spent of the budget"
        />
        <p className={`small ${isOver ? 'bad' : 'quiet'}`}>
          {isOver
            ? 'It asks nothing more here until somebody adds money.'
            : `Today ${USD.format(data.day.spentUsd)} of ${USD.format(data.day.limitUsd)} in all.`}
        </p>
      </div>
    </Panel>
  );
}
