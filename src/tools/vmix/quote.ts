// A full-screen quote as it is read: the stored pair of quotes and escapes taken back. Never corrected.
import { type Cue, cueValue } from '../../domain/cue.ts';
import { cleanText } from '../../markdown/script/clean-text.ts';

export function quoteOf(cue: Cue): { readonly text: string; readonly by: string } {
  const by = cueValue(cue, 'attribution') ?? cueValue(cue, 'source') ?? '';
  return { text: withoutPair(cleanText(cueValue(cue, 'quote') ?? '')), by: cleanText(by) };
}

/** Exactly one pair: what stands inside it is part of the quote. */
function withoutPair(text: string): string {
  return /^["“]([\s\S]*)["”]$/.exec(text)?.[1] ?? text;
}
