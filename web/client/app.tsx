// Maps addresses to pages. A page's code loads on the first visit; the inbox comes with the frame.
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { Link, Route, Switch, useLocation } from 'wouter';
import { later } from './parts/later.tsx';
import { Page } from './parts/page.tsx';
import { Empty } from './parts/states.tsx';
import { sessionQuestion } from './questions/questions.ts';
import { textDiffCode } from './review/diff/text-diff-code.ts';
import { InboxPage } from './review/inbox-page.tsx';
import { Unbroken } from './shell/broken.tsx';
import { Frame } from './shell/frame.tsx';
import type { LiveLine } from './shell/live.ts';
import { Login } from './shell/login.tsx';

const EpisodesPage = later('Episodes', () =>
  import('./episodes/episodes-page.tsx').then((m) => m.EpisodesPage),
);
const EpisodePage = later('Episode', () => import('./episodes/episode-page.tsx').then((m) => m.EpisodePage));
const HistoryPage = later('History', () => import('./history/history-page.tsx').then((m) => m.HistoryPage));
const CommitPage = later('Commit', () => import('./history/commit-page.tsx').then((m) => m.CommitPage));
const ComparePage = later('Compare two moments', () =>
  import('./history/compare-page.tsx').then((m) => m.ComparePage),
);
const FilePage = later('Line by line', () => import('./history/file-page.tsx').then((m) => m.FilePage));
const JobsPage = later('Jobs', () => import('./jobs/jobs-page.tsx').then((m) => m.JobsPage));
const JobPage = later('Job', () => import('./jobs/job-page.tsx').then((m) => m.JobPage));
const FlowPage = later('Flow', () => import('./flow/flow-page.tsx').then((m) => m.FlowPage));
const MachinesPage = later('Machines', () =>
  import('./machines/machines-page.tsx').then((m) => m.MachinesPage),
);
const ConflictsPage = later('Conflicts', () =>
  import('./conflicts/conflicts-page.tsx').then((m) => m.ConflictsPage),
);
const SearchPage = later('Search', () => import('./search/search-page.tsx').then((m) => m.SearchPage));

/** The first page is shown by then; the next one that needs a diff finds its code loaded. */
const CODE_AHEAD_MS = 1_500;

export function App({ live }: { readonly live: LiveLine }) {
  const client = useQueryClient();
  const { data: session, failureCount } = useQuery(sessionQuestion());
  const [location] = useLocation();
  useEffect(() => {
    const timer = window.setTimeout(() => void client.prefetchQuery(textDiffCode), CODE_AHEAD_MS);
    return () => clearTimeout(timer);
  }, [client]);
  // Nothing that needs a login is requested before the session is known.
  if (session === undefined && failureCount === 0) return null;
  if (session?.needed === true && !session.loggedIn) return <Login show={session.show} />;
  return (
    <Frame live={live}>
      <Unbroken place={location}>
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
          <Route path="/machines" component={MachinesPage} />
          <Route path="/conflicts" component={ConflictsPage} />
          <Route path="/search" component={SearchPage} />
          <Route>
            <Page title="Nothing here">
              <Empty title="There is no such page">
                <Link href="/">Back to the inbox</Link>
              </Empty>
            </Page>
          </Route>
        </Switch>
      </Unbroken>
    </Frame>
  );
}
