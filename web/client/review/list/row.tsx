// One inbox row: an enhancement, or the small fixes of one segment.

import { ChevronDown, ChevronRight, CircleAlert } from 'lucide-react';
import { Link } from 'wouter';
import { Badge } from '../../parts/badge.tsx';
import { Button } from '../../parts/button.tsx';
import { useStepName } from '../../parts/step-name.ts';
import type { GroupEntry } from '../groups.ts';
import { count, sureness, WAITS_SHORTLY, waits } from '../row-labels.ts';

export interface RowHands {
  readonly chosen: string | null;
  readonly selected: ReadonlySet<string>;
  readonly unfolded: ReadonlySet<string>;
  readonly troubles: ReadonlyMap<string, string>;
  hrefOf(entry: GroupEntry): string;
  select(entry: GroupEntry, on: boolean): void;
  unfold(entry: GroupEntry): void;
  accept(entry: GroupEntry): void;
}

interface RowProps {
  readonly entry: GroupEntry;
  readonly hands: RowHands;
  /** Reasons already listed above, because several rows share them. */
  readonly said: readonly string[];
  /** Tab stops at this row. */
  readonly isStop: boolean;
}

export function Row({ entry, hands, said, isStop }: RowProps) {
  const stepName = useStepName();
  const { rows, isBundle } = entry;
  const [first] = rows;
  if (first === undefined) return null;
  const title = titleOf(entry);
  const trouble = rows.map(({ id }) => hands.troubles.get(id)).find((text) => text !== undefined);
  const isStale = rows.some(({ stale }) => stale !== null);
  const isUnfolded = isBundle && hands.unfolded.has(entry.id);
  const sentences = [...new Set(rows.map(waits))].filter((sentence) => !said.includes(sentence));
  const steps = [...new Set(rows.map(({ step }) => stepName(step)))].join(', ');
  return (
    <div
      className={`inbox-row ${entry.isSummary ? 'inbox-summary' : ''}`}
      data-chosen={hands.chosen === entry.id && !isUnfolded}
    >
      <span className="inbox-check">
        <input
          type="checkbox"
          aria-label={`Select: ${title}`}
          tabIndex={isStop ? 0 : -1}
          checked={rows.every(({ id }) => hands.selected.has(id))}
          onChange={(event) => hands.select(entry, event.target.checked)}
        />
      </span>
      {isUnfolded ? (
        <span className="inbox-link">
          <span className="inbox-title">{title}</span>
        </span>
      ) : (
        <Link
          href={hands.hrefOf(entry)}
          className="inbox-link"
          data-entry={entry.id}
          tabIndex={isStop ? 0 : -1}
          aria-current={hands.chosen === entry.id ? 'true' : undefined}
        >
          <span className="inbox-title">{title}</span>
          <span className="inbox-facts">
            <span>{steps}</span>
            {!isBundle && <span>{sureness(first)}</span>}
            {sentences.length === 0 && <span>{WAITS_SHORTLY[first.waitsFor]}</span>}
            {isStale && <Badge tone="warn">older text</Badge>}
            {first.state === 'accepted' && <Badge tone="good">accepted</Badge>}
          </span>
          {sentences.map((sentence) => (
            <span key={sentence} className="inbox-waits">
              {sentence}
            </span>
          ))}
          {trouble !== undefined && (
            <span className="inbox-trouble">
              <CircleAlert size={14} aria-hidden /> {trouble}
            </span>
          )}
        </Link>
      )}
      {isBundle && !entry.isSummary && (
        <BundleActs entry={entry} title={title} hands={hands} isUnfolded={isUnfolded} isStop={isStop} />
      )}
    </div>
  );
}

/** Of one change, or of what a bundle holds. */
function titleOf({ rows, isBundle, isSummary }: GroupEntry): string {
  if (isSummary) return 'Made from the whole episode';
  return isBundle ? count(rows.length, 'small fix', 'small fixes') : (rows[0]?.title ?? '');
}

interface BundleActsProps extends Pick<RowProps, 'entry' | 'hands' | 'isStop'> {
  readonly title: string;
  readonly isUnfolded: boolean;
}

function BundleActs({ entry, title, hands, isUnfolded, isStop }: BundleActsProps) {
  return (
    <span className="inbox-bundle">
      <Button small tabIndex={isStop ? 0 : -1} onClick={() => hands.accept(entry)}>
        Accept all {entry.rows.length}
      </Button>
      <button
        type="button"
        className="icon-button"
        tabIndex={isStop ? 0 : -1}
        aria-expanded={isUnfolded}
        aria-label={isUnfolded ? `Fold ${title}` : `Unfold ${title}`}
        onClick={() => hands.unfold(entry)}
      >
        {isUnfolded ? <ChevronDown size={18} aria-hidden /> : <ChevronRight size={18} aria-hidden />}
      </button>
    </span>
  );
}
