// The files that people edited last: whose version is the newest, and which machines do not have it yet.
import { Link } from 'wouter';
import type { NewestEdit } from '../../../src/desk.ts';
import { linesAddress, placeName, subjectName } from '../history/addresses.ts';
import { Badge } from '../parts/badge.tsx';
import { When } from '../parts/when.tsx';

export function Edits({ edits }: { readonly edits: readonly NewestEdit[] }) {
  return (
    <ul className="rows">
      {edits.map((edit) => (
        <li key={edit.path} className="machine machine-edit">
          <div>
            <Link href={linesAddress(edit.path)} title={edit.path}>
              {subjectName(edit.path)}
            </Link>
            <span className="quiet small"> {placeName(edit.path).split(' · ')[0]}</span>
          </div>
          <div>
            {edit.by}
            <p className="quiet small">
              {edit.machine !== null && <>on {edit.machine}, </>}
              <When atMs={edit.atMs} />
            </p>
          </div>
          <div className="machine-has quiet">
            <Spread edit={edit} />
          </div>
        </li>
      ))}
    </ul>
  );
}

function Spread({ edit: { isArriving, lackedBy } }: { readonly edit: NewestEdit }) {
  if (isArriving) return <Badge tone="warn">on its way here</Badge>;
  if (lackedBy === null) return 'not known who has it';
  return lackedBy.length === 0 ? 'on all that are connected' : `not yet on ${lackedBy.join(', ')}`;
}
