// Reviews the small fixes of one segment together: all visible, one verdict.

import { useQuery } from '@tanstack/react-query';
import { Check, X } from 'lucide-react';
import { type RefObject, useRef, useState } from 'react';
import { Link, useLocation } from 'wouter';
import type { InboxRow } from '../../../../src/desk.ts';
import { useKeys } from '../../hands/use-keys.tsx';
import { subjectName } from '../../history/addresses.ts';
import { Badge } from '../../parts/badge.tsx';
import { Button } from '../../parts/button.tsx';
import { OpenPathInObsidian } from '../../parts/open-in-obsidian.tsx';
import { Loading, Trouble } from '../../parts/states.tsx';
import { useStepName } from '../../parts/step-name.ts';
import { question } from '../../questions/questions.ts';
import { ChangeView } from '../diff/change-view.tsx';
import type { GroupEntry } from '../groups.ts';
import { count, waits } from '../row-labels.ts';
import { Pane, type PaneProps } from './pane.tsx';

interface BundleProps extends Omit<PaneProps, 'id'> {
  readonly entry: GroupEntry;
  hrefOf(entry: Pick<GroupEntry, 'id' | 'isBundle'>): string;
}

const FIRST = 30;

export function BundlePane({ entry, isAlone, decisions, onLeave, onBack, hrefOf }: BundleProps) {
  const stepName = useStepName();
  const { rows } = entry;
  const [, go] = useLocation();
  const [shown, setShown] = useState(FIRST);
  const heading = useRef<HTMLHeadingElement>(null);
  const [first] = rows;
  const decide = (verb: 'accept' | 'reject') => {
    onLeave(rows.map(({ id }) => id));
    heading.current?.focus({ preventScroll: true });
    void decisions.decide(verb, rows);
  };
  useKeys('These fixes', [
    { key: 'a', label: 'Accept all of them', run: () => decide('accept') },
    { key: 'r', label: 'Reject all of them', run: () => decide('reject') },
    { key: 'o', label: 'Open the episode', run: () => first && go(`/episodes/${first.episode}`) },
  ]);
  if (first === undefined) return null;
  const rest = rows.length - shown;
  return (
    <Pane isAlone={isAlone} onBack={onBack}>
      <div className="review">
        <BundleHead entry={entry} first={first} heading={heading} />
        {rows.slice(0, shown).map((row) => (
          <article key={row.id} className="small-fix">
            <h3>
              <Link href={hrefOf({ id: row.id, isBundle: false })}>{row.title}</Link>
              <Badge>{stepName(row.step)}</Badge>
            </h3>
            {row.why !== '' && <p className="quiet small">{row.why}</p>}
            {!entry.isSummary && <SmallFix row={row} />}
          </article>
        ))}
        {rest > 0 && (
          <Button onClick={() => setShown(shown + FIRST)}>
            Show {Math.min(rest, FIRST)} more of {rest}
          </Button>
        )}
      </div>
      <div className="acts">
        <Button
          kind="main"
          hotkey="a"
          icon={<Check size={18} aria-hidden />}
          onClick={() => decide('accept')}
        >
          Accept all {rows.length}
        </Button>
        <Button kind="bad" hotkey="r" icon={<X size={18} aria-hidden />} onClick={() => decide('reject')}>
          Reject all {rows.length}
        </Button>
      </div>
    </Pane>
  );
}

interface HeadProps {
  readonly entry: GroupEntry;
  readonly first: InboxRow;
  readonly heading: RefObject<HTMLHeadingElement | null>;
}

const WORDS = {
  small: {
    step: 'Small fixes',
    why: 'Changes of form that nobody could disagree with. They are decided together, or one by one.',
  },
  summary: {
    step: 'Whole episode',
    why: 'Scripts and reports that follow from all the rest, and are brought up to date with it. Open one to read it.',
  },
} as const;

function BundleHead({ entry: { rows, isSummary }, first, heading }: HeadProps) {
  const { step, why } = isSummary ? WORDS.summary : WORDS.small;
  const path = first.segment?.path ?? first.subject;
  return (
    <header className="review-head">
      <p className="review-where">
        <span className="review-step">{step}</span>
        <Link href={`/episodes/${first.episode}`}>{first.episode}</Link>
        <span className="truncate">{subjectName(path)}</span>
        {!isSummary && <OpenPathInObsidian path={path} line={null} />}
      </p>
      <h2 ref={heading} tabIndex={-1} className="review-title">
        {isSummary
          ? 'Made from the whole episode'
          : `${count(rows.length, 'small fix', 'small fixes')} in ${first.segment?.title ?? 'the episode itself'}`}
      </h2>
      <p className="review-why">{why}</p>
      <ul className="gates" aria-label="What they wait for">
        {[...new Set(rows.map(waits))].map((sentence) => (
          <li key={sentence}>{sentence}</li>
        ))}
      </ul>
    </header>
  );
}

function SmallFix({ row }: { readonly row: InboxRow }) {
  const query = useQuery(question('review', row.id));
  if (query.error) return <Trouble error={query.error} />;
  if (query.data === undefined) return <Loading rows={1} />;
  return <ChangeView id={row.id} files={query.data.files} way="parts" hands={null} isBrief />;
}
