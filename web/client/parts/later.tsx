// A page whose code loads on the first visit and is cached as a query. If loading fails, the page shows an error and
// stays; the code is loaded again when the connection is back.
import { queryOptions, useQuery } from '@tanstack/react-query';
import type { ComponentType } from 'react';
import { AnswerProblem } from '../questions/ask.ts';
import { Page } from './page.tsx';
import { Loading, Trouble } from './states.tsx';

const SENTENCE = 'This page can’t be fetched now. It comes by itself; after an update, load the page anew.';

/** `title`: shown while it loads; also the query key, so it must be unique. */
export function later<P extends object>(
  title: string,
  load: () => Promise<ComponentType<P>>,
): ComponentType<P> {
  const code = queryOptions({
    queryKey: ['code', title],
    queryFn: async () => {
      try {
        return { Loaded: await load() };
      } catch {
        throw new AnswerProblem('NO_ANSWER', SENTENCE, 0);
      }
    },
  });
  return function Later(props: P) {
    const { data, error, refetch } = useQuery(code);
    if (data !== undefined) return <data.Loaded {...props} />;
    return (
      <Page title={title} note=" ">
        {error ? <Trouble error={error} again={() => void refetch()} /> : <Loading rows={6} />}
      </Page>
    );
  };
}
