// Page of the conflict copies: which file, whose words, and what became of them.
import { useQuery } from '@tanstack/react-query';
import { GitMerge } from 'lucide-react';
import { Link, useLocation } from 'wouter';
import type { ConflictChange, ConflictRow } from '../../../src/desk.ts';
import { useRows } from '../hands/use-rows.ts';
import { linesAddress, placeName } from '../history/addresses.ts';
import { Near } from '../parts/near.tsx';
import { Page, Panel } from '../parts/page.tsx';
import { Answered, Empty } from '../parts/states.tsx';
import { question } from '../questions/questions.ts';
import { CopyItem } from './copy-item.tsx';
import { type CopyGroup, groupsOf, isOpen } from './copy-words.ts';
import './conflicts.css';

export function ConflictsPage() {
  const query = useQuery(question('conflicts'));
  return (
    <Page title="Conflicts" note={noteOf(query.data)}>
      <Answered query={query}>{(copies) => <Copies copies={copies} />}</Answered>
    </Page>
  );
}

function noteOf(copies: readonly ConflictRow[] | undefined): string {
  if (copies === undefined || copies.length === 0) return 'Files that two machines wrote at the same time.';
  const open = copies.filter(isOpen).length;
  const all = copies.length === 1 ? 'One copy was' : `${copies.length} copies were`;
  const left = open === 0 ? 'nothing is left to do' : open === 1 ? 'one is open' : `${open} are open`;
  return `${all} set aside by Syncthing; ${left}.`;
}

function Copies({ copies }: { readonly copies: readonly ConflictRow[] }) {
  const [, go] = useLocation();
  const ref = useRows<HTMLDivElement>('Conflict copies', 'copy', [
    {
      key: 'c',
      label: 'Go to its change',
      run: (path) => {
        const change = foremost(copies.find((copy) => copy.path === path)?.changes ?? []);
        if (change) go(`/enhancements/${encodeURIComponent(change.id)}`);
      },
    },
  ]);
  if (copies.length === 0)
    return (
      <Empty title="No conflict copies" icon={<GitMerge size={40} aria-hidden />}>
        Where two machines write the same file, Syncthing sets one version aside. What only that one has is
        merged into the file, and told here.
      </Empty>
    );
  return (
    <div ref={ref} className="stack">
      {groupsOf(copies).map((group) => (
        <Near key={group.original} bone={<Bone count={group.copies.length} />}>
          {() => <Group group={group} />}
        </Near>
      ))}
    </div>
  );
}

/** The one that waits for somebody, if there is one. */
function foremost(changes: readonly ConflictChange[]): ConflictChange | undefined {
  return changes.find(({ state }) => state === 'proposed') ?? changes[0];
}

const HEAD_REM = 4.5;
const ROW_REM = 3.9;

function Bone({ count }: { readonly count: number }) {
  return <div style={{ height: `${HEAD_REM + ROW_REM * count}rem` }} />;
}

function Group({ group: { original, copies } }: { readonly group: CopyGroup }) {
  return (
    <Panel title={<Link href={linesAddress(original)}>{placeName(original)}</Link>}>
      <ul className="rows">
        {copies.map((copy) => (
          <CopyItem key={copy.path} copy={copy} />
        ))}
      </ul>
    </Panel>
  );
}
