// Page of everything that holds back landings or work on purpose, with its switches.
import { useQuery } from '@tanstack/react-query';
import { Pause, Play } from 'lucide-react';
import { Link } from 'wouter';
import type { Flow } from '../../../src/desk.ts';
import { Badge } from '../parts/badge.tsx';
import { Button } from '../parts/button.tsx';
import { Page, Panel } from '../parts/page.tsx';
import { Answered } from '../parts/states.tsx';
import { When } from '../parts/when.tsx';
import { useDeciding } from '../questions/deciding.ts';
import { question } from '../questions/questions.ts';
import './flow.css';
import { Steps } from './steps.tsx';
import { Windows } from './windows.tsx';

export function FlowPage() {
  const query = useQuery(question('flow'));
  return (
    <Page title="Flow" note="What may land by itself, and what is held back on purpose.">
      <Answered query={query}>
        {(flow) => (
          <>
            <div className="grid-2">
              <AutoPanel flow={flow} />
              <PausePanel flow={flow} />
            </div>
            <Panel title="Steps">
              <Steps steps={flow.steps} isOn={flow.auto === true} />
            </Panel>
            <div className="grid-2">
              <Panel title="Held episodes">
                <Holds holds={flow.holds} />
              </Panel>
              <Panel title="Room for new changes">
                <Room backlog={flow.backlog} />
              </Panel>
            </div>
            <Panel title="Quiet hours and on air">
              <Windows flow={flow} />
            </Panel>
          </>
        )}
      </Answered>
    </Page>
  );
}

function AutoPanel({ flow }: { readonly flow: Flow }) {
  const { decide, isBusy } = useDeciding();
  const isOn = flow.auto === true;
  return (
    <Panel title="Automatic landing">
      <div className="stack">
        <p>
          {isOn
            ? 'On: safe changes land by themselves when nobody is typing in their episode.'
            : flow.auto === null
              ? 'Not switched on yet: everything waits for a reviewer.'
              : 'Off: everything waits for a reviewer.'}
        </p>
        <div className="row">
          <Button kind={isOn ? 'plain' : 'main'} isBusy={isBusy} onClick={() => decide('auto', !isOn)}>
            {isOn ? 'Switch it off' : 'Switch it on'}
          </Button>
        </div>
      </div>
    </Panel>
  );
}

function PausePanel({ flow }: { readonly flow: Flow }) {
  const { decide, isBusy } = useDeciding();
  const all = flow.paused.find(({ step }) => step === null);
  return (
    <Panel title="Pause">
      <div className="stack">
        {all === undefined ? (
          <p>Work goes on. A pause stops new work and every landing until somebody resumes.</p>
        ) : (
          <p>
            {all.by} paused everything <When atMs={all.atMs} />
            {all.why === null ? '.' : `: ${all.why}`}
          </p>
        )}
        <div className="row">
          <Button
            kind={all === undefined ? 'plain' : 'main'}
            icon={all === undefined ? <Pause size={16} aria-hidden /> : <Play size={16} aria-hidden />}
            isBusy={isBusy}
            onClick={() => (all === undefined ? decide('pause', null, null) : decide('resume', null))}
          >
            {all === undefined ? 'Pause everything' : 'Resume everything'}
          </Button>
        </div>
      </div>
    </Panel>
  );
}

function Holds({ holds }: { readonly holds: Flow['holds'] }) {
  const { decide, isBusy } = useDeciding();
  if (holds.length === 0) return <p className="quiet">No episode is held. Hold one from its page.</p>;
  return (
    <ul className="rows">
      {holds.map(({ episode, by, why, atMs, untilMs }) => (
        <li key={episode} className="flow-row">
          <div>
            <Link href={`/episodes/${episode}`}>
              <strong>{episode}</strong>
            </Link>
            {why === null ? '' : ` – ${why}`}
            <p className="quiet small">
              {by}, <When atMs={atMs} />
              {untilMs === null ? (
                ', until released'
              ) : (
                <>
                  , until <When atMs={untilMs} />
                </>
              )}
            </p>
          </div>
          <Button small isBusy={isBusy} onClick={() => decide('release', episode)}>
            Release<span className="visually-hidden"> {episode}</span>
          </Button>
        </li>
      ))}
    </ul>
  );
}

function Room({ backlog }: { readonly backlog: Flow['backlog'] }) {
  const { openPerEpisode, newPerHour, newThisHour, full } = backlog;
  return (
    <div className="stack">
      <p>
        {openPerEpisode === null
          ? 'Any number of changes may be open in an episode.'
          : `At most ${openPerEpisode} changes are open in an episode.`}{' '}
        {newPerHour === null
          ? `${newThisHour} were proposed in the last hour.`
          : `${newThisHour} were proposed in the last hour, of at most ${newPerHour}.`}
      </p>
      {full.length === 0 ? (
        <p className="quiet">Nothing is kept back.</p>
      ) : (
        <ul className="rows">
          {full.map(({ episode, open, heldBack }) => (
            <li key={episode} className="flow-row">
              <span>
                <Link href={`/?episode=${episode}`}>{episode}</Link> has {open} open
              </span>
              <Badge tone="warn">{heldBack} kept back</Badge>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
