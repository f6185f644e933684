// Page of the show's history, newest first, by day, filtered by the address. Landings can be reverted here.
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Link } from 'wouter';
import type { HistoryEntry, HistoryFilter } from '../../../src/desk.ts';
import { useRows } from '../hands/use-rows.ts';
import { useAddress } from '../parts/address.ts';
import { Button } from '../parts/button.tsx';
import { Page, Panel } from '../parts/page.tsx';
import { Empty, Loading, Trouble } from '../parts/states.tsx';
import { useNow } from '../parts/when.tsx';
import { answerTo } from '../questions/questions.ts';
import { byDay, dayWords } from './entry-labels.ts';
import { canRevert, EntryList } from './entry-list.tsx';
import { FILTER_NAMES, Filters, filterOf } from './filters.tsx';
import { TakeBack } from './take-back.tsx';
import './history.css';

const PAGE_ENTRIES = 50;

export function HistoryPage() {
  const [asked, set] = useAddress(FILTER_NAMES);
  const query = useHistoryPages(filterOf(asked));
  const entries = query.data?.pages.flat() ?? [];
  const [taking, setTaking] = useState<HistoryEntry | null>(null);
  const ref = useRows<HTMLDivElement>('History', 'commit', [
    {
      key: 'u',
      label: 'Take back what landed',
      run: (commit) => {
        const entry = entries.find((each) => each.commit === commit);
        if (entry && canRevert(entry)) setTaking(entry);
      },
    },
  ]);
  const nowMs = useNow();
  return (
    <Page
      title="History"
      note="Every change of the show: what people wrote, what landed, what was taken back."
      actions={
        <Link href="/history/compare" className="button button-plain">
          Compare two moments
        </Link>
      }
    >
      <Filters asked={asked} set={set} />
      {query.error && <Trouble error={query.error} again={() => void query.refetch()} />}
      {query.data === undefined && !query.error && <Loading rows={8} />}
      {query.data && entries.length === 0 && (
        <Panel>
          <Empty title="Nothing like that happened">Fewer filters show more.</Empty>
        </Panel>
      )}
      <div ref={ref} className="stack" aria-busy={query.isPlaceholderData}>
        {byDay(entries).map(({ day, atMs, entries: own }) => (
          <Panel key={day} className="panel-flush history-day" title={dayWords(atMs, nowMs)}>
            <EntryList entries={own} onRevert={setTaking} />
          </Panel>
        ))}
      </div>
      {query.hasNextPage && (
        <div className="history-more">
          <Button isBusy={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
            Show older
          </Button>
        </div>
      )}
      {taking?.enhancement && (
        <TakeBack entry={taking} enhancement={taking.enhancement} onClose={() => setTaking(null)} />
      )}
    </Page>
  );
}

function useHistoryPages(filter: HistoryFilter) {
  return useInfiniteQuery({
    queryKey: ['history', 'pages', filter],
    queryFn: ({ pageParam, signal }) => {
      const before = pageParam === null ? {} : { before: pageParam };
      return answerTo('history', [{ ...filter, ...before, limit: PAGE_ENTRIES }], signal);
    },
    initialPageParam: null as string | null,
    getNextPageParam: (page) => (page.length < PAGE_ENTRIES ? null : (page.at(-1)?.commit ?? null)),
    placeholderData: keepPreviousData,
  });
}
