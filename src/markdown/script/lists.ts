// Gathers list entries that follow each other. One that stands alone is a paragraph with a bullet or a number: people
// start a paragraph with a dash, or with a year and a full stop.
import { HOST_SETTING } from './paragraphs.ts';
import type { ListEntry, Run, ScriptPart, Speech } from './part.ts';

/** A part, or a list entry before it is known whether it stands alone. */
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
  const number: readonly Run[] = /^\d/.test(marker) ? [{ kind: 'text', text: `${marker} `, styles: [] }] : [];
  return {
    kind: 'speech',
    ...HOST_SETTING,
    quoted: false,
    bullet: marker === '•',
    runs: [...number, ...runs],
  };
}
