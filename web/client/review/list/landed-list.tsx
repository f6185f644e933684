// Recent landings by day, first those that landed by themselves since the last visit. Each can be reverted.

import { CircleAlert, Undo2 } from 'lucide-react';
import { Link } from 'wouter';
import type { LandedRow } from '../../../../src/desk.ts';
import { Badge } from '../../parts/badge.tsx';
import { Button } from '../../parts/button.tsx';
import { Empty } from '../../parts/states.tsx';
import { useStepName } from '../../parts/step-name.ts';
import { When } from '../../parts/when.tsx';
import { count } from '../row-labels.ts';
import { isFresh } from '../rows.ts';

interface LandedProps {
  readonly rows: readonly LandedRow[];
  readonly visitMs: number;
  readonly chosen: string | null;
  readonly stop: string | null;
  readonly troubles: ReadonlyMap<string, string>;
  hrefOf(id: string): string;
  takeBack(row: LandedRow): void;
}

/** Groups in display order. */
export function landedGroups(
  rows: readonly LandedRow[],
  visitMs: number,
  nowMs: number,
): readonly { readonly title: string; readonly rows: readonly LandedRow[] }[] {
  const todayMs = new Date(nowMs).setHours(0, 0, 0, 0);
  const fresh = rows.filter((row) => isFresh(row, visitMs));
  const others = rows.filter((row) => !isFresh(row, visitMs));
  return [
    { title: 'Landed by itself since you were last here', rows: fresh },
    { title: 'Today', rows: others.filter(({ atMs }) => atMs >= todayMs) },
    { title: 'Yesterday', rows: others.filter(({ atMs }) => atMs < todayMs && atMs >= todayMs - 86_400_000) },
    { title: 'Before', rows: others.filter(({ atMs }) => atMs < todayMs - 86_400_000) },
  ].filter((group) => group.rows.length > 0);
}

export function LandedList({ rows, visitMs, chosen, stop, troubles, hrefOf, takeBack }: LandedProps) {
  const stepName = useStepName();
  const groups = landedGroups(rows, visitMs, Date.now());
  if (groups.length === 0)
    return <Empty title="Nothing has landed lately">What lands shows here, with a way back.</Empty>;
  return groups.map((group) => (
    <section key={group.title} className="inbox-episode" aria-label={group.title}>
      <header>
        <h2>{group.title}</h2>
        <span className="count" title={count(group.rows.length, 'change')}>
          {group.rows.length}
        </span>
      </header>
      <ul>
        {group.rows.map((row) => (
          <li key={row.id}>
            <div className="inbox-row inbox-landed" data-chosen={chosen === row.id}>
              <Link
                href={hrefOf(row.id)}
                className="inbox-link"
                data-entry={row.id}
                tabIndex={stop === row.id ? 0 : -1}
                aria-current={chosen === row.id ? 'true' : undefined}
              >
                <span className="inbox-title">{row.title}</span>
                <span className="inbox-facts">
                  <span>{row.episode}</span>
                  <span>{stepName(row.step)}</span>
                  <span>{row.by === 'policy' ? 'by itself' : `accepted by ${row.by}`}</span>
                  <When atMs={row.atMs} />
                </span>
                {troubles.has(row.id) && (
                  <span className="inbox-trouble">
                    <CircleAlert size={14} aria-hidden /> {troubles.get(row.id)}
                  </span>
                )}
              </Link>
              <span className="inbox-bundle">
                <Link
                  href={`/history/${row.commit}`}
                  className="small"
                  tabIndex={stop === row.id ? 0 : -1}
                  aria-label={`Diff of ${row.title}`}
                >
                  Diff
                </Link>
                {row.reverted ? (
                  <Badge>taken back</Badge>
                ) : (
                  <Button
                    small
                    icon={<Undo2 size={14} aria-hidden />}
                    aria-label={`Take back: ${row.title}`}
                    onClick={(event) => {
                      // The button disappears, so move the focus to its row.
                      event.currentTarget.closest('li')?.querySelector<HTMLElement>('[data-entry]')?.focus();
                      takeBack(row);
                    }}
                  >
                    Take back
                  </Button>
                )}
              </span>
            </div>
          </li>
        ))}
      </ul>
    </section>
  ));
}
