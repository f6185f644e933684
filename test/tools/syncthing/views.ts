// A view of a Syncthing in which all is well, and changes of it.
import { deviceId } from '../../../src/domain/ids.ts';
import type { KnownSync, SyncDevice, SyncFolder } from '../../../src/tools/syncthing/sync.ts';
import { DEVICES } from './recorded.ts';

export function aView(folder: Partial<SyncFolder> = {}, device: Partial<SyncDevice> = {}): KnownSync {
  return {
    state: 'known',
    version: 'v1.19.2',
    self: { id: deviceId(DEVICES.a), name: 'A' },
    folder: {
      id: 'show',
      label: 'Show',
      path: '/srv/show',
      place: 'here',
      overlaps: [],
      type: 'sendreceive',
      isPaused: false,
      state: 'idle',
      error: null,
      isMarkerMissing: false,
      watch: { isOn: true, delayS: 10, error: null },
      rescanS: 3600,
      maxConflicts: 10,
      need: { bytes: 0, items: 0, deletes: 0 },
      itemErrors: [],
      ...folder,
    },
    devices: [{ ...aDevice(DEVICES.b, 'B'), ...device }, aDevice(DEVICES.c, 'C')],
    inFlight: new Set(),
  };
}

function aDevice(id: string, name: string): SyncDevice {
  return {
    id: deviceId(id),
    name,
    isConnected: true,
    isPaused: false,
    lastSeenMs: 0,
    need: null,
    share: 'unknown',
    isEncrypted: false,
    fetching: [],
  };
}
