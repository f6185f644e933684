// Page for searching all episodes, by words and fields or in SQL.
import { useAddress } from '../parts/address.ts';
import { Segments } from '../parts/choice.tsx';
import { Page } from '../parts/page.tsx';
import { FindView } from './find-view.tsx';
import './search.css';
import { SqlView } from './sql-view.tsx';

export function SearchPage() {
  const [{ view }, set] = useAddress(['view']);
  const isSql = view === 'sql';
  return (
    <Page
      title="Search"
      note={isSql ? 'Read-only questions to the database, in SQL.' : 'All episodes, the closed ones too.'}
      actions={
        <Segments
          label="How to ask"
          value={isSql ? 'sql' : ''}
          options={[
            { value: '', label: 'Words' },
            { value: 'sql', label: 'SQL' },
          ]}
          onChange={(value) => set({ view: value })}
        />
      }
    >
      {isSql ? <SqlView /> : <FindView />}
    </Page>
  );
}
