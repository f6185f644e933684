// The commands that a person can copy from a page or a message, quoted so that a shell reads them as they are meant.

const PLAIN = /^[\w@%+=:,./-]+$/;

export function commandLine(words: readonly string[]): string {
  return ['npx', 'show-build', ...words].map(quoted).join(' ');
}

/** One word for a POSIX shell, whatever stands in it. */
export function quoted(word: string): string {
  return PLAIN.test(word) ? word : `'${word.replaceAll("'", String.raw`'\''`)}'`;
}
