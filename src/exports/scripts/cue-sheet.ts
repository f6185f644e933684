// Lists the cues of an item for the director, each with the spoken words after which it rolls.
import { isOnlyShown, type TextRun } from '../../markdown/script-parts.ts';
import { cueLine, strayLabel } from './cue-names.ts';
import type { PageItem } from './page.ts';
import type { PagePart } from './page-part.ts';
import type { ShownCue } from './shown-cue.ts';

export type CueSheetRow =
  | { readonly kind: 'cue'; readonly cue: ShownCue; readonly rollsOn: string }
  /** note: a note cue. loud: a token or a broken cue, which can't be played yet. */
  | { readonly kind: 'note' | 'loud'; readonly text: string; readonly rollsOn: string };

export function cueRows({ parts }: PageItem): readonly CueSheetRow[] {
  const rows: CueSheetRow[] = [];
  let before = { said: '', instead: 'top of the item' };
  const rollsOn = () => (before.said === '' ? before.instead : lastWords(before.said));
  const after = (name: string) => {
    before = { said: '', instead: `straight after ${name}` };
  };
  const loud = (text: string, name: string) => {
    rows.push({ kind: 'loud', text, rollsOn: rollsOn() });
    after(name);
  };
  for (const part of parts) {
    for (const { said, token } of stretchesIn(part)) {
      if (said !== '') before = { ...before, said };
      if (token !== null) loud(`NOT A CUE YET: ${token}`, token);
    }
    if (part.kind === 'broken-cue')
      loud(`CUE WITHOUT AN END: ${part.cue.type ?? ''} ${part.cue.slug ?? ''}`, 'it');
    if (part.kind === 'stray') loud(`${strayLabel(part.what)} ${part.text}`, 'it');
    if (part.kind !== 'cue') continue;
    const { cue } = part;
    if (cue.note !== null) rows.push({ kind: 'note', text: cueLine(cue), rollsOn: rollsOn() });
    else {
      rows.push({ kind: 'cue', cue, rollsOn: rollsOn() });
      after(cue.number === '' ? cue.type : cue.number);
    }
  }
  return rows;
}

/** Spoken words up to a cue's shorthand; `token` is null for the words at the end of the part. */
interface SaidStretch {
  readonly said: string;
  readonly token: string | null;
}

function stretchesIn(part: PagePart): readonly SaidStretch[] {
  const stretches: SaidStretch[] = [];
  let said = '';
  for (const run of runsIn(part)) {
    if (isOnlyShown(run)) continue;
    if (run.kind !== 'token') said += run.text;
    else {
      stretches.push({ said: said.trim(), token: run.text });
      said = '';
    }
  }
  return [...stretches, { said: said.trim(), token: null }];
}

const BLANK: TextRun = { kind: 'text', text: ' ', styles: [] };

function runsIn(part: PagePart): readonly TextRun[] {
  if (part.kind === 'token') return [{ kind: 'token', text: part.text, styles: [] }];
  if (part.kind === 'list') return part.entries.flatMap(({ runs }) => [...runs, BLANK]);
  return part.kind === 'speech' ? part.runs : [];
}

const ENOUGH_WORDS = 12;

function lastWords(text: string): string {
  const words = text.split(/\s+/).filter((word) => word !== '');
  const last = words.slice(-ENOUGH_WORDS).join(' ');
  return words.length > ENOUGH_WORDS ? `…${last}` : last;
}
