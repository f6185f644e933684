// A loaded change: its head, its parts, the decision buttons and their keys.
import { type RefObject, useMemo, useRef, useState } from 'react';
import type { Review } from '../../../../src/desk.ts';
import { Segments } from '../../parts/choice.tsx';
import { ChangeView } from '../diff/change-view.tsx';
import { moveDraft, useDraft, withoutWords, withWords } from '../draft.ts';
import { count } from '../row-labels.ts';
import { partsOf, verdictOf } from '../verdict.ts';
import { useIsWide } from '../wide.ts';
import { Acts, type Asking } from './acts.tsx';
import { AskedFor, Newer, Older, Said } from './beside.tsx';
import { Head } from './head.tsx';
import { MineAndTheirs } from './mine-and-theirs.tsx';
import type { PaneProps } from './pane.tsx';
import { usePartHands } from './part-hands.ts';
import { isDecidable, reviewActs } from './review-acts.ts';
import { useReviewKeys } from './review-keys.ts';
import { useWay, wayAfter, waysFor } from './way.ts';

interface BodyProps extends PaneProps {
  readonly review: Review;
  readonly heading: RefObject<HTMLHeadingElement | null>;
}

export function ReviewBody({ review, heading, ...pane }: BodyProps) {
  const { id, decisions } = pane;
  const editing = { isToEdit: pane.toEdit === id, onEdit: pane.onEdit };
  const { enhancement: it, files } = review;
  const isWide = useIsWide();
  const [way, setWay] = useWay(isWide);
  const [draft, change] = useDraft(id);
  const [asking, setAsking] = useState<Asking>(null);
  const body = useRef<HTMLDivElement>(null);
  const parts = useMemo(() => partsOf(files), [files]);
  const verdict = useMemo(() => verdictOf(parts, draft), [parts, draft]);
  const isOpen = isDecidable(review);
  const hands = usePartHands({ draft, change, body, isDecidable: isOpen });
  const acts = reviewActs({ pane, review, parts, verdict, hands, showParts: () => setWay('parts') });
  const ask = (what: Asking) => {
    setAsking(what);
    if (what === null) heading.current?.focus({ preventScroll: true });
  };
  const turn = () => setWay(wayAfter(way, isWide));
  useReviewKeys({ review, parts, hands, acts, body, ask, turn, ...editing });

  return (
    <>
      <div className="review" ref={body}>
        <Head
          review={review}
          heading={heading}
          trouble={decisions.troubles.get(id) ?? null}
          closeTrouble={() => decisions.forgetTrouble(id)}
        />
        {files.some(({ media }) => media === null) && (
          <div className="review-ways">
            <Segments label="How it is shown" value={way} options={waysFor(isWide)} onChange={setWay} />
            <span className="quiet small">{count(parts.length, 'part')}</span>
          </div>
        )}
        <Newer
          supersededBy={it.state === 'superseded' ? review.supersededBy : null}
          onGo={(next) => {
            moveDraft(id, next);
            decisions.show(next);
          }}
        />
        <MineAndTheirs
          id={id}
          words={isOpen ? verdict.orphans : draft.edits}
          origins={draft.origins}
          onDrop={(key) => change((now) => withoutWords(now, key))}
        />
        <AskedFor asked={it.askedWith} />
        <ChangeView id={id} files={files} way={way} hands={hands} />
        <Older
          review={review}
          onTake={
            isOpen
              ? (older) =>
                  change((now) => older.reduce((next, { part, words }) => withWords(next, part, words), now))
              : null
          }
        />
        <Said decisions={it.decisions} diagnostics={it.diagnostics} />
      </div>
      <Acts acts={acts} asking={asking} ask={ask} />
    </>
  );
}
