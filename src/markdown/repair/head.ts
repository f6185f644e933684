// Repairs the air date in the head: removes a time or stray characters and keeps the date. Leaves it alone if another
// day could be meant.
import { editAt } from '../../domain/edit.ts';
import { oneLine } from '../../domain/one-line.ts';
import type { HeadEntry, InfoDocument, SegmentDocument } from '../document.ts';
import type { Offers } from './offer.ts';

const FIELD = 'airdate:form';

export function repairHead(doc: SegmentDocument | InfoDocument): Offers {
  const entry = doc.head.entries.find(({ name }) => name === 'airdate');
  const written = doc.value('airdate');
  const nothing = { offers: [], diagnostics: [] };
  if (entry === undefined || written === null || /^\s*$/.test(written) || isDate(written.trim()))
    return nothing;
  const date = dateIn(written);
  const editable = doc.head.state === 'present' && (entry.form === 'plain' || entry.form === 'quoted');
  if (date === null || !editable) return { offers: [], diagnostics: [unclear(doc, entry, written)] };
  const { start, end } = entry.valueSpan;
  const quoted = entry.form === 'quoted' ? 1 : 0;
  // Edits inside the existing quotes, so that a plain date stays plain for YAML parsers.
  const edit = editAt(doc.text, start + quoted, end - quoted, date, FIELD);
  const offer = {
    field: FIELD,
    span: { start, end },
    edits: [edit],
    title: `Keep the date ${date} alone as the air date`,
    why: `The air date was written as “${oneLine(written, 60)}”. Every program reads the date; what stood around it is read by none.`,
    applicability: 'safe',
    confidence: null,
    drops: [],
  } as const;
  return { offers: [offer], diagnostics: [] };
}

function unclear({ path }: SegmentDocument | InfoDocument, { line }: HeadEntry, written: string) {
  return {
    code: 'INVALID_AIRDATE_FORMAT',
    severity: 'warning',
    path,
    line,
    message: `“${oneLine(written, 40)}” is not clear as a date`,
    todo: 'Write year, month and day: 2031-03-16.',
  } as const;
}

const TIMED =
  /^(\d{4}-\d{2}-\d{2})(?:[Tt ]{1,3}(\d{1,2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?) ?(Z|UTC|[+-]\d{2}:?\d{2})?)?$/i;
const MIDNIGHT = /^0?0:00(?::00(?:\.0+)?)?$/;
const LONGEST = 200;

/** Null if it is no date, or if the time has a zone that could move it to another day. */
function dateIn(written: string): string | null {
  const plain = written
    .slice(0, LONGEST)
    .replace(/[\u2010-\u2015\u2212]/g, '-')
    .replace(/[^\x21-\x7e]+/g, (odd) => (/\s/.test(odd) ? ' ' : ''))
    .trim();
  const [, date = '', time, zone] = TIMED.exec(plain) ?? [];
  const sure = zone === undefined || MIDNIGHT.test(time ?? '');
  return sure && isDate(date) && written.length <= LONGEST ? date : null;
}

/** True for a date that exists, spelled `YYYY-MM-DD`. */
function isDate(text: string): boolean {
  const [, year, month, day] = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text) ?? [];
  if (day === undefined) return false;
  const date = new Date(Date.UTC(Number(year), Number(month) - 1, Number(day)));
  return date.getUTCMonth() === Number(month) - 1 && date.getUTCDate() === Number(day);
}
