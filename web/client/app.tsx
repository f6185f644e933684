// Which page stands at which address. Pages are loaded when they are first gone to; the inbox comes with the frame.
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { lazy, Suspense, useEffect } from 'react';
import { Link, Route, Switch } from 'wouter';
import { questions } from './api/questions.ts';
import { Page } from './parts/page.tsx';
import { Empty, Loading } from './parts/states.tsx';
import { textDiffCode } from './review/diff/text-diff-code.ts';
import { InboxPage } from './review/inbox-page.tsx';
import { Frame } from './shell/frame.tsx';
import type { LiveLine } from './shell/live.ts';
import { Login } from './shell/login.tsx';

const EpisodesPage = lazy(() =>
  import('./episodes/episodes-page.tsx').then((m) => ({ default: m.EpisodesPage })),
);
const EpisodePage = lazy(() =>
  import('./episodes/episode-page.tsx').then((m) => ({ default: m.EpisodePage })),
);
const HistoryPage = lazy(() =>
  import('./history/history-page.tsx').then((m) => ({ default: m.HistoryPage })),
);
const CommitPage = lazy(() => import('./history/commit-page.tsx').then((m) => ({ default: m.CommitPage })));
const ComparePage = lazy(() =>
  import('./history/compare-page.tsx').then((m) => ({ default: m.ComparePage })),
);
const FilePage = lazy(() => import('./history/file-page.tsx').then((m) => ({ default: m.FilePage })));
const JobsPage = lazy(() => import('./jobs/jobs-page.tsx').then((m) => ({ default: m.JobsPage })));
const JobPage = lazy(() => import('./jobs/job-page.tsx').then((m) => ({ default: m.JobPage })));
const FlowPage = lazy(() => import('./flow/flow-page.tsx').then((m) => ({ default: m.FlowPage })));
const SearchPage = lazy(() => import('./search/search-page.tsx').then((m) => ({ default: m.SearchPage })));

/** By then the first page is there; the next one that needs a diff finds its code. */
const CODE_AHEAD_MS = 1_500;

export function App({ live }: { readonly live: LiveLine }) {
  const client = useQueryClient();
  const { data: session } = useQuery(questions.session());
  useEffect(() => {
    const timer = window.setTimeout(() => void client.prefetchQuery(textDiffCode), CODE_AHEAD_MS);
    return () => clearTimeout(timer);
  }, [client]);
  if (session?.needed === true && !session.loggedIn) return <Login show={session.show} />;
  return (
    <Frame live={live}>
      <Suspense fallback={<Loading rows={6} />}>
        <Switch>
          <Route path="/">
            <InboxPage />
          </Route>
          <Route path="/enhancements/:id">{({ id }) => <InboxPage id={id} />}</Route>
          <Route path="/episodes" component={EpisodesPage} />
          <Route path="/episodes/:n">{({ n }) => <EpisodePage n={n} />}</Route>
          <Route path="/history" component={HistoryPage} />
          <Route path="/history/compare" component={ComparePage} />
          <Route path="/history/file" component={FilePage} />
          <Route path="/history/:commit">{({ commit }) => <CommitPage commit={commit} />}</Route>
          <Route path="/jobs" component={JobsPage} />
          <Route path="/jobs/:id">{({ id }) => <JobPage id={id} />}</Route>
          <Route path="/flow" component={FlowPage} />
          <Route path="/search" component={SearchPage} />
          <Route>
            <Page title="Nothing here">
              <Empty title="There is no such page">
                <Link href="/">Back to the inbox</Link>
              </Empty>
            </Page>
          </Route>
        </Switch>
      </Suspense>
    </Frame>
  );
}
