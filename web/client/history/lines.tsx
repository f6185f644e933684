// A file's lines with their writers in the margin, one mark for each run of lines from one commit. Lines out of view
// are not laid out, so long files stay fast.

import { Bot, UserRound } from 'lucide-react';
import { memo, useEffect, useMemo } from 'react';
import { Link } from 'wouter';
import type { BlameLine } from '../../../src/desk.ts';
import { useRows } from '../hands/use-rows.ts';
import { OpenPathInObsidian } from '../parts/open-in-obsidian.tsx';
import { useStepName } from '../parts/step-name.ts';
import { When } from '../parts/when.tsx';
import { commitAddress } from './addresses.ts';
import { type BlameRun, pieces, runsOf } from './runs.ts';

export function Lines({
  lines,
  line,
  path,
}: {
  readonly lines: readonly BlameLine[];
  readonly line: number | null;
  /** Of the note to open at that line; null if the lines are not as it stands. */
  readonly path: string | null;
}) {
  const stepName = useStepName();
  const ref = useRows<HTMLOListElement>('Lines', 'writer’s mark');
  const runs = useMemo(() => runsOf(lines), [lines]);
  const isThere = lines.length > 0;
  useEffect(() => {
    if (line !== null && isThere) document.getElementById(`L${line}`)?.scrollIntoView({ block: 'center' });
  }, [line, isThere]);
  return (
    <ol className="lines" ref={ref}>
      {runs.map((run) => (
        <RunRow
          key={run.start}
          run={run}
          step={run.first.step && stepName(run.first.step)}
          line={line}
          path={path}
        />
      ))}
    </ol>
  );
}

interface RowProps {
  readonly run: BlameRun;
  readonly step: string | null;
  /** The line to highlight. */
  readonly line: number | null;
  readonly path: string | null;
}

const RunRow = memo(function RunRow({ run, step, line, path }: RowProps) {
  const { first, start, lines } = run;
  const { by, atMs, commit, model } = first;
  const Icon = by.kind === 'bot' ? Bot : UserRound;
  const about = [step, model !== null && model !== 'rules' ? model : null].filter((word) => word !== null);
  return (
    <li className={`run run-${by.kind}`}>
      <div className="run-mark small">
        <Icon size={14} aria-hidden />
        <span className="visually-hidden">
          {lines.length === 1 ? `Line ${start}` : `Lines ${start} to ${start + lines.length - 1}`}:{' '}
        </span>
        <Link href={commitAddress(commit)} data-row={commit}>
          {by.kind === 'bot' ? `Bot: ${about[0] ?? by.name}` : by.name}
        </Link>
        <span className="quiet">
          {by.kind === 'bot' && about.length > 1 && `${about[1]} · `}
          <When atMs={atMs} />
        </span>
      </div>
      <div className="run-text">
        {pieces(run).map((piece) => (
          <div
            key={piece[0]?.line}
            className="run-piece"
            style={{ containIntrinsicSize: `auto ${piece.length * 1.6}rem` }}
          >
            {piece.map((each) => (
              <div
                key={each.line}
                id={`L${each.line}`}
                className={each.line === line ? 'line-of line-here' : 'line-of'}
              >
                <span className="line-no" aria-hidden>
                  {each.line}
                </span>
                <span className="line-text">{each.text === '' ? '\u00a0' : each.text}</span>
                {each.line === line && path !== null && <OpenPathInObsidian path={path} line={line} />}
              </div>
            ))}
          </div>
        ))}
      </div>
    </li>
  );
});
