// Shows removed and added words within a text. They are struck or underlined, not only coloured; invisible changes
// (spaces, line ends) are drawn.
import type { WordRun } from '../../../../src/desk.ts';

export function Words({ runs }: { readonly runs: readonly WordRun[] }) {
  // A run is identified only by its position, and the list is replaced as a whole.
  // biome-ignore lint/suspicious/noArrayIndexKey: the position is the identity.
  return runs.map((run, at) => <Run key={`${at} ${run.kind}`} {...run} />);
}

function Run({ kind, text }: WordRun) {
  if (kind === 'same') return <span>{text}</span>;
  const seen = /^\s+$/.test(text) ? <Blank text={text} /> : text;
  return kind === 'removed' ? <del>{seen}</del> : <ins>{seen}</ins>;
}

const DRAWN: ReadonlyMap<string, string> = new Map([
  ['\n', '↵'],
  ['\t', '⇥'],
  ['\r', '␍'],
]);

function Blank({ text }: { readonly text: string }) {
  const drawn = [...text].map((sign) => DRAWN.get(sign) ?? '·').join('');
  const name = text.includes('\n') ? 'end of line' : text.length === 1 ? 'space' : 'spaces';
  return (
    <>
      <span aria-hidden className="blank">
        {drawn}
      </span>
      <span className="visually-hidden">{name}</span>
      {text.includes('\n') ? '\n' : ''}
    </>
  );
}

/** Whether so little is unchanged that old and new read better one after the other. */
export function isAnother(runs: readonly WordRun[]): boolean {
  const size = (kind: WordRun['kind']) =>
    runs.filter((run) => run.kind === kind).reduce((sum, { text }) => sum + text.trim().length, 0);
  const [removed, added, same] = [size('removed'), size('added'), size('same')];
  return removed > 0 && added > 0 && same < (removed + added) / 3;
}

/** Shows old and new, by words if enough of them are unchanged. */
export function Change(props: {
  readonly words: readonly WordRun[];
  readonly before: string;
  readonly after: string;
}) {
  const { words, before, after } = props;
  if (!isAnother(words)) return <Words runs={words} />;
  return (
    <>
      <del className="whole">{before}</del>
      <ins className="whole">{after}</ins>
    </>
  );
}
