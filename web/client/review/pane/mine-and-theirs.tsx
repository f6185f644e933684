// A reviewer's words that have lost their place, because somebody changed the same lines or decided: theirs and mine
// beside each other. Mine go on top as an edit of the reviewer's own, or are dropped; nothing drops them by itself.
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Link } from 'wouter';
import type { StandingPart } from '../../../../src/desk.ts';
import { linesAddress } from '../../history/addresses.ts';
import { Button } from '../../parts/button.tsx';
import { When } from '../../parts/when.tsx';
import { answerTo, question } from '../../questions/questions.ts';
import { useToasts } from '../../shell/toasts.tsx';
import { useWho } from '../../shell/who.tsx';
import { whyOf } from '../outcomes.ts';
import { framed } from '../value.ts';
import './mine-and-theirs.css';

export function MineAndTheirs(props: {
  readonly id: string;
  /** Part key → words. */
  readonly words: Readonly<Record<string, string>>;
  readonly origins: Readonly<Record<string, string>>;
  onDrop(key: string): void;
}) {
  const { id, words, origins, onDrop } = props;
  const all = Object.entries(words);
  if (all.length === 0) return null;
  return (
    <section className="mine-and-theirs" aria-label="Your words and theirs">
      {all.map(([key, mine]) => (
        <Pair key={key} id={origins[key] ?? id} part={key} mine={mine} onDrop={() => onDrop(key)} />
      ))}
    </section>
  );
}

interface PairProps {
  /** The enhancement that the words were typed for. */
  readonly id: string;
  /** Key of its part. */
  readonly part: string;
  readonly mine: string;
  onDrop(): void;
}

function Pair({ id, part, mine, onDrop }: PairProps) {
  const { data } = useQuery(question('standing', id, part));
  const { isBusy, put } = usePutOnTop({ id, part, mine, onDrop });
  const theirs = data?.text ?? null;
  return (
    <article className="mine-pair">
      <h3>{titleOf(data)}</h3>
      <div className="mine-sides">
        <div>
          <p className="small quiet">
            <Theirs standing={data} />
          </p>
          <pre>{theirs === null || theirs === '' ? ' ' : valueIn(data, theirs)}</pre>
        </div>
        <div>
          <p className="small quiet">Yours</p>
          <pre>{valueIn(data, mine)}</pre>
        </div>
      </div>
      <div className="row">
        {theirs !== null && theirs !== mine && (
          <Button small kind="main" isBusy={isBusy} onClick={() => void put(theirs)}>
            Put mine on top
          </Button>
        )}
        <Button small onClick={onDrop}>
          Drop mine
        </Button>
        {data !== undefined && theirs !== null && (
          <Link
            className="small"
            href={linesAddress(data.path, data.line === null ? {} : { line: data.line })}
          >
            In the script
          </Link>
        )}
      </div>
    </article>
  );
}

function usePutOnTop({ id, part, mine, onDrop }: PairProps) {
  const { who } = useWho();
  const { say } = useToasts();
  const client = useQueryClient();
  const [isBusy, setBusy] = useState(false);
  const put = async (theirs: string) => {
    setBusy(true);
    try {
      const outcome = await answerTo('putOnTop', [id, part, mine, theirs, who]);
      if (outcome.result === 'landed') {
        onDrop();
        say({ tone: 'good', text: 'Your words stand there now. What they replaced stays in the history.' });
      } else say({ tone: 'bad', text: `Not done: ${whyOf(outcome)}` });
    } catch (error) {
      say({ tone: 'bad', text: `Not done: ${error instanceof Error ? error.message : String(error)}` });
    } finally {
      setBusy(false);
      void client.invalidateQueries();
    }
  };
  return { isBusy, put };
}

function titleOf(standing: StandingPart | undefined): string {
  if (standing === undefined) return 'Your words have lost their place';
  const { part, text } = standing;
  if (text === null) return `${part.label}: your words have lost their place`;
  return text === part.before ? `${part.label}: not changed` : `${part.label}: changed while you wrote`;
}

function Theirs({ standing }: { readonly standing: StandingPart | undefined }) {
  if (standing === undefined) return 'In the script now';
  const { text, by } = standing;
  if (text === null) return 'The place in the script can’t be told any more; copy your words by hand';
  if (by === null) return 'Taken out of the script';
  return (
    <>
      {by.name}’s, <When atMs={by.atMs} />
    </>
  );
}

/** Without the syntax around a single value. */
function valueIn(standing: StandingPart | undefined, text: string): string {
  return (standing && framed(standing.part.kind, text)?.value) ?? text;
}
