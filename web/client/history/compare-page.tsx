// Page that compares the show at two moments or commits and lists the files that differ.

import { useQuery } from '@tanstack/react-query';
import { useId, useState } from 'react';
import type { FileDifference } from '../../../src/desk.ts';
import type { FaultCode } from '../../../src/domain/fault-codes.ts';
import { useRows } from '../hands/use-rows.ts';
import { useAddress } from '../parts/address.ts';
import { Button } from '../parts/button.tsx';
import { Segments } from '../parts/choice.tsx';
import { Page, Panel } from '../parts/page.tsx';
import { Answered, Empty } from '../parts/states.tsx';
import { exactly } from '../parts/when.tsx';
import { AnswerProblem } from '../questions/ask.ts';
import { question } from '../questions/questions.ts';
import { type DiffStyle, FileCard, StyleChoice } from './file-cards.tsx';
import { TextFilter } from './filters.tsx';
import { daysAgo, isCommit, type MomentKind, momentOf } from './moments.ts';
import './history.css';

export function ComparePage() {
  const [{ from, to, path }, set] = useAddress(['from', 'to', 'path']);
  const { data: lately } = useQuery(question('history', { kind: 'landing', limit: 1 }));
  const last = lately?.[0];
  const nowMs = Date.now();
  const presets = [
    { label: 'Since yesterday', from: daysAgo(1, nowMs) },
    { label: 'Since last week', from: daysAgo(7, nowMs) },
    ...(last ? [{ label: 'Since the last landing', from: last.commit }] : []),
  ];
  const [before, after] = [from === '' ? null : momentOf(from), momentOf(to)];
  return (
    <Page title="Compare two moments" note="Every file of the show that differs between them.">
      <Panel>
        <div className="stack">
          <div className="row">
            {presets.map((preset) => (
              <Button key={preset.label} small onClick={() => set({ from: preset.from, to: '' })}>
                {preset.label}
              </Button>
            ))}
          </div>
          <div className="moments">
            <Moment title="From" value={from} onChange={(value) => set({ from: value })} />
            <Moment title="To" value={to} onChange={(value) => set({ to: value })} isNow />
            <TextFilter label="File or folder" value={path} onChange={(value) => set({ path: value })} />
          </div>
        </div>
      </Panel>
      {before === null || after === null ? (
        <Panel>
          <Empty title={from === '' ? 'Since when?' : 'That is no moment and no commit'}>
            Choose the moment to compare with; the show as it stands now is the other one.
          </Empty>
        </Panel>
      ) : (
        <Differences
          from={before}
          to={after}
          path={path === '' ? null : path}
          toCommit={isCommit(to) ? to : null}
        />
      )}
    </Page>
  );
}

function Moment(props: {
  readonly title: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  /** An empty value means the show as it stands. */
  readonly isNow?: boolean;
}) {
  const { title, value, onChange, isNow = false } = props;
  const id = useId();
  const [chosen, choose] = useState<MomentKind | null>(null);
  const kind = chosen ?? (isCommit(value) ? 'commit' : 'moment');
  return (
    <fieldset className="moment">
      <legend>{title}</legend>
      <Segments
        label={`${title}: a moment or a commit`}
        value={kind}
        options={[
          { value: 'moment', label: 'Moment' },
          { value: 'commit', label: 'Commit' },
        ]}
        onChange={(next) => {
          choose(next);
          onChange('');
        }}
      />
      <label htmlFor={id} className="visually-hidden">
        {title}
      </label>
      {kind === 'moment' ? (
        <input
          id={id}
          type="datetime-local"
          value={isCommit(value) ? '' : value}
          onChange={(event) => onChange(event.target.value)}
        />
      ) : (
        <input
          id={id}
          className="mono"
          defaultValue={value}
          key={value}
          placeholder="the beginning of its id"
          onBlur={(event) => onChange(event.target.value.trim())}
          onKeyDown={(event) => event.key === 'Enter' && onChange(event.currentTarget.value.trim())}
        />
      )}
      {isNow && <p className="small quiet">{value === '' ? 'As it stands now.' : ' '}</p>}
    </fieldset>
  );
}

const NO_MOMENT: FaultCode = 'NO_MOMENT';

function Differences(props: {
  readonly from: string;
  readonly to: string;
  readonly path: string | null;
  readonly toCommit: string | null;
}) {
  const { from, to, path, toCommit } = props;
  const query = useQuery(question('compare', from, to, path));
  // Not an error: the history does not go back that far.
  if (query.error instanceof AnswerProblem && query.error.code === NO_MOMENT)
    return (
      <Panel>
        <Empty title="The show was not kept yet then">{inWords(query.error.message)}</Empty>
      </Panel>
    );
  return (
    <Answered query={query} rows={6}>
      {(files) =>
        files.length === 0 ? (
          <Panel>
            <Empty title="Nothing differs">The show reads the same at both.</Empty>
          </Panel>
        ) : (
          <Files files={files} commit={toCommit} />
        )
      }
    </Answered>
  );
}

function Files({
  files,
  commit,
}: {
  readonly files: readonly FileDifference[];
  readonly commit: string | null;
}) {
  const [style, setStyle] = useState<DiffStyle>('unified');
  const ref = useRows<HTMLDivElement>('Files', 'file');
  return (
    <>
      <div className="files-head">
        <p className="quiet" role="status">
          {files.length === 1 ? '1 file differs' : `${files.length} files differ`}
        </p>
        <StyleChoice style={style} onChange={setStyle} />
      </div>
      <div ref={ref} className="stack">
        {files.map((file) => (
          <FileCard key={file.path} file={file} style={style} commit={commit} />
        ))}
      </div>
    </>
  );
}

/** Replaces an instant in the server's sentence with the page's date format, in the browser's time zone. */
function inWords(sentence: string): string {
  return sentence.replace(/\d{4}-\d\d-\d\dT[\d:.]+Z/, (instant) => exactly(Date.parse(instant)));
}
