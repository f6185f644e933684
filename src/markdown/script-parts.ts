// Splits an item's script into parts, in order: speech with its speakers, cues, directions, and shorthand not converted
// yet. Never loses a word: text of no known kind becomes speech.
import { withTildes } from './content.ts';
import type { SegmentDocument } from './document.ts';
import { blocksOf, type ProseBlock } from './script/blocks.ts';
import { chunksOf } from './script/chunks.ts';
import { cleanText } from './script/clean-text.ts';
import { inLists, type LoosePart } from './script/lists.ts';
import { HOST_SETTING, paragraphsOf, type Setting } from './script/paragraphs.ts';
import type { ScriptPart } from './script/part.ts';
import { isWhole, type ScriptPiece, scriptPieces } from './script/pieces.ts';
import { saidIn } from './script/said.ts';
import { HOST } from './script/speaker.ts';
import { bareLine, strayLines } from './script/stray.ts';

export type { ListEntry, ScriptPart, Speaker, Speech, Style, TextRun } from './script/part.ts';
export { isOnlyShown, isStruck, textOf } from './script/part.ts';

export function scriptParts(doc: SegmentDocument): readonly ScriptPart[] {
  const reader = partReader();
  for (const piece of scriptPieces(doc)) {
    if (piece.kind !== 'prose') reader.put(partOf(piece, doc.text));
    else
      for (const stretch of stretchesOf(piece.text)) {
        if (stretch.kind === 'stray') reader.put(stretch);
        else for (const chunk of chunksOf(stretch.text)) blocksOf(chunk).forEach(reader.read);
      }
  }
  return inLists(reader.end());
}

function partOf(piece: Exclude<ScriptPiece, { readonly kind: 'prose' }>, text: string): ScriptPart {
  if (piece.kind === 'note')
    return {
      kind: 'direction',
      runs: [{ kind: 'direction', text: cleanText(piece.text).trim(), styles: [] }],
    };
  if (piece.kind !== 'cue' || isWhole(piece.cue)) return piece;
  const { start, end } = piece.cue.span;
  return { kind: 'broken-cue', cue: piece.cue, text: text.slice(start, end) };
}

/** Prose as written, and the lines in it that are not speech. */
type Stretch =
  | { readonly kind: 'prose'; readonly text: string }
  | Extract<ScriptPart, { readonly kind: 'stray' }>;

function stretchesOf(prose: string): readonly Stretch[] {
  const lines = prose.split('\n');
  const kinds = strayLines(lines);
  if (kinds.every((kind) => kind === null)) return [{ kind: 'prose', text: prose }];
  const stretches: Stretch[] = [];
  let from = 0;
  for (let i = 1; i <= lines.length; i += 1) {
    const what = kinds[from] ?? null;
    if (i < lines.length && (kinds[i] ?? null) === what) continue;
    const own = lines.slice(from, i);
    if (what === null) stretches.push({ kind: 'prose', text: own.join('\n') });
    else stretches.push({ kind: 'stray', what, text: withTildes(own.map(bareLine).join('\n')) });
    from = i;
  }
  return stretches;
}

/** Keeps state between blocks, because a `<p>` may be closed in a later block. */
function partReader() {
  const parts: LoosePart[] = [];
  let open: Setting | null = null;
  /** Index of the first part that belongs to the open `<p>` only if it is closed later. */
  let unsure: number | null = null;

  const settle = (isClosed: boolean) => {
    if (unsure !== null && open !== null && !isClosed)
      parts.splice(unsure, parts.length, ...disowned(parts.slice(unsure), open));
    unsure = null;
  };

  return {
    put: (part: ScriptPart) => {
      parts.push(part);
    },
    read: (block: ProseBlock) => {
      if (block.shape.kind === 'rule') parts.push({ kind: 'rule' });
      const paragraphs = paragraphsOf(block, open);
      for (const paragraph of paragraphs.found) {
        if (paragraph.kind === 'closes' || paragraph.kind === 'opens') settle(paragraph.kind === 'closes');
        else if (paragraph.kind === 'picture') parts.push(paragraph);
        else parts.push(...saidIn(paragraph, block.shape));
      }
      // Bullet and flag apply to the first paragraph only, the speaker to all of them.
      open = paragraphs.open === null ? null : { ...HOST_SETTING, speaker: paragraphs.open.speaker };
      unsure = open === null ? null : (unsure ?? parts.length);
    },
    end: (): readonly LoosePart[] => {
      settle(false);
      return parts;
    },
  };
}

/** Undoes the effect of an unclosed `<p>` after its own block. */
function disowned(parts: readonly LoosePart[], { speaker }: Setting): readonly LoosePart[] {
  return parts.map((part) =>
    part.kind === 'speech' && part.speaker === speaker ? { ...part, speaker: HOST } : part,
  );
}
