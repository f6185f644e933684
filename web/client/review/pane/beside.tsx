// What stands beside a change: the one whose place it takes, what was said of it, and words typed for parts that are gone.
import type { DecisionRow, EnhancementDetail, Review } from '../../../../src/desk.ts';
import { When } from '../../parts/when.tsx';
import { ChangeView } from '../diff/change-view.tsx';
import { count } from '../words.ts';

export function Older({ review: { supersedes } }: { readonly review: Review }) {
  if (supersedes === null) return null;
  return (
    <details className="beside">
      <summary>Takes the place of “{supersedes.title}”, which was decided before</summary>
      <ChangeView id={supersedes.id} files={supersedes.files} way="parts" hands={null} />
    </details>
  );
}

export function Said(props: {
  readonly decisions: readonly DecisionRow[];
  readonly diagnostics: EnhancementDetail['diagnostics'];
}) {
  const { decisions, diagnostics } = props;
  if (decisions.length === 0 && diagnostics.length === 0) return null;
  return (
    <details className="beside">
      <summary>{count(decisions.length + diagnostics.length, 'remark')}</summary>
      <ul className="stack small">
        {decisions.map(({ kind, by, atMs, why }) => (
          <li key={`${kind} ${atMs}`}>
            {by}: {kind}
            {why === null ? '' : `, ${why}`}{' '}
            <span className="quiet">
              (<When atMs={atMs} />)
            </span>
          </li>
        ))}
        {diagnostics.map(({ code, line, message }) => (
          <li key={`${code} ${line} ${message}`}>
            {message} {line === null ? '' : <span className="quiet">line {line}</span>}
          </li>
        ))}
      </ul>
    </details>
  );
}

export function Orphans({ words }: { readonly words: Readonly<Record<string, string>> }) {
  const all = Object.entries(words);
  if (all.length === 0) return null;
  return (
    <section className="banner banner-warn" aria-label="Your words without a place">
      <div className="stack">
        <p>The change is another one now. This is what you had typed for parts that are gone:</p>
        {all.map(([key, text]) => (
          <pre key={key} className="orphan">
            {text}
          </pre>
        ))}
      </div>
    </section>
  );
}
