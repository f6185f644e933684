// The show as a bar: blocks and items drawn to length, those not ready hatched. The rundown below has everything in
// words, so screen readers get only a one-line caption.
import type { CheckReport } from '../../../src/desk.ts';
import { plainName } from '../history/addresses.ts';
import { clock } from '../parts/when.tsx';
import { blocksOf } from './blocks.ts';

type Item = CheckReport['items'][number];

/** Focuses the rundown link whose `data-item` is this path. */
function goToItem(path: string): void {
  const row = document.querySelector<HTMLElement>(`[data-item="${CSS.escape(path)}"]`);
  row?.focus({ preventScroll: true });
  row?.closest('tr')?.scrollIntoView({ block: 'center' });
}

export function Timeline({ report }: { readonly report: CheckReport }) {
  const { items, totalMs, plannedMs } = report;
  const fullMs = Math.max(totalMs, plannedMs ?? 0, 1);
  const width = (ms: number) => `${(ms / fullMs) * 100}%`;
  const blocks = blocksOf(items);
  return (
    <figure className="timeline">
      <figcaption className="visually-hidden">
        {blocks
          .filter(({ letter }) => letter !== null)
          .map(
            ({ letter, startMs, durationMs }) =>
              `Block ${letter}: ${clock(durationMs)}, from ${clock(startMs)}`,
          )
          .join('. ')}
        . The table below has every segment.
      </figcaption>
      <div className="timeline-strip" aria-hidden>
        {blocks.map((block) => (
          <div
            key={block.startMs + (block.letter ?? '')}
            className="timeline-block"
            style={{ width: width(block.durationMs) }}
          >
            <span className="timeline-letter">
              {block.letter}{' '}
              {block.letter !== null && <span className="timeline-length">{clock(block.durationMs)}</span>}
            </span>
            <div className="timeline-items">
              {block.items.map((item) => (
                <TimelineItem key={item.path} item={item} of={block.durationMs} />
              ))}
            </div>
          </div>
        ))}
        {plannedMs !== null && totalMs < plannedMs && (
          <div className="timeline-block" style={{ width: width(plannedMs - totalMs) }}>
            <span className="timeline-letter" />
            <div className="timeline-items timeline-free">
              <span>{clock(plannedMs - totalMs)} free</span>
            </div>
          </div>
        )}
        {plannedMs !== null && totalMs > plannedMs && (
          <span className="timeline-planned" style={{ left: width(plannedMs) }} />
        )}
      </div>
      <div className="timeline-ticks" aria-hidden>
        {ticks(fullMs).map((ms) => (
          <span key={ms} style={{ left: width(ms) }}>
            {clock(ms)}
          </span>
        ))}
      </div>
    </figure>
  );
}

function TimelineItem({ item, of }: { readonly item: Item; readonly of: number }) {
  const { path, title, order, durationMs, ready, block } = item;
  const name = title ?? plainName(path);
  const says = `${order ?? ''} ${name} · ${clock(durationMs)} · ${ready ? 'ready' : 'not ready'}`.trim();
  return (
    <button
      type="button"
      tabIndex={-1}
      title={says}
      className={`timeline-item ${ready ? 'timeline-ready' : 'timeline-not'} ${block === null ? 'timeline-break' : ''}`}
      style={{ width: of === 0 ? 'auto' : `${(durationMs / of) * 100}%` }}
      onClick={() => goToItem(path)}
    >
      <span>{name}</span>
    </button>
  );
}

const STEPS_MS = [60_000, 5 * 60_000, 10 * 60_000, 15 * 60_000, 30 * 60_000, 3_600_000];
const MOST_TICKS = 7;
/** Fraction of the width; a label further right would run over the edge. */
const LAST_TICK = 0.96;

function ticks(fullMs: number): readonly number[] {
  const step = STEPS_MS.find((ms) => fullMs / ms <= MOST_TICKS) ?? Math.ceil(fullMs / MOST_TICKS);
  return Array.from({ length: Math.floor(fullMs / step) + 1 }, (_, i) => i * step).filter(
    (ms) => ms < fullMs * LAST_TICK,
  );
}
