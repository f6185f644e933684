// Head of a change: title, reason, origin, age, and what it waits for.

import { CircleAlert } from 'lucide-react';
import type { RefObject } from 'react';
import { Link } from 'wouter';
import type { Review } from '../../../../src/desk.ts';
import { subjectName } from '../../history/addresses.ts';
import { Badge } from '../../parts/badge.tsx';
import { Button } from '../../parts/button.tsx';
import { OpenInObsidian } from '../../parts/open-in-obsidian.tsx';
import { useStepName } from '../../parts/step-name.ts';
import { exactly, When } from '../../parts/when.tsx';
import { isByRule, sureness } from '../row-labels.ts';
import { Gates } from './gates.tsx';

interface HeadProps {
  readonly review: Review;
  readonly heading: RefObject<HTMLHeadingElement | null>;
  readonly trouble: string | null;
  closeTrouble(): void;
}

export function Head({ review, heading, trouble, closeTrouble }: HeadProps) {
  const stepName = useStepName();
  const { enhancement: it, stale } = review;
  return (
    <header className="review-head">
      <p className="review-where">
        <span className="review-step">{stepName(it.step)}</span>
        <Link href={`/episodes/${it.episode}`}>{it.episode}</Link>
        <span className="truncate">{subjectName(it.subject)}</span>
        <OpenInObsidian address={noteOf(review)} />
        <StateBadge state={it.state} />
      </p>
      <h2 ref={heading} tabIndex={-1} className="review-title">
        {it.title}
      </h2>
      {it.why !== '' && <p className="review-why">{it.why}</p>}
      <p className="review-facts">
        <span>{isByRule(it.model) ? 'By rule' : it.model}</span>
        {it.confidence !== null && <span>{sureness(it)}</span>}
        {it.costUsd !== null && it.costUsd > 0 && (
          <span title={`${it.costUsd} US dollars`}>{money(it.costUsd)}</span>
        )}
        <span>{it.applicability === 'safe' ? 'a safe change' : 'for you to judge'}</span>
        <span>
          proposed <When atMs={it.proposedMs} />
        </span>
        {it.landed !== null && (
          <span title={exactly(it.landed.atMs)}>
            landed <When atMs={it.landed.atMs} /> by {it.landed.by === 'policy' ? 'itself' : it.landed.by}
          </span>
        )}
      </p>
      {trouble !== null && (
        <div className="banner banner-bad" role="alert">
          <CircleAlert size={18} aria-hidden />
          <p>{trouble} This is how it stands now; what you chose and typed is still here.</p>
          <Button small onClick={closeTrouble}>
            Understood
          </Button>
        </div>
      )}
      {stale !== null && (
        <div className="banner banner-warn">
          <CircleAlert size={18} aria-hidden />
          <p>
            <strong>Made for an older text:</strong> {stale.user}
          </p>
        </div>
      )}
      <Gates enhancement={it} />
    </header>
  );
}

/** Of the note that it is about, if it changes that one. */
function noteOf({ files, enhancement: { subject } }: Review): string | null {
  const notes = files.filter(({ note }) => note !== null);
  const own = notes.find(({ path, pathAfter }) => path === subject || pathAfter === subject);
  return (own ?? notes[0])?.note ?? null;
}

function StateBadge({ state }: { readonly state: Review['enhancement']['state'] }) {
  if (state === 'proposed') return null;
  const tone = state === 'landed' || state === 'accepted' ? 'good' : state === 'rejected' ? 'bad' : 'plain';
  return <Badge tone={tone}>{state === 'reverted' ? 'taken back' : state}</Badge>;
}

function money(usd: number): string {
  return usd < 0.01 ? `${(usd * 100).toFixed(2)} ¢` : `$${usd.toFixed(2)}`;
}
