// Fixed words that all scripts share, so that a cue is called by the same name on every page.
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

/** `1:15`; `0:30?` where nobody has said how long; empty for what takes no time of its own. */
export function cueLength({ durationMs, isUsualLength }: ShownCue): string {
  return durationMs === null ? '' : `${short(durationMs)}${isUsualLength ? '?' : ''}`;
}

export function startMark(block: string): string {
  return `★ ★ ★ START BLOCK ${block} ★ ★ ★`;
}

export function endMark(block: string): string {
  return `— — — END BLOCK ${block} — — —`;
}

/** `BLOCK A · THE GLOVE ON THE RAILING`; a break that is called so once. */
export function itemHeading({ where, title }: PageItem): string {
  const name = title.toUpperCase();
  return name === where ? name : `${where} · ${name}`;
}

/** Why an item is not in the show, for the line that stands in its place. */
export function leftOut({ order, title, entry }: PageItem): string {
  return `NOT IN THE SHOW: ${order === '' ? '' : `${order} `}${title} — ${entry.whyNot ?? ''}`;
}

/** Types whose words are heard: a host wants to know them, and when they end. */
export function isHeard(type: string): boolean {
  return type === 'SOT' || type === 'PKG' || type === 'VOX';
}
