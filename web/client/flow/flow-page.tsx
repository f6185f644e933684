// To be written.
import { Page } from '../parts/page.tsx';

export function FlowPage() {
  return <Page title="FlowPage">{null}</Page>;
}
