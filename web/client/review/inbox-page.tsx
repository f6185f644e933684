// To be written.
import { Page } from '../parts/page.tsx';

export function InboxPage(_props: { readonly id?: string }) {
  return <Page title="InboxPage">{null}</Page>;
}
