// One conflict copy: whose words, what became of them, and its changes; opened, what it wrote.
import { useQuery } from '@tanstack/react-query';
import { ChevronRight, Undo2 } from 'lucide-react';
import { useState } from 'react';
import { Link } from 'wouter';
import type { ConflictChange, ConflictRow, FileDifference } from '../../../src/desk.ts';
import { FileDiff } from '../history/file-cards.tsx';
import { TakeBack } from '../history/take-back.tsx';
import { Badge } from '../parts/badge.tsx';
import { Button } from '../parts/button.tsx';
import { Answered } from '../parts/states.tsx';
import { When } from '../parts/when.tsx';
import { question } from '../questions/questions.ts';
import { stateWords } from './copy-words.ts';

export function CopyItem({ copy }: { readonly copy: ConflictRow }) {
  const [isOpen, setOpen] = useState(false);
  const { path, by, winner, writtenMs, changes } = copy;
  const { tone, text } = stateWords(copy);
  return (
    <li className="copy">
      <div className="copy-head">
        <button
          type="button"
          className="copy-open"
          aria-expanded={isOpen}
          data-row={path}
          title={path}
          onClick={() => setOpen(!isOpen)}
        >
          <ChevronRight size={16} aria-hidden />
          <span>{by === null ? 'Words of somebody not known' : `Words of ${by}`}</span>
        </button>
        <Badge tone={tone}>{text}</Badge>
        <p className="quiet small copy-facts">
          written <When atMs={writtenMs} /> · the version of {winner} kept the name · <Place copy={copy} />
        </p>
      </div>
      {changes.length > 0 && (
        <ul className="copy-changes">
          {changes.map((change) => (
            <Change key={change.id} change={change} />
          ))}
        </ul>
      )}
      {isOpen && <Opened copy={copy} />}
    </li>
  );
}

function Place({ copy: { seenMs, gone } }: { readonly copy: ConflictRow }) {
  if (gone === null)
    return (
      <>
        in the folder since <When atMs={seenMs} />
      </>
    );
  return (
    <>
      {gone.by === 'bot' ? 'folded' : 'taken out by a person'} <When atMs={gone.atMs} />
    </>
  );
}

function Change({ change }: { readonly change: ConflictChange }) {
  const [isTaking, setTaking] = useState(false);
  const { id, title, state } = change;
  return (
    <li>
      <Link href={`/enhancements/${encodeURIComponent(id)}`}>{title}</Link>
      <span className="quiet small">{state === 'proposed' ? 'open' : state}</span>
      {state === 'landed' && (
        <Button small icon={<Undo2 size={14} aria-hidden />} onClick={() => setTaking(true)}>
          Take back
        </Button>
      )}
      {isTaking && <TakeBack entry={change} enhancement={id} onClose={() => setTaking(false)} />}
    </li>
  );
}

function Opened({ copy }: { readonly copy: ConflictRow }) {
  const query = useQuery(question('conflict', copy.path));
  return (
    <div className="stack copy-opened">
      <p className="small">{stateWords(copy).means}</p>
      <Answered query={query} rows={2}>
        {({ state, wrote, differs }) =>
          state === 'person' && wrote === null && differs === null ? (
            <p className="quiet small">Its words can not be shown.</p>
          ) : (
            <>
              <Sheet
                title="What it wrote"
                file={wrote}
                none="What both versions were made from is not known, or the copy is just that."
              />
              <Sheet
                title="How it differs from the file now"
                file={differs}
                none="It does not differ, or there is no such file now."
              />
            </>
          )
        }
      </Answered>
    </div>
  );
}

function Sheet(props: {
  readonly title: string;
  readonly file: FileDifference | null;
  readonly none: string;
}) {
  const { title, file, none } = props;
  return (
    <section className="copy-sheet">
      <h3>{title}</h3>
      {file === null ? <p className="quiet small">{none}</p> : <FileDiff file={file} style="unified" />}
    </section>
  );
}
