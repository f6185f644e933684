// A Syncthing that says what a test wants: a server, on which the program runs, and two machines of people.
import { type DeviceId, deviceId, shortDeviceId, type TreePath } from '../src/domain/ids.ts';
import { syncProblems } from '../src/tools/syncthing/problems.ts';
import type {
  IndexedFile,
  IndexedVersion,
  KnownFile,
  KnownSync,
  Sync,
  SyncDevice,
  SyncEvent,
  SyncNeed,
  SyncView,
} from '../src/tools/syncthing/sync.ts';
import { aView } from './tools/syncthing/views.ts';

const idOf = (letter: string): DeviceId =>
  deviceId(Array.from({ length: 8 }, () => letter.repeat(7)).join('-'));

export const SERVER = idOf('A');
export const STUDIO = idOf('B');
export const OLD_MAC = idOf('C');

const NOTHING: SyncNeed = { bytes: 0, items: 0, deletes: 0 };

export function device(id: DeviceId, name: string, differences: Partial<SyncDevice> = {}): SyncDevice {
  return {
    id,
    name,
    isConnected: true,
    isPaused: false,
    lastSeenMs: null,
    need: NOTHING,
    share: 'valid',
    isEncrypted: false,
    fetching: [],
    ...differences,
  };
}

export const VIEW: KnownSync = {
  ...aView({ label: 'Sunday show' }),
  version: 'v1.29.5',
  self: { id: SERVER, name: 'Server' },
  devices: [
    device(STUDIO, 'Studio laptop'),
    device(OLD_MAC, 'Old Mac', { isConnected: false, need: null, share: 'unknown' }),
  ],
};

/** The newest version, made on that machine. */
export function version(
  by: DeviceId,
  differences: Partial<Pick<KnownFile, 'isNewest' | 'heldBy'>> & {
    readonly made?: Partial<IndexedVersion>;
  } = {},
): KnownFile {
  const { isNewest = true, heldBy = [STUDIO] } = differences;
  const made = {
    version: new Map([[shortDeviceId(by), 1n]]),
    modifiedBy: shortDeviceId(by),
    mtimeMs: 1_900_000_000_000,
    size: 1,
    deleted: false,
    invalid: false,
    ignored: false,
    isFolder: false,
    ...differences.made,
  };
  return { kind: 'known', local: made, global: made, isNewest, heldBy };
}

export interface FakeSync {
  readonly sync: Sync;
  readonly files: Map<TreePath, IndexedFile>;
  readonly needs: Map<DeviceId, SyncNeed>;
  tell(event: SyncEvent): void;
  become(view: SyncView): void;
}

export function fakeSync(first: SyncView = VIEW): FakeSync {
  const listeners = new Set<(event: SyncEvent) => void>();
  const files = new Map<TreePath, IndexedFile>();
  const needs = new Map<DeviceId, SyncNeed>();
  let view = first;
  const file = async (path: TreePath): Promise<IndexedFile> => files.get(path) ?? { kind: 'absent' };
  const tell = (event: SyncEvent) => {
    for (const listener of listeners) listener(event);
  };
  const ignores = async () => ({ lines: [], error: null });
  const sync: Sync = {
    view: () => view,
    problems: () => syncProblems(view),
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    file,
    files: async (paths) =>
      new Map(await Promise.all(paths.map(async (path) => [path, await file(path)] as const))),
    scan: async () => {},
    behind: async () => needs,
    ignores,
    setIgnores: ignores,
    close: async () => {},
  };
  return {
    sync,
    files,
    needs,
    tell,
    become(next) {
      view = next;
      tell({ kind: 'state' });
    },
  };
}
