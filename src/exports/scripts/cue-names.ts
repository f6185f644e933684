// Wording shared by all scripts, so that a cue has the same name on every page.
import type { StrayKind } from '../../markdown/script/stray.ts';
import type { TextRun } from '../../markdown/script-parts.ts';
import type { PageItem } from './page.ts';
import type { ShownCue } from './shown-cue.ts';
import { clock, short } from './times.ts';

/** `[[ GFX / 010 glove-week ]]`, `[[ DIRECTOR: NOTE — Fade. ]]`, `[AD LIB] 00:01:00`. */
export function cueLine(cue: ShownCue): string {
  if (cue.note !== null)
    return `[[${[cue.note.to ?? '', 'NOTE'].filter(Boolean).join(': ')} — ${cue.note.text}]]`;
  if (cue.type === 'ADLIB') return `[AD LIB] ${clock(cue.durationMs ?? 0)}`;
  const name = [cue.number, cue.slug].filter(Boolean).join(' ');
  return name === '' ? `[[ ${cue.type} ]]` : `[[ ${cue.type} / ${name} ]]`;
}

/** `1:15`; `0:30?` for a usual length; empty if the cue takes no time of its own. */
export function cueLength({ durationMs, isUsualLength }: ShownCue): string {
  return durationMs === null ? '' : `${short(durationMs)}${isUsualLength ? '?' : ''}`;
}

export function startMark(block: string): string {
  return `★ ★ ★ START BLOCK ${block} ★ ★ ★`;
}

export function endMark(block: string): string {
  return `— — — END BLOCK ${block} — — —`;
}

/** `BLOCK A · THE GLOVE ON THE RAILING`; just `BREAK` for a break with that title. */
export function itemHeading({ where, title }: PageItem): string {
  const name = title.toUpperCase();
  return name === where ? name : `${where} · ${name}`;
}

/** The line in place of an item that is not in the show, with the reason. */
export function leftOut({ order, title, entry }: PageItem): string {
  return `NOT IN THE SHOW: ${order === '' ? '' : `${order} `}${title} — ${entry.whyNot ?? ''}`;
}

const STRAY: Readonly<Record<StrayKind, string>> = {
  cut: 'NOT A CUE YET:',
  field: 'NOT A CUE YET:',
  print: 'FROM A PRINT, PLAYS NOTHING:',
  note: 'NOTE TO THE CREW?',
};

/** Loud words before a line that is neither speech nor a cue. */
export function strayLabel(what: StrayKind): string {
  return STRAY[what];
}

/** The question that an undecided edit puts: `take out?`, `add “x”?`, `to “x”?`. */
export function editQuestion({ text, suggested }: Extract<TextRun, { readonly kind: 'edit' }>): string {
  if (suggested === '') return 'take out?';
  return text === '' ? `add “${suggested}”?` : `to “${suggested}”?`;
}

/** True for cue types with audible words: the host needs to know them and when they end. */
export function isHeard(type: string): boolean {
  return type === 'SOT' || type === 'PKG' || type === 'VOX';
}
