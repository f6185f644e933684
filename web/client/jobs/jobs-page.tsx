// Page of the running jobs, and of the figures on cost and benefit.
import { useAddress } from '../parts/address.ts';
import { Segments } from '../parts/choice.tsx';
import { Page } from '../parts/page.tsx';
import { AnalyticsView } from './analytics.tsx';
import { JobsView } from './jobs-view.tsx';
import './jobs.css';

export function JobsPage() {
  const [{ view }, set] = useAddress(['view']);
  const isNumbers = view === 'numbers';
  return (
    <Page
      title="Jobs"
      note="What the bot is working on, and what that costs and brings."
      actions={
        <Segments
          label="What to see"
          value={isNumbers ? 'numbers' : ''}
          options={[
            { value: '', label: 'At work' },
            { value: 'numbers', label: 'Numbers' },
          ]}
          onChange={(value) => set({ view: value })}
        />
      }
    >
      {isNumbers ? <AnalyticsView /> : <JobsView />}
    </Page>
  );
}
