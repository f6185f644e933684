// Shows a change by parts: front matter by key, cue blocks as cards, prose as text. Long lists appear in portions.
import { useState } from 'react';
import type { ReviewPart } from '../../../../src/desk.ts';
import { Button } from '../../parts/button.tsx';
import { around } from './around.ts';
import { CueHead, MediaOfCue } from './cue-media.tsx';
import { cueOf } from './cue-sides.ts';
import { Part } from './part.tsx';
import type { ViewProps } from './view-props.ts';

const FIRST = 60;
const MORE = 200;

export function Parts({ file, hands, isBrief = false }: Omit<ViewProps, 'id'>) {
  const [shown, setShown] = useState(FIRST);
  const { parts } = file;
  const rest = parts.length - shown;
  if (parts.length === 0) return <p className="quiet">Nothing can be seen of this change as text.</p>;
  return (
    <div className="parts">
      {blocksOf(parts.slice(0, shown)).map(({ kind, cue, own }) => {
        const key = own[0]?.key ?? kind;
        const { above, below } = around(file, own);
        const those = (
          <>
            <Nearby lines={above} />
            {own.map((part) => (
              <Part key={part.key} part={part} hands={hands} />
            ))}
            {!isBrief && <MediaOfCue cue={cueOf(own)} />}
            <Nearby lines={below} />
          </>
        );
        if (kind === 'head')
          return (
            <div key={key} className="card card-head">
              <h4>Front matter</h4>
              {those}
            </div>
          );
        if (kind === 'cue')
          return (
            <div key={key} className="card card-cue">
              <CueHead type={cue?.type} slug={cue?.slug} line={cue?.line ?? own[0]?.lineBefore} />
              {those}
            </div>
          );
        return (
          <div key={key} className={`card card-${kind}`}>
            {those}
          </div>
        );
      })}
      {rest > 0 && (
        <Button onClick={() => setShown(shown + MORE)} data-more-parts>
          Show {Math.min(rest, MORE)} more of {rest.toLocaleString('en')}
        </Button>
      )}
    </div>
  );
}

/** Lines of the script that stand as they are. */
function Nearby({ lines }: { readonly lines: readonly string[] }) {
  if (lines.length === 0) return null;
  return (
    <div className="nearby">
      {lines.map((line, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: lines may be equal, and none moves.
        <p key={i}>{line}</p>
      ))}
    </div>
  );
}

interface Block {
  readonly kind: ReviewPart['kind'];
  readonly cue: ReviewPart['cue'];
  readonly own: ReviewPart[];
}

/** Adjacent parts of the front matter, or of one cue, share a card; each prose part has its own. */
function blocksOf(parts: readonly ReviewPart[]): readonly Block[] {
  const blocks: Block[] = [];
  for (const part of parts) {
    const last = blocks.at(-1);
    const isSame =
      last !== undefined &&
      last.kind === part.kind &&
      (part.kind === 'head' || (part.kind === 'cue' && part.cue?.line === last.cue?.line));
    if (isSame) last.own.push(part);
    else blocks.push({ kind: part.kind, cue: part.cue, own: [part] });
  }
  return blocks;
}
