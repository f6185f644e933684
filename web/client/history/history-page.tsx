// To be written.
import { Page } from '../parts/page.tsx';

export function HistoryPage() {
  return <Page title="HistoryPage">{null}</Page>;
}
