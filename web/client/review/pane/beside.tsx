// Context of a change: the one it supersedes, the one that supersedes it, earlier decisions and diagnostics.
import { CircleAlert } from 'lucide-react';
import type {
  AskedWith,
  DecisionRow,
  EnhancementDetail,
  OlderAnswer,
  Review,
  ReviewPart,
} from '../../../../src/desk.ts';
import { Button } from '../../parts/button.tsx';
import { When } from '../../parts/when.tsx';
import { ChangeView } from '../diff/change-view.tsx';
import { count } from '../row-labels.ts';

/** The answers before this one, to compare and, while this one is undecided, to go back to. */
export function Older(props: {
  readonly review: Review;
  /** Puts the older words in place of the present ones, to be accepted like any others; null if nothing is left to
   *  decide. */
  readonly onTake: ((words: readonly OlderWords[]) => void) | null;
}) {
  const { review, onTake } = props;
  const { supersedes, earlier } = review;
  if (supersedes === null) return null;
  return [supersedes, ...earlier].map((answer, i) => (
    <OlderBox key={answer.id} review={review} answer={answer} isFirst={i === 0} onTake={onTake} />
  ));
}

function OlderBox(props: {
  readonly review: Review;
  readonly answer: OlderAnswer;
  readonly isFirst: boolean;
  readonly onTake: ((words: readonly OlderWords[]) => void) | null;
}) {
  const { review, answer, isFirst, onTake } = props;
  const words = olderWords(review, answer);
  return (
    <details className="beside" open={isFirst}>
      <summary>
        {isFirst ? 'The answer before' : 'An earlier answer'}: “{answer.title}”
      </summary>
      <AskedFor asked={answer.askedWith} />
      <ChangeView id={answer.id} files={answer.files} way="parts" hands={null} />
      {onTake !== null && words.length > 0 && (
        <Button small onClick={() => onTake(words)}>
          Take these words instead
        </Button>
      )}
    </details>
  );
}

/** The remark that an answer came of. */
export function AskedFor({ asked }: { readonly asked: AskedWith | null }) {
  if (asked === null) return null;
  const { remark, by, atMs } = asked;
  return (
    <p className="small quiet">
      {remark === null ? `${by} asked again` : `${by} asked: “${remark}”`}, <When atMs={atMs} />
    </p>
  );
}

export interface OlderWords {
  readonly part: ReviewPart;
  readonly words: string;
}

/** For each part of the change that the older one changed too, on the same lines, its words. Pure. */
function olderWords({ files }: Review, answer: OlderAnswer): readonly OlderWords[] {
  const older = answer.files.flatMap((file) => file.parts);
  return files.flatMap((file) =>
    file.parts.flatMap((part) => {
      const old = older.find(({ field, before }) => field === part.field && before === part.before);
      return old === undefined || old.after === part.after ? [] : [{ part, words: old.after }];
    }),
  );
}

export function Said(props: {
  readonly decisions: readonly DecisionRow[];
  readonly diagnostics: EnhancementDetail['diagnostics'];
}) {
  const { decisions, diagnostics } = props;
  if (decisions.length === 0 && diagnostics.length === 0) return null;
  return (
    <details className="beside">
      <summary>{count(decisions.length + diagnostics.length, 'remark')}</summary>
      <ul className="stack small">
        {decisions.map(({ kind, by, atMs, why }) => (
          <li key={`${kind} ${atMs}`}>
            {by}: {kind}
            {why === null ? '' : `, ${why}`}{' '}
            <span className="quiet">
              (<When atMs={atMs} />)
            </span>
          </li>
        ))}
        {diagnostics.map(({ code, line, message }) => (
          <li key={`${code} ${line} ${message}`}>
            {message} {line === null ? '' : <span className="quiet">line {line}</span>}
          </li>
        ))}
      </ul>
    </details>
  );
}

/** Links to the change that supersedes this one; what was chosen and typed here is moved there. */
export function Newer(props: { readonly supersededBy: string | null; onGo(id: string): void }) {
  const { supersededBy, onGo } = props;
  if (supersededBy === null) return null;
  return (
    <div className="banner banner-warn" role="status">
      <CircleAlert size={18} aria-hidden />
      <p>
        <strong>Another one took its place.</strong> The text changed, or parts were left out. What you chose
        and typed here goes with you.
      </p>
      <Button small onClick={() => onGo(supersededBy)}>
        Go there
      </Button>
    </div>
  );
}
