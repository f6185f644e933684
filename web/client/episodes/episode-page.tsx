// Page of one episode: readiness, rundown, findings, scripts, holds, recent history and budget.
import { useQuery } from '@tanstack/react-query';
import { Link } from 'wouter';
import type { CheckReport, EpisodeDetail } from '../../../src/desk.ts';
import { EntryList } from '../history/entry-list.tsx';
import { Badge } from '../parts/badge.tsx';
import { Page, Panel } from '../parts/page.tsx';
import { Answered, Empty } from '../parts/states.tsx';
import { clock, useNow } from '../parts/when.tsx';
import { checkQuestion, question } from '../questions/questions.ts';
import { Budget } from './budget.tsx';
import { airsIn, airsOn } from './dates.ts';
import { Findings } from './findings.tsx';
import { HoldActs } from './hold.tsx';
import { RundownTable } from './rundown.tsx';
import { Scripts } from './scripts.tsx';
import { blockingIn, Freezes, TimeBar } from './standing.tsx';
import { Timeline } from './timeline.tsx';
import './episodes.css';
import './rundown.css';

const RECENT = 10;
/** Enough placeholder rows that what loads below them does not visibly jump. */
const BELOW_THE_FOLD = 20;

export function EpisodePage({ n }: { readonly n: string }) {
  const number = n.padStart(4, '0');
  const episode = useQuery(question('episode', number));
  const { data } = episode;
  const title = data?.title ? `${number} ${data.title}` : `Episode ${number}`;
  return (
    <Page
      title={title}
      note={data ? <Facts detail={data} /> : ' '}
      actions={data && <HoldActs episode={number} hold={data.hold} />}
    >
      <Answered query={episode} rows={8} wayOn={<Link href="/episodes">All episodes</Link>}>
        {(detail) => <Whole detail={detail} number={number} />}
      </Answered>
    </Page>
  );
}

function Facts({ detail }: { readonly detail: EpisodeDetail }) {
  const { airdate, status, open } = detail;
  const away = airsIn(airdate, useNow());
  return (
    <>
      {airsOn(airdate) ?? 'No air date yet'}
      {away !== null && `, ${away}`} <Badge>{status ?? 'no status'}</Badge>
      {!open && ' Closed: nothing is proposed here any more.'}
    </>
  );
}

function Whole({ detail, number }: { readonly detail: EpisodeDetail; readonly number: string }) {
  const check = useQuery(checkQuestion(number));
  return (
    <>
      <div className="freezes">
        <Freezes {...detail} />
      </div>
      <Answered query={check} rows={BELOW_THE_FOLD}>
        {(report) => (
          <>
            <Verdict report={report} number={number} />
            <Panel title="Rundown" className="rundown-panel">
              {detail.rundown.length === 0 ? (
                <Empty title="No segments yet">They are the files in the episode’s rundown folder.</Empty>
              ) : (
                <>
                  <Timeline report={report} />
                  <RundownTable detail={detail} report={report} />
                </>
              )}
            </Panel>
            <Findings report={report} />
          </>
        )}
      </Answered>
      <Scripts episode={number} rows={detail.exports} />
      <div className="grid-2">
        <Lately episode={number} />
        <Budget episode={number} />
      </div>
    </>
  );
}

function Verdict({ report, number }: { readonly report: CheckReport; readonly number: string }) {
  const { ready, findings, totalMs, plannedMs, overMs, waiting } = report;
  const blocking = blockingIn(report);
  const first = findings.find(({ blocks }) => blocks);
  return (
    <section className={`verdict verdict-${ready ? 'good' : 'bad'}`} aria-label="Ready for air?">
      <div className="verdict-word">
        <strong>{ready ? 'READY' : 'NOT READY'}</strong>
        <p>
          {first === undefined ? (
            'Nothing blocks air.'
          ) : (
            <>
              {blocking === 1 ? '1 thing' : `${blocking} things`} to mend before air, first: {first.message}{' '}
              <a href="#findings">All of them</a>
            </>
          )}
        </p>
      </div>
      <dl className="verdict-times">
        <div>
          <dt>Total</dt>
          <dd>{clock(totalMs)}</dd>
        </div>
        {plannedMs === null || overMs === null ? (
          <div className="verdict-no-plan">
            <dt>Planned</dt>
            <dd className="quiet">no length</dd>
          </div>
        ) : (
          <>
            <div>
              <dt>Planned</dt>
              <dd>{clock(plannedMs)}</dd>
            </div>
            <div>
              <dt>{overMs > 0 ? 'Over' : 'Under'}</dt>
              <dd className={overMs > 0 ? 'bad' : ''}>{clock(Math.abs(overMs))}</dd>
            </div>
          </>
        )}
        <div>
          <dt>Open</dt>
          <dd>
            {waiting === 0 ? (
              '0'
            ) : (
              <Link href={`/?episode=${number}`} aria-label={`${waiting} open, in the inbox`}>
                {waiting}
              </Link>
            )}
          </dd>
        </div>
      </dl>
      {plannedMs !== null && (
        <div className="verdict-bar">
          <TimeBar {...report} />
        </div>
      )}
    </section>
  );
}

function Lately({ episode }: { readonly episode: string }) {
  const history = useQuery(question('history', { episode, limit: RECENT }));
  return (
    <Panel title="Lately" actions={<Link href={`/history?episode=${episode}`}>All history</Link>}>
      <Answered query={history} rows={5}>
        {(entries) =>
          entries.length === 0 ? <p className="quiet">Nothing yet.</p> : <EntryList entries={entries} small />
        }
      </Answered>
    </Panel>
  );
}
