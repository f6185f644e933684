// The names that Git's own check refuses in a tree, because on some system they mean Git's own files: `.git` and
// `.gitmodules` in any spelling that HFS+ or NTFS takes for them. The rules are those of Git's fsck.c, path.c and utf8.c.

/** Code points that HFS+ ignores in names. */
const IGNORED = /[\u200c-\u200f\u202a-\u202e\u206a-\u206f\ufeff]/g;

/** NTFS ignores dots and spaces at the end, and reads a stream's name after a colon. */
const NTFS_GIT = /^(?:\.git|git~1)[. ]*(?:$|[\\:])/i;

/** Beginnings and characters that a refused name needs: a scan asks for each of 140,000 names. */
const SUSPECT = /^$|^[.g~]|[\\\0/\u200c-\u200f\u202a-\u202e\u206a-\u206f\ufeff]/i;

/** True for one name, not a path, that no tree may hold. */
export function isRefusedName(name: string): boolean {
  if (!SUSPECT.test(name)) return false;
  if (name === '' || name === '.' || name === '..' || /[\0/]/.test(name)) return true;
  if (asOnHfs(name) === '.git' || asOnNtfs(name).some((end) => NTFS_GIT.test(end))) return true;
  return isMeantFor(name, 'gitmodules', 'gi7eba');
}

function asOnHfs(name: string): string {
  return name.replaceAll(IGNORED, '').toLowerCase();
}

/** The whole name, and what follows each backslash, which Windows reads as a slash. */
function asOnNtfs(name: string): readonly string[] {
  const parts = name.split('\\');
  return parts.map((_part, i) => parts.slice(i).join('\\'));
}

/** Bytes that Git's check takes in one line of `.gitattributes`, and in all of it. */
const MOST_LINE_BYTES = 2048;
const MOST_BYTES = 100 * 1024 * 1024;
const NEWLINE = 0x0a;

/** True for an attributes file whose lines are so long that Git's check refuses it. */
export function isRefusedContent(name: string, bytes: Uint8Array): boolean {
  if (!isMeantFor(name, 'gitattributes', 'gi7d29')) return false;
  if (bytes.length > MOST_BYTES) return true;
  for (let start = 0; start < bytes.length; ) {
    const end = bytes.indexOf(NEWLINE, start);
    const next = end < 0 ? bytes.length : end;
    if (next - start >= MOST_LINE_BYTES) return true;
    start = next + 1;
  }
  return false;
}

/** True if some system takes the name for this file of Git. `hash`: beginning of the short name that NTFS falls back to. */
function isMeantFor(name: string, file: string, hash: string): boolean {
  return asOnHfs(name) === `.${file}` || asOnNtfs(name).some((end) => isNtfsNameOf(end, file, hash));
}

function isNtfsNameOf(name: string, file: string, hash: string): boolean {
  const whole = name
    .replace(/:.*$/s, '')
    .replace(/[. ]+$/, '')
    .toLowerCase();
  if (whole === `.${file}` || /^~[1-4]$/.test(afterPrefix(whole, file.slice(0, 6)))) return true;
  const [, start = '', number = ''] = /^([a-z0-9]*)~([1-9]\d*)$/.exec(whole) ?? [];
  return number !== '' && whole.length === SHORT_NAME && hash.startsWith(start);
}

const SHORT_NAME = 8;

function afterPrefix(text: string, prefix: string): string {
  return text.startsWith(prefix) ? text.slice(prefix.length) : '';
}
