// Command lines for people to copy from a page or a message, quoted for the shell.

const PLAIN = /^[\w@%+=:,./-]+$/;

export function commandLine(words: readonly string[]): string {
  return shellLine(['npx', 'show-build', ...words]);
}

export function shellLine(words: readonly string[]): string {
  return words.map(quoted).join(' ');
}

/** Quotes one word for a POSIX shell, whatever it contains. */
function quoted(word: string): string {
  return PLAIN.test(word) ? word : `'${word.replaceAll("'", String.raw`'\''`)}'`;
}
