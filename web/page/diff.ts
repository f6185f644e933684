// A unified diff for eyes: removed and added lines in colour, and within a line what really changed.
import { type DiffLine, diffLines } from '../words/diff-lines.ts';
import { type Html, html } from './html.ts';

/** A browser takes its time over longer ones; the command line shows all. */
const MOST_LINES = 5000;

export function diffBlock(diff: string): Html {
  const lines = diffLines(diff);
  const hidden = lines.length - MOST_LINES;
  return html`<pre class="diff">${lines.slice(0, MOST_LINES).map(diffLine)}</pre>
${hidden > 0 && html`<p class="empty">${hidden} more lines; show-build diff shows all.</p>`}`;
}

function diffLine({ kind, text, changed }: DiffLine): Html {
  return html`<span class="line ${kind}"><bdi>${changed.length === 0 ? text : marked(text, changed)}</bdi>
</span>`;
}

/** The stretches count from behind the line's first sign. */
function marked(text: string, changed: DiffLine['changed']): Html {
  const line = text.slice(1);
  let at = 0;
  const pieces = changed.map(({ start, end }) => {
    const piece = html`${line.slice(at, start)}<mark>${line.slice(start, end)}</mark>`;
    at = end;
    return piece;
  });
  return html`${text.slice(0, 1)}${pieces}${line.slice(at)}`;
}
