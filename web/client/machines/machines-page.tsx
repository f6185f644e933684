// Page of the machines that Syncthing keeps alike: who is connected, who lacks what, and whose edits are the newest.
import { useQuery } from '@tanstack/react-query';
import { MonitorSmartphone } from 'lucide-react';
import type { Machine, MachineProblem, MachinesReport } from '../../../src/desk.ts';
import { Badge } from '../parts/badge.tsx';
import { Page, Panel } from '../parts/page.tsx';
import { Answered, Empty } from '../parts/states.tsx';
import { When } from '../parts/when.tsx';
import { question } from '../questions/questions.ts';
import { Edits } from './edits.tsx';
import { lackWords } from './lack-words.ts';
import './machines.css';

export function MachinesPage() {
  const query = useQuery(question('machines'));
  return (
    <Page title="Machines" note={noteOf(query.data)}>
      <Answered query={query}>{(report) => <Report report={report} />}</Answered>
    </Page>
  );
}

function noteOf(report: MachinesReport | undefined): string {
  const { syncthing = null, machines = [] } = report ?? {};
  if (syncthing === null) return 'Who is connected, and who lacks what.';
  const others = machines.filter(({ presence }) => presence !== 'here');
  const there = others.filter(({ presence }) => presence === 'connected').length;
  return `“${syncthing.folder}” in Syncthing ${syncthing.version}: ${there} of ${others.length} other machines connected.`;
}

function Report({ report }: { readonly report: MachinesReport }) {
  const { syncthing, silent, machines, problems, edits } = report;
  if (syncthing === null && silent === null) return <Unconnected />;
  const about = (id: string | null) => problems.filter(({ machine }) => machine === id);
  return (
    <>
      {silent !== null && (
        <p className="machines-silent" role="status">
          {silent.why}.
          {syncthing !== null && (
            <>
              {' '}
              It last answered <When atMs={silent.sinceMs} />; below is what was known then.
            </>
          )}
        </p>
      )}
      {machines.length > 0 && (
        <Panel title="Who has what">
          <ul className="rows">
            {machines.map((machine) => (
              <Row
                key={machine.id}
                machine={machine}
                problems={machine.presence === 'here' ? about(null) : about(machine.id)}
              />
            ))}
          </ul>
        </Panel>
      )}
      {edits.length > 0 && (
        <Panel title="Edited last">
          <Edits edits={edits} />
        </Panel>
      )}
    </>
  );
}

function Unconnected() {
  return (
    <Empty title="No Syncthing is followed" icon={<MonitorSmartphone size={40} aria-hidden />}>
      If Syncthing carries this show, name its address and folder under <code>syncthing</code> in{' '}
      <code>show-build.yaml</code> (<code>{'syncthing: { url: "http://127.0.0.1:8384", folder: show }'}</code>
      ), set <code>SYNCTHING_API_KEY</code> to its API key, and start Show-Build again.
    </Empty>
  );
}

function Row(props: { readonly machine: Machine; readonly problems: readonly MachineProblem[] }) {
  const { machine, problems } = props;
  const { name, people, lacks, isEncrypted } = machine;
  const lacking = lackWords(lacks);
  return (
    <li className="machine">
      <div>
        <strong>{name}</strong>
        {people.length > 0 && <span className="quiet"> {people.join(', ')}</span>}
        {isEncrypted && <span className="quiet small"> keeps it encrypted</span>}
      </div>
      <div>
        <Presence machine={machine} />
      </div>
      <div className={`machine-has ${lacking === null ? 'quiet' : ''}`}>{lacking ?? 'up to date'}</div>
      {problems.map(({ code, user, stops }) => (
        <p key={`${code} ${user}`} className={`machine-problem small ${stops ? 'bad' : 'machine-warns'}`}>
          {user}.
        </p>
      ))}
    </li>
  );
}

function Presence({ machine: { presence, lastSeenMs } }: { readonly machine: Machine }) {
  if (presence === 'here') return <Badge tone="accent">this machine</Badge>;
  if (presence === 'connected') return <Badge tone="good">connected</Badge>;
  if (presence === 'paused') return <Badge tone="warn">paused here</Badge>;
  return (
    <>
      <Badge>away</Badge>{' '}
      <span className="quiet small">{lastSeenMs === null ? 'never seen' : <When atMs={lastSeenMs} />}</span>
    </>
  );
}
