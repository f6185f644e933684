// To be written.
import { Page } from '../parts/page.tsx';

export function EpisodesPage() {
  return <Page title="EpisodesPage">{null}</Page>;
}
