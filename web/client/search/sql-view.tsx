// SQL queries: saved ones, a new one, and the result as a table that can be downloaded.
import { useMutation, useQuery } from '@tanstack/react-query';
import { Download, Play, Trash2 } from 'lucide-react';
import { useId, useState } from 'react';
import type { QueryAnswer, SavedQuery } from '../../../src/desk.ts';
import { Button } from '../parts/button.tsx';
import { Panel } from '../parts/page.tsx';
import { Scroll } from '../parts/scroll.tsx';
import { Answered, Loading, Trouble } from '../parts/states.tsx';
import { useDeciding } from '../questions/deciding.ts';
import { answerTo, question } from '../questions/questions.ts';
import { csvOf } from './csv.ts';

const MOST_ROWS = 1_000;
const START = 'select episode, title, air_date from episodes order by air_date desc';

export function SqlView() {
  const saved = useQuery(question('savedQueries'));
  const [sql, setSql] = useState(START);
  const [name, setName] = useState('');
  const { decide, isBusy } = useDeciding();
  const run = useMutation<QueryAnswer, Error, string>({
    mutationFn: (text) => answerTo('query', [text, MOST_ROWS]),
  });
  const choose = (query: SavedQuery) => {
    setSql(query.sql);
    setName(query.by === null ? '' : query.name);
    run.mutate(query.sql);
  };
  return (
    <div className="sql">
      <Panel title="Saved">
        <Answered query={saved} rows={7}>
          {(queries) => (
            <ul className="rows">
              {queries.map((query) => (
                <SavedRow
                  key={query.name}
                  query={query}
                  isBusy={isBusy}
                  choose={() => choose(query)}
                  forget={() => decide('forgetQuery', query.name)}
                />
              ))}
            </ul>
          )}
        </Answered>
      </Panel>
      <div className="stack">
        <Panel title="Question">
          <SqlForm
            sql={sql}
            name={name}
            isBusy={run.isPending || isBusy}
            onSql={setSql}
            onName={setName}
            onRun={() => run.mutate(sql)}
            onSave={() => decide('saveQuery', name, sql)}
          />
        </Panel>
        <Panel title="Answer">
          {run.isPending ? (
            <Loading label="The question runs" />
          ) : run.error ? (
            <Trouble error={run.error} />
          ) : run.data ? (
            <Answer answer={run.data} name={name} />
          ) : (
            <p className="quiet">Run a question to see its answer here.</p>
          )}
        </Panel>
      </div>
    </div>
  );
}

interface SavedProps {
  readonly query: SavedQuery;
  readonly isBusy: boolean;
  choose(): void;
  forget(): void;
}

/** Built-in queries (`by`: null) cannot be forgotten. */
function SavedRow({ query, isBusy, choose, forget }: SavedProps) {
  return (
    <li className="saved">
      <button type="button" className="saved-name" onClick={choose}>
        {query.name}
        {query.by !== null && <span className="quiet small">by {query.by}</span>}
      </button>
      {query.by !== null && (
        <button
          type="button"
          className="icon-button"
          aria-label={`Forget ${query.name}`}
          disabled={isBusy}
          onClick={forget}
        >
          <Trash2 size={16} aria-hidden />
        </button>
      )}
    </li>
  );
}

interface SqlFormProps {
  readonly sql: string;
  readonly name: string;
  readonly isBusy: boolean;
  onSql(sql: string): void;
  onName(name: string): void;
  onRun(): void;
  onSave(): void;
}

function SqlForm({ sql, name, isBusy, onSql, onName, onRun, onSave }: SqlFormProps) {
  const id = useId();
  return (
    <form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault();
        onRun();
      }}
    >
      <div className="field">
        <label htmlFor={`${id}-sql`}>SQL, one question; it can only read</label>
        <textarea
          id={`${id}-sql`}
          className="mono"
          rows={6}
          spellCheck={false}
          value={sql}
          onChange={(event) => onSql(event.target.value)}
          onKeyDown={(event) => {
            if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
            event.preventDefault();
            onRun();
          }}
        />
      </div>
      <div className="filters">
        <Button
          kind="main"
          type="submit"
          isBusy={isBusy}
          icon={<Play size={16} aria-hidden />}
          hotkey="Ctrl ⏎"
        >
          Run
        </Button>
        <div className="field">
          <label htmlFor={`${id}-name`}>Name to keep it by</label>
          <input
            id={`${id}-name`}
            maxLength={80}
            value={name}
            onChange={(event) => onName(event.target.value)}
          />
        </div>
        <Button disabled={name.trim() === '' || sql.trim() === ''} isBusy={isBusy} onClick={onSave}>
          Save
        </Button>
      </div>
    </form>
  );
}

function Answer({ answer, name }: { readonly answer: QueryAnswer; readonly name: string }) {
  const { columns, rows, cut, tookMs } = answer;
  const take = () => {
    const url = URL.createObjectURL(new Blob([csvOf(columns, rows)], { type: 'text/csv' }));
    const link = document.createElement('a');
    link.href = url;
    link.download = `${name.trim() || 'answer'}.csv`;
    link.click();
    URL.revokeObjectURL(url);
  };
  return (
    <div className="stack">
      <div className="row">
        <p role="status" className="quiet">
          {cut ? `The first ${rows.length} rows` : `${rows.length} rows`} in {Math.max(1, Math.round(tookMs))}{' '}
          ms
        </p>
        <Button small icon={<Download size={14} aria-hidden />} onClick={take}>
          CSV
        </Button>
      </div>
      <Scroll className="answer" label="Rows">
        <table className="table">
          <thead>
            <tr>
              {columns.map((column) => (
                <th key={column} scope="col">
                  {column}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((row, i) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: result rows have no ids.
              <tr key={i}>
                {row.map((cell, j) => (
                  // biome-ignore lint/suspicious/noArrayIndexKey: cells have no ids.
                  <td key={j} className={typeof cell === 'number' ? 'number' : ''}>
                    {cell}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </Scroll>
    </div>
  );
}
