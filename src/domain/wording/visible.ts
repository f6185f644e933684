// Removes invisible characters. They can hide words from people and show them to a model, or reverse a line, so no text
// we send, write or list may contain any.

/** Format, private-use and unassigned characters, and lone surrogates. */
const UNSEEN = /[\p{Cf}\p{Co}\p{Cn}\p{Cs}]+/gu;

export function visible(text: string): string {
  return text.replace(UNSEEN, '');
}

/** The first characters of a text, without half a surrogate pair at the end. */
export function beginning(text: string, mostCharacters: number): string {
  return text.slice(0, mostCharacters).replace(/[\ud800-\udbff]$/, '');
}
