// What stands where nothing stands yet: loading, nothing to show, and what went wrong, with a way on.
import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
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

export function Trouble({ error, again }: { readonly error: Error; readonly again?: () => void }) {
  return (
    <div className="trouble" role="alert">
      <p>{error.message}</p>
      {again && (
        <Button small onClick={again}>
          Try again
        </Button>
      )}
    </div>
  );
}

/** Shows the answer; till then bones, and what went wrong instead. An older answer stays while a newer one is on its way. */
export function Answered<T>(props: {
  readonly query: UseQueryResult<T, Error>;
  readonly rows?: number;
  readonly children: (answer: T) => ReactNode;
}) {
  const { query, rows, children } = props;
  if (query.data !== undefined) return children(query.data);
  if (query.error) return <Trouble error={query.error} again={() => void query.refetch()} />;
  return <Loading {...(rows === undefined ? {} : { rows })} />;
}
