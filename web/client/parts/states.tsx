// Stand-ins for content: loading, empty, and errors with a way on.
import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { AnswerProblem } from '../questions/ask.ts';
import { Button } from './button.tsx';

export function Loading({
  rows = 4,
  label = 'Loading',
}: {
  readonly rows?: number;
  readonly label?: string;
}) {
  return (
    <div className="loading" role="status" aria-label={label}>
      {Array.from({ length: rows }, (_, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the rows are identical and never move.
        <div key={i} className="bone" />
      ))}
    </div>
  );
}

export function Empty(props: {
  readonly title: string;
  readonly children?: ReactNode;
  readonly icon?: ReactNode;
}) {
  return (
    <div className="empty">
      {props.icon}
      <p className="empty-title">{props.title}</p>
      {props.children !== undefined && <p className="quiet">{props.children}</p>}
    </div>
  );
}

interface TroubleProps {
  readonly error: Error;
  readonly again?: () => void;
  /** Link to another place to go. */
  readonly wayOn?: ReactNode;
}

export function Trouble({ error, again, wayOn }: TroubleProps) {
  return (
    <div className="trouble" role="alert">
      <p>{error.message}</p>
      {again && mayPass(error) && (
        <Button small onClick={again}>
          Try again
        </Button>
      )}
      {wayOn}
    </div>
  );
}

/** Whether another try may help. A 4xx would fail again, except 429. */
function mayPass(error: Error): boolean {
  return (
    !(error instanceof AnswerProblem) || error.status < 400 || error.status >= 500 || error.status === 429
  );
}

/**
 * Shows the answer; until then placeholder rows or the error. A previous answer stays visible while a newer one loads.
 */
export function Answered<T>(props: {
  readonly query: UseQueryResult<T, Error>;
  readonly rows?: number;
  readonly wayOn?: ReactNode;
  readonly children: (answer: T) => ReactNode;
}) {
  const { query, rows, wayOn, children } = props;
  if (query.data !== undefined) return children(query.data);
  if (query.error) return <Trouble error={query.error} again={() => void query.refetch()} wayOn={wayOn} />;
  return <Loading {...(rows === undefined ? {} : { rows })} />;
}
