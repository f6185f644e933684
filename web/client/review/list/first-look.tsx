// Shown above the inbox until somebody has decided on anything: what was found in the show, in three groups, each with
// what to do next.
import { useQuery } from '@tanstack/react-query';
import { Link } from 'wouter';
import type { CheckReport, Inbox } from '../../../../src/desk.ts';
import { checksQuestion, question } from '../../questions/questions.ts';
import { count } from '../row-labels.ts';
import './first-look.css';

interface FirstLookProps {
  readonly inbox: Inbox;
  /** Number of open changes that need nobody. */
  readonly others: number;
}

export function FirstLook({ inbox, others }: FirstLookProps) {
  const { data: status } = useQuery(question('status'));
  const isFirst =
    status !== undefined &&
    (['accepted', 'landed', 'rejected', 'reverted'] as const).every((state) => status.counts[state] === 0);
  const { data: reports } = useQuery({ ...checksQuestion(), enabled: isFirst });
  if (!isFirst || inbox.total + others === 0) return null;
  const left = reports === undefined ? null : leftToPeople(reports);
  const isOn = status.auto === true;
  return (
    <section className="first-look" aria-label="What was found">
      <h2>Found in your show</h2>
      <ul>
        <li>
          <strong>{inbox.work}</strong> {inbox.work === 1 ? 'waits' : 'wait'} for you.{' '}
          <span className="quiet">Begin with the first one below.</span>
        </li>
        <li>
          <strong>{others}</strong> {others === 1 ? 'is' : 'are'} safe.{' '}
          {isOn ? (
            <span className="quiet">They land by themselves when nobody is typing.</span>
          ) : (
            <Link href="/flow">Let them land by themselves</Link>
          )}
        </li>
        {left !== null && left > 0 && (
          <li>
            <strong>{left}</strong> only a person can mend.{' '}
            <Link href="/episodes">See {count(reports?.length ?? 0, 'episode')}</Link>
          </li>
        )}
      </ul>
    </section>
  );
}

/** Number of findings that no open change mends. */
function leftToPeople(reports: readonly CheckReport[]): number {
  return reports.reduce((sum, { findings }) => sum + findings.filter(({ mend }) => mend === null).length, 0);
}
