// Extracts from a segment what search needs besides its rows: the file line of each spoken line, the people named, and
// the quotes. Reads only the document; leaves out what can't be a name, and never guesses one.
import { type Cue, cueValue } from '../../src/domain/cue.ts';
import { readOutSpans } from '../../src/markdown/content.ts';
import type { InfoDocument, SegmentDocument } from '../../src/markdown/document.ts';
import { linesOf } from '../../src/markdown/lines.ts';
import { readQuote } from '../../src/markdown/repair/values/quote-text.ts';
import { HOST, labelOf, speakerOfClass } from '../../src/markdown/script/speaker.ts';
import { wordsBySpeaker } from '../../src/markdown/speech.ts';
import { withoutEntities } from '../../src/markdown/spoken.ts';
import type { QuoteRow } from '../../src/store/assets.ts';
import type { PersonRow } from '../../src/store/people.ts';

// ---- lines ----

/** Number of letters that tell a line from its neighbours. */
const TELLING = 24;
/** How many letters ahead to look for a line. One that is not found is given the place of the line before. */
const FARTHEST = 20_000;

/** For each line of the spoken text, its 1-based line in the file. */
export function bodyLines(doc: SegmentDocument): readonly number[] {
  const { letters, starts } = scriptLetters(doc);
  let at = 0;
  let n = 0;
  return doc.spokenText.split('\n').map((spoken) => {
    const wanted = lettersOf(spoken);
    const key = wanted.slice(0, TELLING);
    const found = key === '' ? -1 : letters.slice(at, at + FARTHEST).indexOf(key);
    const from = found === -1 ? at : at + found;
    while (n + 1 < starts.length && (starts[n + 1]?.from ?? 0) <= from) n += 1;
    if (found !== -1) at = from + wanted.length;
    return starts[n]?.line ?? 1;
  });
}

interface Letters {
  readonly letters: string;
  /** Offset in `letters` at which each line of the file begins. */
  readonly starts: readonly { readonly from: number; readonly line: number }[];
}

function scriptLetters(doc: SegmentDocument): Letters {
  const parts: string[] = [];
  const starts: { from: number; line: number }[] = [];
  let length = 0;
  for (const { text, line } of scriptLines(doc)) {
    const letters = lettersOf(withoutEntities(text.replace(/<[^<>]*>/g, '')));
    starts.push({ from: length, line });
    parts.push(letters);
    length += letters.length;
  }
  return { letters: parts.join(''), starts };
}

function lettersOf(text: string): string {
  return text.replace(/[^\p{L}\p{N}]+/gu, '');
}

interface ScriptLine {
  readonly text: string;
  readonly line: number;
}

/** Lines of the script, without what is not read out. */
function scriptLines(doc: SegmentDocument): readonly ScriptLine[] {
  const found: { text: string; line: number }[] = [];
  for (const span of readOutSpans(doc)) {
    for (const { start, end } of linesOf(doc.text, span.start, span.end)) {
      if (start === end) continue;
      const line = doc.lineAt(start);
      const last = found.at(-1);
      const text = doc.text.slice(start, end);
      if (last?.line === line) last.text += text;
      else found.push({ text, line });
    }
  }
  return found;
}

// ---- people ----

const LONGEST_NAME = 80;
const MOST_NAMES = 200;
/** Cue fields that hold a name. */
const NAME_FIELDS = ['name', 'guest', 'speaker', 'person', 'interviewee'];

/** `info`: names the host. */
export function peopleIn(doc: SegmentDocument, info: InfoDocument | null): readonly PersonRow[] {
  return [
    ...speakersIn(doc, info?.value('host') ?? null),
    ...guestsIn(doc),
    ...doc.cues.flatMap((cue) => [
      ...personIn(attributionOf(cue), 'quoted', cue.line),
      ...shownIn(cue).flatMap((name) => personIn(name, 'shown', cue.line)),
    ]),
  ].slice(0, MOST_NAMES);
}

/** Guests named in the head of a segment or an episode. */
export function guestsIn(doc: SegmentDocument | InfoDocument): readonly PersonRow[] {
  const named = [doc.value('guest'), doc.value('guests')].filter((value) => value !== null).join('\n');
  return named
    .split(/[,;\n[\]]|\s(?:and|&)\s/)
    .map((name) => name.replace(/^[\s"'-]+|[\s"']+$/g, ''))
    .flatMap((name) => personIn(name, 'guest', null));
}

function speakersIn(doc: SegmentDocument, host: string | null): readonly PersonRow[] {
  const labels = labelsIn(doc);
  return [...wordsBySpeaker(doc)].flatMap(([voice, words]): readonly PersonRow[] => {
    const label = labels.get(voice);
    if (voice === HOST.voice)
      return [{ name: host ?? label?.name ?? 'host', role: 'host', line: null, words }];
    const name = label?.name ?? voice.replaceAll('-', ' ');
    return [{ name: name.slice(0, LONGEST_NAME), role: 'speaker', line: label?.line ?? null, words }];
  });
}

/** Name and line at each voice's first mention. */
function labelsIn(
  doc: SegmentDocument,
): ReadonlyMap<string, { readonly name: string; readonly line: number }> {
  const labels = new Map<string, { name: string; line: number }>();
  for (const { text, line } of scriptLines(doc)) {
    const ofClass = /<p\b[^<>]*\bclass\s{0,9}=\s{0,9}["']?([^"'<>]*)/i.exec(text)?.[1];
    const ofLine = labelOf(text.trim(), true)?.speaker;
    const speaker = ofLine ?? (ofClass === undefined ? undefined : speakerOfClass(ofClass));
    if (speaker === undefined || speaker.name === null || labels.has(speaker.voice)) continue;
    labels.set(speaker.voice, { name: speaker.name, line });
  }
  return labels;
}

function shownIn(cue: Cue): readonly (string | null)[] {
  const isLowerThird = /lower/i.test(cueValue(cue, 'gfxtype') ?? '');
  const names = NAME_FIELDS.map((field) => cueValue(cue, field));
  return isLowerThird ? [...names, cueValue(cue, 'title')] : names;
}

function attributionOf(cue: Cue): string | null {
  return cueValue(cue, 'quote') === null ? null : (cueValue(cue, 'attribution') ?? cueValue(cue, 'source'));
}

function personIn(text: string | null, role: PersonRow['role'], line: number | null): readonly PersonRow[] {
  const name = (text ?? '').replace(/\s+/g, ' ').trim();
  return name.length > LONGEST_NAME || !/\p{L}/u.test(name) ? [] : [{ name, role, line, words: null }];
}

// ---- quotes ----

export function quotesIn(doc: SegmentDocument): readonly QuoteRow[] {
  return doc.cues.flatMap((cue) => {
    const quote = cueValue(cue, 'quote');
    if (quote === null) return [];
    return [
      {
        subject: doc.path,
        slug: cue.slug,
        text: readQuote(quote),
        attribution: attributionOf(cue),
        source: 'cue',
        atMs: null,
        line: cue.line,
        cueType: cue.type,
      },
    ];
  });
}
