// The rundown as a table, block by block: start and length, cues, readiness and open changes of each segment.
import { Link } from 'wouter';
import type { CheckReport, EpisodeCue, EpisodeDetail } from '../../../src/desk.ts';
import { useRows } from '../hands/use-rows.ts';
import { linesAddress, plainName } from '../history/addresses.ts';
import { Badge } from '../parts/badge.tsx';
import { clock } from '../parts/when.tsx';
import { type BlockView, blocksOf } from './blocks.ts';

type Row = EpisodeDetail['rundown'][number];
type Item = CheckReport['items'][number];

interface Facts {
  readonly episode: string;
  readonly rows: ReadonlyMap<string, Row>;
  /** Path → sentences about what blocks it. */
  readonly blocking: ReadonlyMap<string, readonly string[]>;
  readonly open: ReadonlyMap<string, number>;
  readonly totalMs: number;
}

export function RundownTable(props: { readonly detail: EpisodeDetail; readonly report: CheckReport }) {
  const { detail, report } = props;
  const ref = useRows<HTMLTableElement>('Rundown', 'segment');
  const facts = factsOf(detail, report);
  const leftOut = report.items.filter(({ onAir }) => !onAir);
  return (
    <div className="table-scroll">
      <table className="table rundown" id="rundown" ref={ref}>
        <caption className="visually-hidden">The rundown, block by block</caption>
        <thead>
          <tr>
            <th scope="col" className="number rundown-order">
              No.
            </th>
            <th scope="col">Segment</th>
            <th scope="col" className="number">
              Length
            </th>
            <th scope="col" className="number rundown-start">
              Starts
            </th>
            <th scope="col" className="number rundown-back">
              Back time
            </th>
            <th scope="col">Ready</th>
          </tr>
        </thead>
        {blocksOf(report.items).map((block) => (
          <tbody key={`${block.letter ?? 'break'} ${block.startMs} ${block.items[0]?.path ?? ''}`}>
            {block.letter !== null && <BlockHead block={block} />}
            {block.items.map((item) => (
              <SegmentRow key={item.path} item={item} facts={facts} />
            ))}
          </tbody>
        ))}
        {leftOut.length > 0 && (
          <tbody>
            <tr className="rundown-block">
              <th scope="rowgroup" colSpan={6}>
                Left out of the show
              </th>
            </tr>
            {leftOut.map((item) => (
              <SegmentRow key={item.path} item={item} facts={facts} />
            ))}
          </tbody>
        )}
      </table>
    </div>
  );
}

function BlockHead({ block }: { readonly block: BlockView }) {
  return (
    <tr className="rundown-block">
      <th scope="rowgroup" colSpan={6}>
        Block {block.letter} <span className="quiet">· {clock(block.durationMs)}</span>
      </th>
    </tr>
  );
}

function SegmentRow({ item, facts }: { readonly item: Item; readonly facts: Facts }) {
  const { path, order, title, type, startMs, durationMs, onAir, block } = item;
  const row = facts.rows.get(path);
  const open = facts.open.get(path) ?? 0;
  return (
    <tr className={block === null ? 'rundown-aside' : ''}>
      <td className="number rundown-order">{order ?? '–'}</td>
      <td className="rundown-what">
        <div className="rundown-title">
          <Link
            href={linesAddress(path)}
            data-row={path}
            data-item={path}
            title="Line by line: who wrote what"
          >
            {title ?? plainName(path)}
          </Link>
          {open > 0 && (
            <Link href={`/?episode=${facts.episode}`} className="open-link">
              <Badge tone="accent">{open} open</Badge>
            </Link>
          )}
        </div>
        <p className="small quiet">
          {[type ?? 'no type', row?.slug].filter(Boolean).join(' · ')}
          {startMs !== null && (
            <span className="rundown-phone">
              {' '}
              · starts {clock(startMs)} · back {clock(facts.totalMs - startMs)}
            </span>
          )}
        </p>
        {row && row.cueList.length > 0 && <Cues cues={row.cueList} />}
      </td>
      <td className="number">{onAir ? clock(durationMs) : (row?.duration ?? '–')}</td>
      <td className="number rundown-start">{startMs === null ? '–' : clock(startMs)}</td>
      <td className="number rundown-back">{startMs === null ? '–' : clock(facts.totalMs - startMs)}</td>
      <td className="rundown-ready">
        <Ready item={item} why={facts.blocking.get(path) ?? []} />
      </td>
    </tr>
  );
}

function Ready({ item, why }: { readonly item: Item; readonly why: readonly string[] }) {
  if (!item.onAir)
    return (
      <>
        <Badge>left out</Badge>
        {item.whyNot !== null && <p className="small quiet">{item.whyNot}</p>}
      </>
    );
  if (item.ready) return <Badge tone="good">ready</Badge>;
  return (
    <>
      <Badge tone="bad">not ready</Badge>
      <p className="small quiet">
        {why[0] ?? 'something blocks it'}
        {why.length > 1 && `, and ${why.length - 1} more`}
      </p>
    </>
  );
}

function Cues({ cues }: { readonly cues: readonly EpisodeCue[] }) {
  return (
    <ul className="chips" aria-label="Cues">
      {cues.map((cue) => (
        <li key={cue.line} className={`chip ${cue.missing ? 'chip-missing' : ''}`} title={sayingOf(cue)}>
          <span className="chip-type">{cue.type ?? 'no type'}</span>
          {cue.slug !== null && (
            <>
              <span aria-hidden> ▸ </span>
              {cue.slug}
            </>
          )}
          {cue.missing && <strong> · missing</strong>}
        </li>
      ))}
    </ul>
  );
}

function sayingOf({ line, durationMs, mediaPath, missing, whyMissing }: EpisodeCue): string {
  const length = durationMs === null ? '' : `, ${clock(durationMs)}`;
  const plays = missing
    ? `: ${whyMissing ?? 'its file is missing'}`
    : mediaPath === null
      ? ''
      : `: ${mediaPath}`;
  return `line ${line}${length}${plays}`;
}

function factsOf({ episode, rundown, enhancements }: EpisodeDetail, report: CheckReport): Facts {
  const blocking = new Map<string, string[]>();
  for (const { path, message, blocks } of report.findings)
    if (blocks) blocking.set(path, [...(blocking.get(path) ?? []), message]);
  const open = new Map<string, number>();
  for (const { state, paths } of enhancements)
    if (state === 'proposed' || state === 'accepted')
      for (const path of paths) open.set(path, (open.get(path) ?? 0) + 1);
  return {
    episode,
    rows: new Map(rundown.map((row) => [row.path, row])),
    blocking,
    open,
    totalMs: report.totalMs,
  };
}
