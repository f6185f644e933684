// To be written.
import { Page } from '../parts/page.tsx';

export function JobPage(_props: { readonly id?: string }) {
  return <Page title="JobPage">{null}</Page>;
}
