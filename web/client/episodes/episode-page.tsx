// To be written.
import { Page } from '../parts/page.tsx';

export function EpisodePage(_props: { readonly n?: string }) {
  return <Page title="EpisodePage">{null}</Page>;
}
