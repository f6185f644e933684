// Page of one commit: its message, verdict and files. Can revert it, or put one of its files back.

import { useQuery } from '@tanstack/react-query';
import { Copy, Undo2 } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { Link } from 'wouter';
import type { CommitDetail, FileDifference } from '../../../src/desk.ts';
import { useRows } from '../hands/use-rows.ts';
import { Badge } from '../parts/badge.tsx';
import { Button } from '../parts/button.tsx';
import { Page, Panel } from '../parts/page.tsx';
import { Answered, Empty } from '../parts/states.tsx';
import { useStepName } from '../parts/step-name.ts';
import { exactly } from '../parts/when.tsx';
import { question } from '../questions/questions.ts';
import { useToasts } from '../shell/toasts.tsx';
import { verdictOf } from './entry-labels.ts';
import { type DiffStyle, FileCard, StyleChoice } from './file-cards.tsx';
import { keyWords, readMessage } from './message.ts';
import { PutBack, type WantedFile } from './put-back.tsx';
import { TakeBack } from './take-back.tsx';
import './history.css';

export function CommitPage({ commit }: { readonly commit: string }) {
  const query = useQuery(question('commit', commit));
  const [isTaking, setTaking] = useState(false);
  const { data } = query;
  return (
    <Page
      title={data?.entry.title ?? 'Commit'}
      note={data ? <Facts detail={data} /> : ' '}
      actions={
        data && (
          <>
            {data.revertable !== null && (
              <Button kind="bad" icon={<Undo2 size={16} aria-hidden />} onClick={() => setTaking(true)}>
                Take back
              </Button>
            )}
            <CopyId id={data.entry.commit} />
          </>
        )
      }
    >
      <Answered query={query} rows={6} wayOn={<Link href="/history">All history</Link>}>
        {(detail) => <Whole detail={detail} />}
      </Answered>
      {isTaking && data !== undefined && data.revertable !== null && (
        <TakeBack entry={data.entry} enhancement={data.revertable} onClose={() => setTaking(false)} />
      )}
    </Page>
  );
}

function Facts({ detail: { entry } }: { readonly detail: CommitDetail }) {
  const stepName = useStepName();
  const verdict = verdictOf(entry);
  return (
    <>
      {entry.author}
      {entry.step !== null && `: ${stepName(entry.step)}`} · {exactly(entry.atMs)}{' '}
      {verdict && <Badge tone={verdict.tone}>{verdict.text}</Badge>}
    </>
  );
}

function CopyId({ id }: { readonly id: string }) {
  const { say } = useToasts();
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(id);
      say({ tone: 'good', text: `Copied ${id.slice(0, 10)}` });
    } catch {
      say({ tone: 'bad', text: `The browser does not let this page copy; it is ${id}` });
    }
  };
  return (
    <Button icon={<Copy size={16} aria-hidden />} onClick={() => void copy()}>
      <span className="mono">{id.slice(0, 10)}</span>
    </Button>
  );
}

function Whole({ detail }: { readonly detail: CommitDetail }) {
  const { entry, files, more } = detail;
  const [style, setStyle] = useState<DiffStyle>('unified');
  const [wanted, setWanted] = useState<WantedFile | null>(null);
  const before = useQuery(question('history', { before: entry.commit, limit: 1 })).data?.[0]?.commit ?? null;
  const ref = useRows<HTMLDivElement>('Files', 'file');
  return (
    <>
      <MessagePanel detail={detail} />
      <div className="files-head">
        <p className="quiet">
          {files.length === 1 ? '1 file' : `${files.length} files`}
          {more > 0 && `, and ${more} more that are not shown`}
        </p>
        <StyleChoice style={style} onChange={setStyle} />
      </div>
      {files.length === 0 && (
        <Panel>
          <Empty title="No file differs">It only ties two lines of history together.</Empty>
        </Panel>
      )}
      <div ref={ref} className="stack">
        {files.map((file) => (
          <FileCard
            key={file.path}
            file={file}
            style={style}
            commit={entry.commit}
            acts={<PutBackActs file={file} commit={entry.commit} before={before} onWant={setWanted} />}
          />
        ))}
      </div>
      {wanted && <PutBack wanted={wanted} onClose={() => setWanted(null)} />}
    </>
  );
}

function PutBackActs(props: {
  readonly file: FileDifference;
  readonly commit: string;
  /** The previous commit; null: there is none, or it is not known yet. */
  readonly before: string | null;
  readonly onWant: (wanted: WantedFile) => void;
}) {
  const { file, commit, before, onWant } = props;
  const { path, pathBefore, kind } = file;
  const was = pathBefore ?? path;
  return (
    <>
      {before !== null && (
        <Button
          small
          onClick={() =>
            onWant({ path: was, commit: before, isAbsent: kind === 'added', moment: 'before this commit' })
          }
        >
          {kind === 'added' ? 'Take the file away' : 'Put back the version before'}
        </Button>
      )}
      {kind !== 'removed' && (
        <Button small onClick={() => onWant({ path, commit, isAbsent: false, moment: 'after this commit' })}>
          Put back this version
        </Button>
      )}
    </>
  );
}

function MessagePanel({ detail: { entry, message } }: { readonly detail: CommitDetail }) {
  const { subject, ...rest } = readMessage(message);
  // Leave out what the page's title and links already show.
  const paragraphs = rest.paragraphs.filter((paragraph) => paragraph !== entry.title);
  const trailers = rest.trailers.filter(({ key }) => key !== 'Enhancement' && key !== 'Episode');
  return (
    <Panel className="message">
      <div className="stack">
        {subject !== entry.title && <p className="quiet">{subject}</p>}
        {paragraphs.map((paragraph, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a message never changes.
          <p key={i} className="message-words">
            {paragraph}
          </p>
        ))}
        <dl className="trailers">
          {entry.episodes.length > 0 && (
            <Fact name="Episodes">
              {entry.episodes.map((episode) => (
                <Link key={episode} href={`/episodes/${episode}`}>
                  {episode}
                </Link>
              ))}
            </Fact>
          )}
          {entry.enhancement !== null && (
            <Fact name="The change">
              <Link href={`/enhancements/${entry.enhancement}`}>{entry.enhancement}</Link>
            </Fact>
          )}
          {trailers.map(({ key, value }, i) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a message never changes.
            <Fact key={i} name={keyWords(key)}>
              <span>{value}</span>
            </Fact>
          ))}
        </dl>
      </div>
    </Panel>
  );
}

function Fact({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd className="row">{children}</dd>
    </div>
  );
}
