// What a browser shows where there is nothing to show.
import type { Fault } from '../../src/errors.ts';
import { html } from './html.ts';
import { layout } from './layout.ts';

export function failurePage({ code, message }: Fault): string {
  const body = html`<section class="card failure"><h1>${message}</h1>
<p class="meta">${code}</p><p><a href="/">Back to the show</a></p></section>`;
  return layout({ title: message, show: 'Show-Build', body, refreshSeconds: null });
}
