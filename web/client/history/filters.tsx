// Filters of the history; their values are kept in the address.

import { useQuery } from '@tanstack/react-query';
import { useEffect, useId, useState } from 'react';
import type { Flow, HistoryFilter } from '../../../src/desk.ts';
import { Button } from '../parts/button.tsx';
import { Select } from '../parts/choice.tsx';
import { useStepName } from '../parts/step-name.ts';
import { question } from '../questions/questions.ts';
import { startOfDay } from './entry-labels.ts';

export const FILTER_NAMES = ['episode', 'step', 'who', 'kind', 'verdict', 'path', 'since', 'until'] as const;

type Name = (typeof FILTER_NAMES)[number];
export type FilterValues = Readonly<Record<Name, string>>;

/** Converts address values to the desk's filter; invalid values are left out. */
export function filterOf({
  episode,
  step,
  who,
  kind,
  verdict,
  path,
  since,
  until,
}: FilterValues): HistoryFilter {
  const kinds = ['edit', 'landing', 'revert', 'switch', 'other'] as const;
  const verdicts = ['policy', 'person', 'reverted'] as const;
  const chosenKind = kinds.find((each) => each === kind);
  const chosenVerdict = verdicts.find((each) => each === verdict);
  const sinceMs = startOfDay(since);
  const untilMs = startOfDay(until, 1);
  return {
    ...(/^\d{1,4}$/.test(episode) && { episode }),
    ...(step !== '' && { step }),
    ...(who !== '' && { who }),
    ...(chosenKind && { kind: chosenKind }),
    ...(chosenVerdict && { verdict: chosenVerdict }),
    ...(path !== '' && { path }),
    ...(since !== '' && sinceMs !== null && { sinceMs }),
    ...(until !== '' && untilMs !== null && { untilMs: untilMs - 1 }),
  };
}

interface FiltersProps {
  readonly asked: FilterValues;
  readonly set: (changed: Partial<Record<Name, string>>) => void;
}

export function Filters({ asked, set }: FiltersProps) {
  const { data: status } = useQuery(question('status'));
  const { data: flow } = useQuery(question('flow'));
  const isAny = FILTER_NAMES.some((name) => asked[name] !== '');
  const episodes = (status?.episodes ?? []).map(({ episode, title }) => ({
    value: episode,
    label: `${episode} ${title ?? ''}`,
  }));
  const isOther = asked.episode !== '' && !episodes.some(({ value }) => value === asked.episode);
  return (
    <div className="history-filters">
      <div className="filters">
        <Select
          label="Episode"
          value={asked.episode}
          options={[ANY, ...(isOther ? [{ value: asked.episode, label: asked.episode }] : []), ...episodes]}
          onChange={(episode) => set({ episode })}
        />
        <Select
          label="What"
          value={asked.kind}
          options={[
            ANY,
            { value: 'edit', label: 'Edits by people' },
            { value: 'landing', label: 'Landings' },
            { value: 'revert', label: 'Taken back' },
            { value: 'other', label: 'Upkeep' },
          ]}
          onChange={(kind) => set({ kind })}
        />
        <TextFilter label="Who" value={asked.who} onChange={(who) => set({ who })} />
        {isAny && (
          <Button onClick={() => set(Object.fromEntries(FILTER_NAMES.map((name) => [name, ''])))}>
            Show all
          </Button>
        )}
      </div>
      <MoreFilters asked={asked} set={set} steps={flow?.steps ?? []} />
    </div>
  );
}

const ANY = { value: '', label: 'Any' };

interface MoreProps extends FiltersProps {
  readonly steps: Flow['steps'];
}

function MoreFilters({ asked, set, steps }: MoreProps) {
  const stepName = useStepName();
  const isMore = [asked.step, asked.verdict, asked.path, asked.since, asked.until].some(
    (each) => each !== '',
  );
  return (
    <details open={isMore}>
      <summary>More filters</summary>
      <div className="filters">
        <Select
          label="Step"
          value={asked.step}
          options={[ANY, ...steps.map(({ step }) => ({ value: step, label: stepName(step) }))]}
          onChange={(step) => set({ step })}
        />
        <Select
          label="Verdict"
          value={asked.verdict}
          options={[
            ANY,
            { value: 'policy', label: 'Landed by itself' },
            { value: 'person', label: 'Accepted by somebody' },
            { value: 'reverted', label: 'Taken back since' },
          ]}
          onChange={(verdict) => set({ verdict })}
        />
        <TextFilter label="File or folder" value={asked.path} onChange={(path) => set({ path })} />
        <DateFilter label="From" value={asked.since} onChange={(since) => set({ since })} />
        <DateFilter label="To" value={asked.until} onChange={(until) => set({ until })} />
      </div>
    </details>
  );
}

interface FieldProps {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
}

/** Shorter than the pause after a typed word. */
const PAUSE_MS = 350;

export function TextFilter({ label, value, onChange }: FieldProps) {
  const id = useId();
  const [typed, setTyped] = useState(value);
  useEffect(() => setTyped(value), [value]);
  useEffect(() => {
    if (typed === value) return;
    const timer = window.setTimeout(() => onChange(typed.trim()), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [typed, value, onChange]);
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <input id={id} type="search" value={typed} onChange={(event) => setTyped(event.target.value)} />
    </div>
  );
}

function DateFilter({ label, value, onChange }: FieldProps) {
  const id = useId();
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <input id={id} type="date" value={value} onChange={(event) => onChange(event.target.value)} />
    </div>
  );
}
