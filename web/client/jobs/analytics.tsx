// Time, money, cache hits and acceptance: plots over time, and numbers by step.

import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { Analytics, DayAnalytics, StepAnalytics } from '../../../src/desk.ts';
import { span } from '../../../src/domain/span.ts';
import { useAddress } from '../parts/address.ts';
import { Segments } from '../parts/choice.tsx';
import { Panel } from '../parts/page.tsx';
import { Scroll } from '../parts/scroll.tsx';
import { Answered, Empty } from '../parts/states.tsx';
import { useStepName } from '../parts/step-name.ts';
import { question } from '../questions/questions.ts';
import { Plot } from './plot.tsx';

const DAY_MS = 86_400_000;
const SPANS = [
  { value: '7', label: 'Week' },
  { value: '30', label: 'Month' },
  { value: '90', label: 'Quarter' },
] as const;

export function AnalyticsView() {
  const [{ days }, set] = useAddress(['days']);
  const length = SPANS.find(({ value }) => value === days)?.value ?? '30';
  // Whole days, so the query key stays the same while the page is open.
  const untilMs = Math.ceil(Date.now() / DAY_MS) * DAY_MS;
  const query = useQuery(question('analytics', { sinceMs: untilMs - Number(length) * DAY_MS, untilMs }));
  return (
    <>
      <Segments label="Span" value={length} options={SPANS} onChange={(value) => set({ days: value })} />
      <Answered query={query}>
        {(analytics) =>
          analytics.days.length === 0 ? (
            <Panel>
              <Empty title="Nothing has happened in this time" />
            </Panel>
          ) : (
            <Numbers analytics={analytics} span={Number(length)} untilMs={untilMs} />
          )
        }
      </Answered>
    </>
  );
}

interface NumbersProps {
  readonly analytics: Analytics;
  readonly span: number;
  readonly untilMs: number;
}

function Numbers({ analytics, span, untilMs }: NumbersProps) {
  const days = useMemo(() => everyDay(analytics.days, span, untilMs), [analytics, span, untilMs]);
  const at = days.map(({ dayMs }) => dayMs / 1000);
  const of = (read: (day: DayAnalytics) => number) => days.map(read);
  return (
    <>
      <div className="grid-2">
        <Panel title="Proposed and decided">
          <Plot
            label="Changes proposed, landed, rejected and taken back for each day"
            at={at}
            series={[
              { name: 'proposed', tone: 'quiet', values: of(({ proposed }) => proposed) },
              { name: 'landed', tone: 'good', values: of(({ landed }) => landed) },
              { name: 'rejected', tone: 'bad', values: of(({ rejected }) => rejected) },
              { name: 'taken back', tone: 'warn', values: of(({ reverted }) => reverted) },
            ]}
          />
        </Panel>
        <Panel title="Money for the model">
          <Plot
            label="US dollars for each day"
            at={at}
            unit="$"
            series={[{ name: 'US dollars', tone: 'accent', values: of(({ costUsd }) => costUsd) }]}
          />
        </Panel>
        <Panel title="Time at work">
          <Plot
            label="Minutes of work and failed jobs for each day"
            at={at}
            series={[
              { name: 'minutes', tone: 'accent', values: of(({ workedMs }) => workedMs / 60_000) },
              { name: 'failed jobs', tone: 'bad', values: of(({ failed }) => failed) },
            ]}
          />
        </Panel>
        <Panel title="Answers from the cache">
          <Plot
            label="Questions to the model and answers from the cache for each day"
            at={at}
            series={[
              { name: 'questions', tone: 'quiet', values: of(({ asked }) => asked) },
              { name: 'from the cache', tone: 'good', values: of(({ cached }) => cached) },
            ]}
          />
        </Panel>
      </div>
      <Panel title="By step">
        <ByStep steps={analytics.steps} />
      </Panel>
    </>
  );
}

function ByStep({ steps }: { readonly steps: readonly StepAnalytics[] }) {
  const stepName = useStepName();
  return (
    <Scroll label="Numbers by step">
      <table className="table">
        <thead>
          <tr>
            <th scope="col">Step</th>
            <th scope="col" className="number">
              Proposed
            </th>
            <th scope="col">Of those decided, kept</th>
            <th scope="col" className="number">
              By itself
            </th>
            <th scope="col" className="number">
              Taken back
            </th>
            <th scope="col" className="number">
              Jobs
            </th>
            <th scope="col" className="number">
              Failed
            </th>
            <th scope="col" className="number">
              Time
            </th>
            <th scope="col" className="number">
              From cache
            </th>
            <th scope="col" className="number">
              Money
            </th>
          </tr>
        </thead>
        <tbody>
          {steps.map((row) => (
            <tr key={row.step}>
              <th scope="row" className="step-name">
                {stepName(row.step)}
              </th>
              <td className="number">{row.proposed}</td>
              <td>
                <Acceptance row={row} />
              </td>
              <td className="number">{row.landedByPolicy}</td>
              <td className="number">{row.reverted}</td>
              <td className="number">{row.jobs}</td>
              <td className="number">{row.failed}</td>
              <td className="number">{row.workedMs === 0 ? '–' : span(row.workedMs)}</td>
              <td className="number">{row.asked === 0 ? '–' : `${row.cached} of ${row.asked}`}</td>
              <td className="number">{row.costUsd === 0 ? '–' : `$${row.costUsd.toFixed(3)}`}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Scroll>
  );
}

function Acceptance({ row: { accepted, rejected } }: { readonly row: StepAnalytics }) {
  const decided = accepted + rejected;
  if (decided === 0) return <span className="quiet">none decided</span>;
  return (
    <span className="acceptance">
      <meter min={0} max={decided} value={accepted} aria-label="kept" />
      {Math.round((100 * accepted) / decided)} %<span className="quiet small">of {decided}</span>
    </span>
  );
}

const NOTHING = {
  jobs: 0,
  failed: 0,
  workedMs: 0,
  costUsd: 0,
  asked: 0,
  cached: 0,
  proposed: 0,
  accepted: 0,
  rejected: 0,
  landed: 0,
  reverted: 0,
};

/** Fills in the days on which nothing happened. */
function everyDay(days: readonly DayAnalytics[], span: number, untilMs: number): readonly DayAnalytics[] {
  const known = new Map(days.map((day) => [day.dayMs, day]));
  return Array.from({ length: span }, (_, i) => {
    const dayMs = untilMs - (span - i) * DAY_MS;
    return known.get(dayMs) ?? { dayMs, ...NOTHING };
  });
}
