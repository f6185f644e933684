// To be written.
import { Page } from '../parts/page.tsx';

export function ComparePage() {
  return <Page title="ComparePage">{null}</Page>;
}
