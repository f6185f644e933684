// What a reader of a text sees of it. Marks without a shape of their own can hide words from people and show them to a
// model, or turn a line around: nothing that we send, write or list holds any.

/** Formats, private and unassigned characters, halves of pairs. */
const UNSEEN = /[\p{Cf}\p{Co}\p{Cn}\p{Cs}]+/gu;

export function visible(text: string): string {
  return text.replace(UNSEEN, '');
}

/** The first so many characters, without half of a pair at the end. */
export function beginning(text: string, mostCharacters: number): string {
  return text.slice(0, mostCharacters).replace(/[\ud800-\udbff]$/, '');
}
