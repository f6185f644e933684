// Preflight findings: those that block air first, each with its places, what to do, and the open change that mends it.
import { Wrench } from 'lucide-react';
import { useState } from 'react';
import { Link } from 'wouter';
import type { CheckReport } from '../../../src/desk.ts';
import { linesAddress, subjectName } from '../history/addresses.ts';
import { Badge } from '../parts/badge.tsx';
import { Button } from '../parts/button.tsx';
import { Panel } from '../parts/page.tsx';
import { MendAll } from './mend-all.tsx';

type Finding = CheckReport['findings'][number];

interface Group {
  readonly first: Finding;
  readonly places: Finding[];
}

export function Findings({ report }: { readonly report: CheckReport }) {
  const blocking = grouped(report.findings.filter(({ blocks }) => blocks));
  const others = grouped(report.findings.filter(({ blocks }) => !blocks));
  const [isMending, setMending] = useState(false);
  const mends = mendsOf(report.findings).filter(({ accepted }) => !accepted);
  if (blocking.length + others.length === 0 && !isMending) return null;
  return (
    <Panel
      title={<span id="findings">What is to be mended</span>}
      actions={
        mends.length > 0 && (
          <Button small icon={<Wrench size={16} aria-hidden />} onClick={() => setMending(true)}>
            Mend all that can be mended ({mends.length})
          </Button>
        )
      }
    >
      <div className="stack">
        {blocking.length > 0 && (
          <section>
            <h3>Before air</h3>
            <GroupList groups={blocking} />
          </section>
        )}
        {others.length > 0 && (
          <details className="fold" open={blocking.length === 0}>
            <summary>
              <h3>Worth a look ({others.reduce((sum, { places }) => sum + places.length, 0)})</h3>
            </summary>
            <GroupList groups={others} />
          </details>
        )}
      </div>
      {isMending && (
        <MendAll episode={report.episode} ids={mends.map(({ id }) => id)} onClose={() => setMending(false)} />
      )}
    </Panel>
  );
}

const TONES = { error: 'bad', warning: 'warn', note: 'plain' } as const;
const MOST_PLACES = 12;

function GroupList({ groups }: { readonly groups: readonly Group[] }) {
  return (
    <ul className="rows findings">
      {groups.map(({ first, places }) => (
        <li key={`${first.code} ${first.path} ${first.line} ${first.message}`}>
          <div>
            <p>
              {!first.blocks && (
                <span className="finding-weight">
                  <Badge tone={TONES[first.severity]}>{first.severity}</Badge>
                </span>
              )}
              <strong>{first.message}</strong>
            </p>
            <p className="small quiet">{first.todo}</p>
            {mendsOf(places).map(({ id, title, accepted }) => (
              <p key={id} className="small finding-mend">
                <Wrench size={14} aria-hidden /> <Link href={`/enhancements/${id}`}>{title}</Link>
                {accepted && <Badge tone="good">accepted</Badge>}
              </p>
            ))}
          </div>
          <p className="small finding-places">
            {places.slice(0, MOST_PLACES).map(({ path, line }) => (
              <Link
                key={`${path} ${line}`}
                className="finding-place"
                href={linesAddress(path, line === null ? {} : { line })}
              >
                {subjectName(path)}
                {line !== null && `, line ${line}`}
              </Link>
            ))}
            {places.length > MOST_PLACES && (
              <span className="quiet">and {places.length - MOST_PLACES} more</span>
            )}
          </p>
        </li>
      ))}
    </ul>
  );
}

/** The changes that mend these, each once. */
function mendsOf(findings: readonly Finding[]): readonly NonNullable<Finding['mend']>[] {
  const mends = findings.flatMap(({ mend }) => mend ?? []);
  return [...new Map(mends.map((one) => [one.id, one])).values()];
}

function grouped(findings: readonly Finding[]): readonly Group[] {
  const groups = new Map<string, Group>();
  for (const finding of findings) {
    const key = `${finding.code}\n${finding.message}\n${finding.todo}`;
    const known = groups.get(key);
    if (known === undefined) groups.set(key, { first: finding, places: [finding] });
    else known.places.push(finding);
  }
  return [...groups.values()];
}
