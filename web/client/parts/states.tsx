// What stands where nothing stands yet: loading, nothing to show, and what went wrong, with a way on.
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
        // biome-ignore lint/suspicious/noArrayIndexKey: they are all alike, and never move.
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
  /** A link to where one can go instead. */
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

/** What is not there, or asked wrongly, is so again. */
function mayPass(error: Error): boolean {
  return (
    !(error instanceof AnswerProblem) || error.status < 400 || error.status >= 500 || error.status === 429
  );
}

/** Shows the answer; till then bones, and what went wrong instead. An older answer stays while a newer one is on its way. */
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
