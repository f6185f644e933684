// Git's mode of a plain file. Git knows two: with and without the owner's executable bit.
import type { FileMode } from './object.ts';

export function modeOf({ mode }: { readonly mode: number }): FileMode {
  return (mode & 0o100) === 0 ? '100644' : '100755';
}
