// Page of a file, line by line: which person or step wrote each line and when. Can show it as of a commit, and put that
// version back.
import { useQuery } from '@tanstack/react-query';
import { History as HistoryIcon } from 'lucide-react';
import { useState } from 'react';
import { Link } from 'wouter';
import { useAddress } from '../parts/address.ts';
import { Button } from '../parts/button.tsx';
import { OpenPathInObsidian } from '../parts/open-in-obsidian.tsx';
import { Page, Panel } from '../parts/page.tsx';
import { Answered, Empty } from '../parts/states.tsx';
import { question } from '../questions/questions.ts';
import { commitAddress, linesAddress, subjectName } from './addresses.ts';
import { EntryList } from './entry-list.tsx';
import { Lines } from './lines.tsx';
import { PutBack } from './put-back.tsx';
import './history.css';

const RECENT = 50;

export function FilePage() {
  const [{ path, commit, line }] = useAddress(['path', 'commit', 'line']);
  const [isPutting, setPutting] = useState(false);
  if (path === '')
    return (
      <Page title="Line by line">
        <Empty title="Which file?">Open it from an episode’s rundown, or from a commit in the history.</Empty>
      </Page>
    );
  const at = commit === '' ? null : commit;
  const here = /^[1-9]\d{0,6}$/.test(line) ? Number(line) : null;
  const episode = /^episodes\/(\d{4})\//.exec(path)?.[1];
  return (
    <Page
      title={subjectName(path)}
      note={
        <>
          {episode !== undefined && <Link href={`/episodes/${episode}`}>Episode {episode}</Link>}
          {episode !== undefined && ' · '}
          <bdi>{path.replace(/^episodes\/\d{4}\//, '')}</bdi>
          {at === null ? (
            ' · as it stands'
          ) : (
            <>
              {' · as it was at '}
              <Link href={commitAddress(at)} className="mono">
                {at.slice(0, 10)}
              </Link>
              {' · '}
              <Link href={linesAddress(path)}>as it stands</Link>
            </>
          )}{' '}
          <OpenPathInObsidian path={path} line={at === null ? here : null} />
        </>
      }
      actions={
        at !== null && (
          <Button icon={<HistoryIcon size={16} aria-hidden />} onClick={() => setPutting(true)}>
            Put back this version
          </Button>
        )
      }
    >
      <Text path={path} commit={at} line={here} />
      <Past path={path} />
      {isPutting && at !== null && (
        <PutBack
          wanted={{ path, commit: at, isAbsent: false, moment: 'at this commit' }}
          onClose={() => setPutting(false)}
        />
      )}
    </Page>
  );
}

function Text(props: {
  readonly path: string;
  readonly commit: string | null;
  readonly line: number | null;
}) {
  const query = useQuery(question('blame', props.path, props.commit));
  return (
    <Panel className="panel-flush lines-panel">
      <Answered query={query} rows={20}>
        {(lines) =>
          lines.length === 0 ? (
            <Empty title="The file is empty" />
          ) : (
            <Lines lines={lines} line={props.line} path={props.commit === null ? props.path : null} />
          )
        }
      </Answered>
    </Panel>
  );
}

function Past({ path }: { readonly path: string }) {
  const query = useQuery(question('history', { path, limit: RECENT }));
  return (
    <Panel
      title="What happened to it"
      className="history-day panel-flush"
      actions={<Link href={`/history?path=${encodeURIComponent(path)}`}>In the history</Link>}
    >
      <Answered query={query} rows={4}>
        {(entries) =>
          entries.length === 0 ? <Empty title="Nothing yet" /> : <EntryList entries={entries} path={path} />
        }
      </Answered>
    </Panel>
  );
}
