// Groups consecutive list entries into lists. A single entry becomes a paragraph with a bullet or a number, because
// people also start paragraphs with a dash, or with a year and a full stop.
import { HOST_SETTING } from './paragraphs.ts';
import type { ListEntry, ScriptPart, Speech, TextRun } from './part.ts';

/** A part, or a list entry not yet known to have neighbours. */
export type LoosePart = ScriptPart | (ListEntry & { readonly kind: 'entry' });

export function inLists(parts: readonly LoosePart[]): readonly ScriptPart[] {
  const result: ScriptPart[] = [];
  let entries: ListEntry[] = [];
  const close = () => {
    const [only] = entries;
    if (entries.length > 1) result.push({ kind: 'list', entries });
    else if (only !== undefined) result.push(alone(only));
    entries = [];
  };
  for (const part of parts) {
    if (part.kind === 'entry') entries.push({ depth: part.depth, marker: part.marker, runs: part.runs });
    else {
      close();
      result.push(part);
    }
  }
  close();
  return result;
}

function alone({ marker, runs }: ListEntry): Speech {
  const number: readonly TextRun[] = /^\d/.test(marker)
    ? [{ kind: 'text', text: `${marker} `, styles: [] }]
    : [];
  return {
    kind: 'speech',
    ...HOST_SETTING,
    quoted: false,
    bullet: marker === '•',
    runs: [...number, ...runs],
  };
}
