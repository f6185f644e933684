// Loads one change for review. Choices and words are kept until it is decided.
import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { Link } from 'wouter';
import { Answered } from '../../parts/states.tsx';
import { question } from '../../questions/questions.ts';
import { Pane, type PaneProps } from './pane.tsx';
import { ReviewBody } from './review-body.tsx';

/**
 * Polling interval for a change that has not landed: typing causes no event until it stops, but should show before an
 * accept.
 */
const OFTEN_MS = 4_000;

export function ReviewPane(props: PaneProps) {
  const { id, isAlone } = props;
  const query = useQuery({
    ...question('review', id),
    refetchInterval: ({ state: { data } }) => (data?.enhancement.landed === null ? OFTEN_MS : false),
  });
  const heading = useRef<HTMLHeadingElement>(null);
  // After a decision its button is gone, so the focus moves to the next title.
  const wasHere = useRef(isAlone && document.activeElement !== document.body);
  const isThere = query.data !== undefined;
  const shown = isThere ? id : null;
  useEffect(() => {
    if (shown === null) return;
    // Each change starts at its top.
    heading.current?.closest('.review')?.scrollTo(0, 0);
    if (!wasHere.current) return;
    wasHere.current = false;
    if (document.activeElement === null || document.activeElement === document.body) heading.current?.focus();
  }, [shown]);
  const leave = (ids: readonly string[]) => {
    wasHere.current =
      isAlone || (heading.current?.closest('.pane')?.contains(document.activeElement) ?? false);
    props.onLeave(ids);
  };
  return (
    <Pane isAlone={isAlone} onBack={props.onBack}>
      <Answered query={query} rows={6} wayOn={<Link href="/">To the inbox</Link>}>
        {(review) => <ReviewBody key={id} {...props} onLeave={leave} review={review} heading={heading} />}
      </Answered>
    </Pane>
  );
}
