// Text from a file or a person, fit for a line of a list, a prompt or a commit message.

/** Line ends, control characters and runs of blanks become one blank; what is longer is cut, with `…`. */
export function oneLine(text: string, mostCharacters: number): string {
  const line = text.replace(/[\s\p{Cc}\u2028\u2029]+/gu, ' ').trim();
  return line.length > mostCharacters ? `${line.slice(0, mostCharacters - 1)}…` : line;
}
