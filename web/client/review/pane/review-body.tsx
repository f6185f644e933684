// A loaded change: its head, its parts, the decision buttons and their keys.
import { type RefObject, useMemo, useRef, useState } from 'react';
import { useLocation } from 'wouter';
import type { Review, ReviewPart } from '../../../../src/desk.ts';
import { useKeys } from '../../hands/use-keys.tsx';
import { Segments } from '../../parts/choice.tsx';
import { ChangeView, type Way } from '../diff/change-view.tsx';
import type { PartHands } from '../diff/part.tsx';
import { moveDraft, useDraft, withoutWords, withTaken, withWords } from '../draft.ts';
import { count } from '../row-labels.ts';
import { framed } from '../value.ts';
import { partsOf, verdictOf } from '../verdict.ts';
import { useIsWide } from '../wide.ts';
import { acceptWords } from './accept-words.ts';
import { Acts, type Asking } from './acts.tsx';
import { Newer, Older, Orphans, Said } from './beside.tsx';
import { Head } from './head.tsx';
import type { PaneProps } from './pane.tsx';
import { focusPart, isPart, partAt, stepPart } from './part-focus.ts';
import { useWay } from './way.ts';

interface BodyProps extends PaneProps {
  readonly review: Review;
  readonly heading: RefObject<HTMLHeadingElement | null>;
}

export function ReviewBody({ id, decisions, onLeave, review, heading }: BodyProps) {
  const { enhancement: it, revision, files } = review;
  const [, go] = useLocation();
  const isWide = useIsWide();
  const [way, setWay] = useWay(isWide);
  const [draft, change] = useDraft(id);
  const [asking, setAsking] = useState<Asking>(null);
  const [open, setOpen] = useState<string | null>(null);
  const body = useRef<HTMLDivElement>(null);
  const parts = useMemo(() => partsOf(files), [files]);
  const verdict = useMemo(() => verdictOf(parts, draft), [parts, draft]);
  const target = { id, title: it.title, revision };
  const can = {
    decide: it.state === 'proposed' || it.state === 'accepted',
    revert: it.state === 'landed',
    edit: parts.some(isEditable),
  };
  const accept = acceptWords(review, verdict);

  const hands: PartHands | null = can.decide
    ? {
        left: new Set(draft.left),
        edits: draft.edits,
        open,
        take: (part, isTaken) => change((now) => withTaken(now, part.key, isTaken)),
        word: (part, words) => change((now) => withWords(now, part, words)),
        edit: (key) => {
          setOpen(key);
          if (key === null && open !== null && body.current) focusPart(body.current, open);
        },
      }
    : null;

  const ask = (what: Asking) => {
    setAsking(what);
    if (what === null) heading.current?.focus({ preventScroll: true });
  };
  const onAccept = () => {
    if (!can.decide || !accept.isAble) return;
    onLeave([id]);
    if (verdict.parts === null) void decisions.decide('accept', [target]);
    else void decisions.decideParts(target, verdict.parts);
  };
  const onReject = (why: string | null) => {
    onLeave([id]);
    void decisions.decide('reject', [target], why);
  };
  const onRedo = (remark: string | null) => {
    onLeave([id]);
    void decisions.redo(target, remark);
  };
  const onRevert = () => {
    if (can.revert) void decisions.decide('revert', [target]);
  };
  const onGoOn = (next: string) => {
    moveDraft(id, next);
    decisions.show(next);
  };
  const onEdit = () => {
    const here = partAt(document.activeElement);
    const part = parts.find(({ key }) => key === here) ?? parts.find(hasWords) ?? parts.find(isEditable);
    if (!can.decide || part === undefined || !isEditable(part)) return;
    setWay('parts');
    setOpen(part.key);
  };
  const ways = WAYS.filter(({ value }) => value !== 'split' || isWide);
  const nextWay = ways[(ways.findIndex(({ value }) => value === way) + 1) % ways.length]?.value ?? 'parts';
  const stepTo = (by: 1 | -1) => body.current && stepPart(body.current, by);
  const flip = () => {
    const part = parts.find(({ key }) => key === partAt(document.activeElement));
    if (part) hands?.take(part, draft.left.includes(part.key));
  };

  useKeys('This change', [
    { key: 'a', label: 'Accept', run: onAccept },
    { key: 'r', label: 'Reject', run: () => can.decide && setAsking('why') },
    { key: 'e', label: 'Edit the part, or the first one', run: onEdit },
    { key: 'w', label: 'Ask again, with a remark', run: () => setAsking('remark') },
    { key: 'u', label: 'Take back what landed', run: onRevert },
    { key: 'd', label: 'Look at it another way', run: () => setWay(nextWay) },
    { key: 'n', label: 'Next part', run: () => stepTo(1) },
    { key: 'p', label: 'Previous part', run: () => stepTo(-1) },
    { key: ' ', label: 'Take or leave the part', run: flip, when: () => isPart(document.activeElement) },
    { key: 'o', label: 'Open the episode', run: () => go(`/episodes/${it.episode}`) },
  ]);

  return (
    <>
      <div className="review" ref={body}>
        <Head
          review={review}
          heading={heading}
          trouble={decisions.troubles.get(id) ?? null}
          closeTrouble={() => decisions.forgetTrouble(id)}
        />
        <div className="review-ways">
          <Segments
            label="How it is shown"
            value={way}
            options={ways}
            onChange={(next: Way) => setWay(next)}
          />
          <span className="quiet small">{count(parts.length, 'part')}</span>
        </div>
        <Newer supersededBy={it.state === 'superseded' ? review.supersededBy : null} onGo={onGoOn} />
        <Orphans
          words={can.decide ? verdict.orphans : draft.edits}
          isOpen={can.decide}
          onForget={() => change((now) => withoutWords(now, can.decide ? verdict.orphans : now.edits))}
        />
        <ChangeView id={id} files={files} way={way} hands={hands} />
        <Older review={review} />
        <Said decisions={it.decisions} diagnostics={it.diagnostics} />
      </div>
      <Acts
        accept={accept}
        can={can}
        asking={asking}
        ask={ask}
        onAccept={onAccept}
        onReject={onReject}
        onRedo={onRedo}
        onRevert={onRevert}
        onEdit={onEdit}
      />
    </>
  );
}

const WAYS = [
  { value: 'parts', label: 'Parts' },
  { value: 'unified', label: 'Unified' },
  { value: 'split', label: 'Side by side' },
] as const;

/** Whether the part has words worth editing, not only markup. */
function hasWords({ kind, after }: ReviewPart): boolean {
  return kind === 'prose' || framed(kind, after) !== null;
}

function isEditable({ kind }: ReviewPart): boolean {
  return kind !== 'file';
}
