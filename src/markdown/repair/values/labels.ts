// Replaces old field names and old words for an alignment, and removes fields that repeat another.
import { type CueField, cueField } from '../../../domain/cue.ts';
import { oneLine } from '../../../domain/one-line.ts';
import { cueName } from '../cue-name.ts';
import { linesOfField } from './place.ts';
import { mediaOf } from './urls.ts';
import type { Completion, CuePiece, WholeCue } from './whole-cue.ts';

export function attribution({ cue, type }: WholeCue): Completion | null {
  const sources = cue.fields.filter(({ name, value }) => name === 'source' && value !== '');
  const [source] = sources;
  if (type !== 'FSQ' || source === undefined || sources.length > 1) return null;
  if (cueField(cue, 'attribution') !== null) return null;
  return {
    what: 'attribution',
    pieces: [{ span: source.labelSpan, added: 'Attribution' }],
    title: `Call the source of ${cueName(cue)} its attribution`,
    why: 'Source is the old name of this field. Who said it stays the same.',
    applicability: 'safe',
  };
}

const ALIGNMENT = /^(?:left|right|center(?:ed)?|centre(?:d)?)$/i;
const OLD_CENTER = /^(?:centered|centred?)$/i;

export function alignment({ cue, type }: WholeCue): Completion | null {
  if (type !== 'FSQ') return null;
  const named = cueField(cue, 'alignment');
  const field =
    named ?? cue.fields.find(({ name, value }) => /^(?:style|align)$/.test(name) && ALIGNMENT.test(value));
  if (field === undefined) return null;
  const pieces: CuePiece[] = [];
  if (named === null) pieces.push({ span: field.labelSpan, added: 'Alignment' });
  if (OLD_CENTER.test(field.value)) pieces.push({ span: field.valueSpan, added: 'center' });
  if (pieces.length === 0) return null;
  return {
    what: 'alignment',
    pieces,
    title: `Spell the alignment of ${cueName(cue)} as programs read it`,
    why: 'Style and Align are old names of Alignment, and its words are left, center and right. The quote stands where it stood.',
    applicability: 'safe',
  };
}

/** Removes repeated fields with the same value, and empty ones beside one with a value. */
export function sameTwice({ doc, cue }: WholeCue): Completion | null {
  const differing = mediaOf(cue).others.length > 0;
  const spare = spareFields(cue.fields).filter(
    ({ name, value }) => name !== 'mediaurl' || !differing || value === '',
  );
  const going = new Set(spare);
  const pieces = cue.fields.flatMap((field, i): CuePiece[] => {
    const span = going.has(field) ? linesOfField(doc.text, field) : null;
    // A following field without an opening bracket could be read as part of the one before.
    return span === null || cue.fields[i + 1]?.opened === false ? [] : [{ span, added: '' }];
  });
  if (pieces.length === 0) return null;
  const labels = oneLine([...new Set(spare.map(({ label }) => label))].join(', '), 200);
  return {
    what: 'twice',
    pieces,
    title: `Remove what stands twice in ${cueName(cue)}`,
    why: `${labels} stood in this cue a second time and said nothing else. One of each stays.`,
    applicability: 'safe',
  };
}

function spareFields(fields: readonly CueField[]): readonly CueField[] {
  const kept = new Set<string>();
  const filled = new Set(fields.filter(({ value }) => value !== '').map(({ name }) => name));
  return fields.filter(({ name, value }) => {
    const key = `${name}:${value}`;
    if (kept.has(key) || (value === '' && filled.has(name))) return true;
    kept.add(key);
    return false;
  });
}
