// To be written.
import { Page } from '../parts/page.tsx';

export function CommitPage(_props: { readonly commit?: string }) {
  return <Page title="CommitPage">{null}</Page>;
}
