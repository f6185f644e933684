// Counts the words each speaker reads out. The speaker comes from the class of a paragraph, else from a name at the
// start of a line, else it is the host. The names themselves are not counted.
import { countWords } from '../domain/segment.ts';
import { readOut } from './content.ts';
import type { SegmentDocument } from './document.ts';
import { HOST, speakerOfClass, voiceOf } from './script/speaker.ts';
import { PARAGRAPH_TAG, spokenLines } from './spoken.ts';

/** Words read aloud by speaker, in the order in which they first speak. Silent speakers are left out. */
export function wordsBySpeaker(doc: SegmentDocument): ReadonlyMap<string, number> {
  const words = new Map<string, number>();
  for (const paragraph of paragraphs(readOut(doc))) {
    for (const [speaker, text] of saidIn(paragraph)) {
      const count = countWords(text);
      if (count > 0) words.set(speaker, (words.get(speaker) ?? 0) + count);
    }
  }
  return words;
}

/** Words per minute: the speaker's own rate, else `usual`. `host` also means the host's name. */
export function rateOf(speaker: string, usual: number, speakers: Readonly<Record<string, number>>): number {
  const rates = new Map(Object.entries(speakers).map(([name, rate]) => [voiceOf(name), rate]));
  const other = speaker === HOST.voice ? 'host' : speaker === 'host' ? HOST.voice : speaker;
  return rates.get(speaker) ?? rates.get(other) ?? usual;
}

interface Paragraph {
  readonly speaker: string;
  readonly markdown: string;
}

/** Splits the text at `<p class="guest">` and `</p>`; text outside them is the host's. */
function paragraphs(script: string): readonly Paragraph[] {
  const found: Paragraph[] = [];
  let speaker = HOST.voice;
  let at = 0;
  for (const { 0: tag, 1: slash, 2: attributes = '', index } of script.matchAll(PARAGRAPH_TAG)) {
    found.push({ speaker, markdown: script.slice(at, index) });
    speaker = slash === '/' ? HOST.voice : speakerOf(attributes);
    at = index + tag.length;
  }
  return [...found, { speaker, markdown: script.slice(at) }];
}

function speakerOf(attributes: string): string {
  return speakerOfClass(/\bclass\s{0,9}=\s{0,9}["']?([^"'<>]*)/i.exec(attributes)?.[1] ?? '').voice;
}

/** Lines with their speakers. A name applies until the next blank line. */
function saidIn({ speaker, markdown }: Paragraph): readonly (readonly [speaker: string, text: string])[] {
  let named: string | null = null;
  return spokenLines(markdown).map(({ label, text }) => {
    if (label !== null) named = labelled(label);
    else if (text.trim() === '') named = null;
    return [named ?? speaker, text] as const;
  });
}

function labelled(label: string): string {
  if (/^(?:GUEST|CALLER|INTERVIEW)\b/.test(label)) return 'guest';
  if (/^(?:ANNOUNCER|NARRATOR)\b/.test(label)) return 'announcer';
  return voiceOf(label);
}
