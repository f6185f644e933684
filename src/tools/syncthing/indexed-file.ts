// Converts Syncthing's answer about one file into an entry of the index.
import { deviceId, shortDeviceId } from '../../domain/ids.ts';
import { compareVersions, parseVersion } from '../../domain/version-vector.ts';
import { strange } from './faults.ts';
import type { FileAnswer, VersionAnswer } from './shapes.ts';
import type { IndexedFile, IndexedVersion } from './sync.ts';

/** null: the index has no such path. `url` is for faults. */
export function indexedFile(answer: FileAnswer | null, url: string): IndexedFile {
  if (answer === null) return { kind: 'absent' };
  const global = indexedVersion(answer.global, url);
  const local = indexedVersion(answer.local, url);
  // No device has it, as when this machine alone knows the path and ignores it.
  if (global === null) return { kind: 'absent' };
  const isNewest =
    local !== null && !local.invalid && compareVersions(local.version, global.version) === 'equal';
  const heldBy = answer.availability
    .filter(({ fromTemporary }) => !fromTemporary)
    .map(({ id }) => deviceId(id));
  return { kind: 'known', local, global, isNewest, heldBy };
}

/** null for a missing entry, which Syncthing writes as one with an empty version. */
function indexedVersion(answer: VersionAnswer, url: string): IndexedVersion | null {
  const version = parseVersion(answer.version);
  if (version === null) throw strange(url, `version ${answer.version.join(' ')}`);
  if (version.size === 0) return null;
  const { type, modifiedBy, modified, size, deleted, invalid, ignored } = answer;
  return {
    version,
    modifiedBy: shortDeviceId(modifiedBy),
    mtimeMs: modified,
    size,
    deleted,
    invalid,
    ignored,
    isFolder: type === 'FILE_INFO_TYPE_DIRECTORY',
  };
}
