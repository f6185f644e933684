// Parts that summarise an episode wherever it appears: readiness, length, and what freezes it.
import { CirclePause, Lock, Radio } from 'lucide-react';
import type { CheckReport, EpisodeRow } from '../../../src/desk.ts';
import { lockedBy } from '../../../src/domain/on-air.ts';
import { Badge } from '../parts/badge.tsx';
import { clock, exactly, relative, useNow } from '../parts/when.tsx';

export function blockingIn({ findings }: CheckReport): number {
  return findings.filter(({ blocks }) => blocks).length;
}

export function Readiness({ report }: { readonly report: CheckReport }) {
  const blocking = blockingIn(report);
  return report.ready ? (
    <Badge tone="good">READY</Badge>
  ) : (
    <Badge tone="bad">NOT READY · {blocking} to mend</Badge>
  );
}

/** `18:40 under`, `on time`. */
function overText(overMs: number): string {
  const span = clock(Math.abs(overMs));
  if (span === '0:00') return 'on time';
  return `${span} ${overMs > 0 ? 'over' : 'under'}`;
}

type Times = Pick<CheckReport, 'totalMs' | 'plannedMs' | 'overMs'>;

/** How much of the planned time is filled, and any overrun. The text next to it says the same. */
export function TimeBar({ totalMs, plannedMs }: Times) {
  const fullMs = Math.max(totalMs, plannedMs ?? 0, 1);
  const insideMs = plannedMs === null ? totalMs : Math.min(totalMs, plannedMs);
  return (
    <span className="time-bar" aria-hidden>
      <span className="time-bar-in" style={{ width: `${(insideMs / fullMs) * 100}%` }} />
      <span className="time-bar-over" style={{ width: `${((totalMs - insideMs) / fullMs) * 100}%` }} />
    </span>
  );
}

export function TimesText({ totalMs, plannedMs, overMs }: Times) {
  if (plannedMs === null || overMs === null) return <>{clock(totalMs)}, no length planned</>;
  return (
    <>
      {clock(totalMs)} of {clock(plannedMs)} ·{' '}
      <strong className={overMs > 0 ? 'bad' : ''}>{overText(overMs)}</strong>
    </>
  );
}

export type AirState = { readonly openNow: boolean; readonly changesAtMs: number | null } | null;

/** Why nothing lands in it now, if so, and when it is next on air. */
export function Freezes(props: {
  readonly hold: EpisodeRow['hold'];
  readonly status: string | null;
  readonly onAir: AirState;
}) {
  const { hold, status, onAir } = props;
  const nowMs = useNow();
  const locked = lockedBy(status);
  const until = (atMs: number) => `until ${exactly(atMs)} (${relative(atMs, nowMs)})`;
  return (
    <>
      {onAir?.openNow && (
        <p className="freeze freeze-bad">
          <Radio size={16} aria-hidden />
          <span>
            On air: nothing lands {onAir.changesAtMs === null ? 'for now' : until(onAir.changesAtMs)}
          </span>
        </p>
      )}
      {locked !== null && (
        <p className="freeze">
          <Lock size={16} aria-hidden />
          <span>Its status is {locked}: nothing lands until info.md says otherwise</span>
        </p>
      )}
      {hold && (
        <p className="freeze">
          <CirclePause size={16} aria-hidden />
          <span>
            Held by {hold.by} {hold.untilMs === null ? 'until released' : until(hold.untilMs)}
            {hold.why && <>: {hold.why}</>}
          </span>
        </p>
      )}
      {onAir && !onAir.openNow && onAir.changesAtMs !== null && (
        <p className="freeze freeze-plain">
          <Radio size={16} aria-hidden />
          <span>Next on air {relative(onAir.changesAtMs, nowMs)}; nothing lands then</span>
        </p>
      )}
    </>
  );
}
