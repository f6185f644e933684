// Text with what went and what came, word by word. Marks are struck and underlined, not only coloured; what nobody could see
// (spaces, ends of lines) is drawn.
import type { WordRun } from '../../../../src/desk.ts';

export function Words({ runs }: { readonly runs: readonly WordRun[] }) {
  // A run has no name but its place, and the whole list is another when one of them is.
  // biome-ignore lint/suspicious/noArrayIndexKey: the place is the name.
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

/** Little stayed: old and new read better one after the other. */
export function isAnother(runs: readonly WordRun[]): boolean {
  const size = (kind: WordRun['kind']) =>
    runs.filter((run) => run.kind === kind).reduce((sum, { text }) => sum + text.trim().length, 0);
  const [removed, added, same] = [size('removed'), size('added'), size('same')];
  return removed > 0 && added > 0 && same < (removed + added) / 3;
}

/** Old and new, by words where enough of them stayed. */
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
