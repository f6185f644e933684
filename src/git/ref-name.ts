// Checks ref names: only full names below refs/ that are safe as file paths and valid for stock Git.
import { Fault } from '../errors.ts';

const UNSAFE = /[\x00-\x20\x7f~^:?*[\\]|\.\.|@\{|\/\/|\/\.|\.lock(?:\/|$)|[./]$/;

/** Throws if the name could lead outside refs/ or stock Git would refuse it. */
export function checkRefName(name: string): void {
  if (name.startsWith('refs/') && name.split('/').length > 2 && !UNSAFE.test(name)) return;
  throw new Fault('bug', 'GIT_REF_NAME', 'The program used an impossible name inside its history.', {
    tech: `not a full ref name: ${JSON.stringify(name)}`,
  });
}
