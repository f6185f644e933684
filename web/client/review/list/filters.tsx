// Filters of the inbox; their values are kept in the address.

import type { Inbox } from '../../../../src/desk.ts';
import { Select } from '../../parts/choice.tsx';
import { useStepName } from '../../parts/step-name.ts';
import type { InboxAddress } from '../address.ts';

const SURE = [
  { value: '', label: 'However sure' },
  { value: '95', label: '≥ 95 % sure' },
  { value: '90', label: '≥ 90 % sure' },
  { value: '75', label: '≥ 75 % sure' },
  { value: '50', label: '≥ 50 % sure' },
] as const;

const WAITS = [
  { value: '', label: 'All that waits' },
  { value: 'person', label: 'Waits for somebody' },
  { value: 'time', label: 'Waits for time' },
  { value: 'choice', label: 'Waits for a switch' },
] as const;

export function Filters(props: { readonly inbox: Inbox | null; readonly address: InboxAddress }) {
  const stepName = useStepName();
  const { inbox, address } = props;
  const { filter, set } = address;
  const episodes = (inbox?.episodes ?? []).map(({ episode, title, count }) => ({
    value: episode,
    label: `${episode}${title === null ? '' : ` ${title}`} (${count})`,
  }));
  const steps = (inbox?.steps ?? []).map(({ step, count }) => ({
    value: step,
    label: `${stepName(step)} (${count})`,
  }));
  const sure = filter.leastConfidence === undefined ? '' : String(Math.round(filter.leastConfidence * 100));
  return (
    <search className="inbox-filters" aria-label="Narrow the inbox">
      <Select
        bare
        label="Episode"
        value={filter.episode ?? ''}
        options={withChosen([{ value: '', label: 'All episodes' }, ...episodes], filter.episode)}
        onChange={(episode) => set({ episode })}
      />
      <Select
        bare
        label="Step"
        value={filter.step ?? ''}
        options={withChosen([{ value: '', label: 'All steps' }, ...steps], filter.step)}
        onChange={(step) => set({ step })}
      />
      <Select
        bare
        label="Confidence"
        value={sure}
        options={withChosen(SURE, sure === '' ? undefined : sure)}
        onChange={(value) => set({ sure: value })}
      />
      <Select
        bare
        label="Waits for"
        value={filter.waitsFor ?? ''}
        options={WAITS}
        onChange={(waits) => set({ waits })}
      />
    </search>
  );
}

interface Choice {
  readonly value: string;
  readonly label: string;
}

/** Adds the value in the address to the list even if no open row has it. */
function withChosen(options: readonly Choice[], chosen: string | undefined): readonly Choice[] {
  const isThere = chosen === undefined || options.some(({ value }) => value === chosen);
  return isThere ? options : [...options, { value: chosen, label: `${chosen} (0)` }];
}
