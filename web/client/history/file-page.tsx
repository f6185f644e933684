// To be written.
import { Page } from '../parts/page.tsx';

export function FilePage() {
  return <Page title="FilePage">{null}</Page>;
}
