// Reads the whole view of Syncthing: at the start, after a gap, and when an event does not contain all that changed.
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { deviceId, type TreePath, treePath } from '../../domain/ids.ts';
import { isAbsent } from '../../errors.ts';
import type { SyncthingApi } from './api.ts';
import { type ChosenFolder, chooseFolder, type FolderPlace, homePath } from './choose-folder.ts';
import { itemErrors, needOf } from './events.ts';
import { noFolder } from './faults.ts';
import type { FolderAnswer } from './shapes.ts';
import type { KnownSync, SyncDevice, SyncFolder } from './sync.ts';

export interface Reading {
  readonly view: KnownSync;
  /** Id of the last event that the view certainly includes; later ones may be applied twice. */
  readonly since: number;
  /** Start time of the Syncthing process. A new process numbers its events from 1. */
  readonly startTime: string;
}

export async function readView(api: SyncthingApi, place: FolderPlace, url: string): Promise<Reading> {
  const since = await api.lastEventId();
  const { myID, startTime, tilde } = await api.status();
  const { version } = await api.version();
  const chosen = chooseFolder(await api.folders(), place, tilde ?? '');
  if (chosen === null) throw noFolder(url, place.folder === null ? `at ${place.root}` : `“${place.folder}”`);
  const configured = await api.devices();
  const self = { id: deviceId(myID), name: configured.find(({ deviceID }) => deviceID === myID)?.name ?? '' };
  const folder = await readFolder(api, chosen, tilde ?? '');
  const devices = await readDevices(api, chosen.folder, configured, myID);
  const inFlight = folder.need.items + folder.need.deletes === 0 ? [] : (await api.need(folder.id)).progress;
  const paths = new Set<TreePath>(inFlight.map(({ name }) => treePath(name)));
  return { view: { state: 'known', version, self, folder, devices, inFlight: paths }, since, startTime };
}

async function readFolder(
  api: SyncthingApi,
  { folder, place, overlaps }: ChosenFolder,
  tilde: string,
): Promise<SyncFolder> {
  const isIdle = folder.paused;
  const status = isIdle ? null : await api.folderStatus(folder.id);
  const errors = isIdle ? [] : (await api.folderErrors(folder.id)).errors;
  const path = homePath(folder.path, tilde);
  return {
    id: folder.id,
    label: folder.label,
    path,
    place,
    overlaps,
    type: TYPES.find((type) => type === folder.type) ?? 'unknown',
    isPaused: folder.paused,
    state: status?.state ?? 'paused',
    error: status?.error ?? null,
    isMarkerMissing:
      status?.state === 'error' && place === 'here' && isMissing(join(path, folder.markerName)),
    watch: {
      isOn: folder.fsWatcherEnabled,
      delayS: folder.fsWatcherDelayS,
      error: status?.watchError ?? null,
    },
    rescanS: folder.rescanIntervalS,
    maxConflicts: folder.maxConflicts,
    need: status === null ? NOTHING : needOf({ ...status, needItems: status.needTotalItems }),
    itemErrors: itemErrors(errors),
  };
}

const TYPES = ['sendreceive', 'receiveonly', 'sendonly', 'receiveencrypted'] as const;
const NOTHING = { bytes: 0, items: 0, deletes: 0 };

function isMissing(path: string): boolean {
  try {
    statSync(path);
    return false;
  } catch (error) {
    return isAbsent(error);
  }
}

async function readDevices(
  api: SyncthingApi,
  folder: FolderAnswer,
  configured: Awaited<ReturnType<SyncthingApi['devices']>>,
  self: string,
): Promise<readonly SyncDevice[]> {
  const { connections } = await api.connections();
  const stats = await api.deviceStats();
  const devices: SyncDevice[] = [];
  for (const { deviceID: id, encryptionPassword } of folder.devices) {
    if (id === self) continue;
    const named = configured.find(({ deviceID }) => deviceID === id);
    const completion = folder.paused ? null : await api.completion(folder.id, id);
    const lastSeenMs = stats[id]?.lastSeen ?? 0;
    devices.push({
      id: deviceId(id),
      name: named?.name || id.slice(0, 7),
      isConnected: connections[id]?.connected ?? false,
      isPaused: named?.paused ?? false,
      lastSeenMs: lastSeenMs > 0 ? lastSeenMs : null,
      need: completion === null ? null : needOf(completion),
      share: completion?.remoteState ?? 'unknown',
      isEncrypted: encryptionPassword !== '',
      fetching: [],
    });
  }
  return devices;
}
