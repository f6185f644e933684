// Page of all open episodes, by air date: readiness, length, open changes, and what freezes each.
import { useQuery } from '@tanstack/react-query';
import { Plus } from 'lucide-react';
import { useState } from 'react';
import { Link, useLocation } from 'wouter';
import type { CheckReport, EpisodeRow, Flow } from '../../../src/desk.ts';
import { useRows } from '../hands/use-rows.ts';
import { Badge } from '../parts/badge.tsx';
import { Button } from '../parts/button.tsx';
import { Dialog } from '../parts/dialog.tsx';
import { Page, Panel } from '../parts/page.tsx';
import { Answered, Empty } from '../parts/states.tsx';
import { useNow } from '../parts/when.tsx';
import { useDeciding } from '../questions/deciding.ts';
import { checksQuestion, question } from '../questions/questions.ts';
import { airsIn, airsNext, airsOn, byAirdate } from './dates.ts';
import { type AirState, Freezes, Readiness, TimeBar, TimesText } from './standing.tsx';
import './episodes.css';

export function EpisodesPage() {
  const episodes = useQuery(question('episodes'));
  const { data: checks } = useQuery(checksQuestion());
  const { data: flow } = useQuery(question('flow'));
  const [isAsked, setAsked] = useState(false);
  return (
    <Page
      title="Episodes"
      note="Those that are worked on, the next to air first."
      actions={
        <Button icon={<Plus size={16} aria-hidden />} onClick={() => setAsked(true)}>
          New episode
        </Button>
      }
    >
      <Panel className="panel-flush">
        <Answered query={episodes} rows={5}>
          {(rows) =>
            rows.length === 0 ? (
              <Empty title="No open episodes">
                An episode is worked on until its status says that it is completed, or its air date is past.
              </Empty>
            ) : (
              <Episodes rows={rows} checks={checks} flow={flow} />
            )
          }
        </Answered>
      </Panel>
      {isAsked && <NewEpisodeQuestion onClose={() => setAsked(false)} />}
    </Page>
  );
}

function Episodes(props: {
  readonly rows: readonly EpisodeRow[];
  readonly checks: readonly CheckReport[] | undefined;
  readonly flow: Flow | undefined;
}) {
  const { rows, checks, flow } = props;
  const ref = useRows<HTMLUListElement>('Episodes', 'episode');
  const nowMs = useNow();
  const next = airsNext(rows, nowMs);
  return (
    <ul className="rows episodes" ref={ref}>
      {byAirdate(rows, nowMs).map((row) => (
        <Episode
          key={row.episode}
          row={row}
          report={checks?.find(({ episode }) => episode === row.episode)}
          onAir={flow ? airOf(flow, row.episode) : null}
          isNext={row.episode === next}
        />
      ))}
    </ul>
  );
}

function airOf({ onAir }: Flow, episode: string): AirState {
  const meant = onAir.filter(({ episodes }) => episodes.includes(episode));
  return meant.find(({ openNow }) => openNow) ?? null;
}

function Episode(props: {
  readonly row: EpisodeRow;
  readonly report: CheckReport | undefined;
  readonly onAir: AirState;
  readonly isNext: boolean;
}) {
  const { row, report, onAir, isNext } = props;
  const { episode, title, airdate, status, waiting, segments, hold } = row;
  const away = airsIn(airdate, useNow());
  return (
    <li className={`episode ${isNext ? 'episode-next' : ''}`}>
      <span className="episode-number" aria-hidden>
        {episode}
      </span>
      <div className="episode-what">
        <h2>
          <Link href={`/episodes/${episode}`} data-row={episode}>
            <span className="visually-hidden">{episode} </span>
            {title ?? 'No title yet'}
          </Link>
        </h2>
        <p className="small quiet">
          {isNext && <strong className="next-word">Next to air · </strong>}
          {airsOn(airdate) ?? 'No air date yet'}
          {away !== null && `, ${away}`} · {status ?? 'no status'} · {segments}{' '}
          {segments === 1 ? 'segment' : 'segments'}
        </p>
        <div className="freezes small">
          <Freezes hold={hold} status={status} onAir={onAir} />
        </div>
      </div>
      <div className="episode-ready">
        {report ? <Readiness report={report} /> : <span className="bone-line" />}
      </div>
      <div className="episode-times small">
        {report ? (
          <>
            {report.plannedMs !== null && <TimeBar {...report} />}
            <span>
              <TimesText {...report} />
            </span>
          </>
        ) : (
          <span className="bone-line" />
        )}
      </div>
      <div className="episode-open">
        {waiting > 0 ? (
          <Link href={`/?episode=${episode}`} className="open-link">
            <Badge tone="accent">{waiting} open</Badge>
          </Link>
        ) : (
          <span className="small quiet">nothing open</span>
        )}
      </div>
    </li>
  );
}

function NewEpisodeQuestion({ onClose }: { readonly onClose: () => void }) {
  const [, go] = useLocation();
  const { decide, isBusy } = useDeciding();
  const make = async () => {
    const made = await decide('create');
    onClose();
    if (made) go(`/episodes/${made.episode}`);
  };
  return (
    <Dialog title="Make the next episode?" onClose={onClose}>
      <div className="stack">
        <p>
          A folder with the next number is made in the show, with an <code>info.md</code> dated the Sunday
          after the newest episode. Everybody who syncs the show gets it.
        </p>
        <div className="row dialog-acts">
          <Button onClick={onClose}>Not now</Button>
          <Button kind="main" isBusy={isBusy} onClick={() => void make()}>
            Make it
          </Button>
        </div>
      </div>
    </Dialog>
  );
}
