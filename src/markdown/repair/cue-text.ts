// Writes a new cue block in canonical form.

export type NewField = readonly [label: string, value: string];

/** Begin, one field per line, End, without a final line break. Fields without a value are left out, except `Note
 *  Text`. */
export function cueText(fields: readonly NewField[], eol: string): string {
  const lines = fields
    .filter(([label, value]) => value !== '' || label === 'Note Text')
    .map(([label, value]) => (value === '' ? `[${label}:]` : `[${label}: ${value}]`));
  return ['<!-- Begin Cue -->', ...lines, '<!-- End Cue -->'].join(eol);
}
