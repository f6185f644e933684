// Says why a path on disk is left out of a snapshot.
import { type Fault, foreignFault } from '../../src/errors.ts';
import { refusedName } from '../../src/git/path.ts';
import { NAME_REFUSED, type Unreadable } from '../../src/tree/walk.ts';

export function leftOut({ path, code }: Unreadable): Fault {
  if (code === NAME_REFUSED) return refusedName(path, 'its last part is a name of Git');
  return foreignFault('transient', code, `${path} can't be read (${code}); it is left as it was`);
}
