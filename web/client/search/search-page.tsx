// To be written.
import { Page } from '../parts/page.tsx';

export function SearchPage() {
  return <Page title="SearchPage">{null}</Page>;
}
