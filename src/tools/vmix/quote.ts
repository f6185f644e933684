// Reads the text of a full-screen quote: removes the stored quotation marks and escapes. Corrects nothing else.
import { type Cue, cueValue } from '../../domain/cue.ts';
import { cleanText } from '../../markdown/script/clean-text.ts';

export function quoteOf(cue: Cue): { readonly text: string; readonly by: string } {
  const by = cueValue(cue, 'attribution') ?? cueValue(cue, 'source') ?? '';
  return { text: withoutPair(cleanText(cueValue(cue, 'quote') ?? '')), by: cleanText(by) };
}

/** Removes one pair of quotation marks only; those inside belong to the quote. */
function withoutPair(text: string): string {
  return /^["“]([\s\S]*)["”]$/.exec(text)?.[1] ?? text;
}
