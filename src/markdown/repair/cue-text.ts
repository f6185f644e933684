// A new cue block as text, in the one canonical form.

export type NewField = readonly [label: string, value: string];

/** Begin, one field per line, End; no line break after End. Fields without a value are left out, but for `Note Text`. */
export function cueText(fields: readonly NewField[], eol: string): string {
  const lines = fields
    .filter(([label, value]) => value !== '' || label === 'Note Text')
    .map(([label, value]) => (value === '' ? `[${label}:]` : `[${label}: ${value}]`));
  return ['<!-- Begin Cue -->', ...lines, '<!-- End Cue -->'].join(eol);
}
