// Finds what keeps the show from syncing or could lose words, each with a remedy. Pure; judges a view.
import { nameOf } from '../../domain/ids.ts';
import { oneLine } from '../../domain/one-line.ts';
import { type Reason, reason } from '../../domain/reason.ts';
import type { KnownSync, SyncDevice, SyncFolder, SyncProblem, SyncView } from './sync.ts';

/** Worst first. */
export function syncProblems(view: SyncView): readonly SyncProblem[] {
  if (view.state === 'unknown') return [stopping(view.why)];
  const all = [
    ...placeProblems(view),
    ...folderProblems(view.folder),
    ...view.devices.flatMap(deviceProblems),
    ...itemProblems(view.folder),
    ...riskProblems(view.folder),
  ];
  return [...all.filter(({ stops }) => stops), ...all.filter(({ stops }) => !stops)];
}

function placeProblems({ folder }: KnownSync): readonly SyncProblem[] {
  const name = nameOfFolder(folder);
  const path = oneLine(folder.path, 120);
  const found: SyncProblem[] = [];
  if (folder.place === 'elsewhere') {
    const user = `Syncthing's folder ${name} is at ${path}, which is not the show; name the right one in syncthing.folder`;
    found.push(stopping(reason('SYNC_ELSEWHERE', user)));
  }
  if (folder.place === 'unverified') {
    const user = `Syncthing's folder ${name} is at ${path}, which this machine does not have; make sure that it is this show`;
    found.push(warning(reason('SYNC_UNVERIFIED', user)));
  }
  if (folder.overlaps.length > 0) {
    const others = folder.overlaps.map((label) => `“${oneLine(label, 40)}”`).join(', ');
    const user = `Syncthing has another folder around or within the show (${others}), so each change goes two ways; remove one of them`;
    found.push(warning(reason('SYNC_OVERLAP', user)));
  }
  return found;
}

function folderProblems(folder: SyncFolder): readonly SyncProblem[] {
  const name = nameOfFolder(folder);
  if (folder.isPaused)
    return [stopping(reason('SYNC_FOLDER_PAUSED', `Syncthing has paused ${name}; resume it there`))];
  const found: SyncProblem[] = [];
  if (folder.isMarkerMissing) {
    const user = `Syncthing has stopped ${name}, because its .stfolder is missing; see that the disk is mounted and whole, then make that folder again`;
    found.push(stopping(reason('SYNC_MARKER_MISSING', user, folder.error ?? user)));
  } else if (folder.error !== null) {
    const user = `Syncthing has stopped ${name}: ${oneLine(folder.error, 160)}; mend that, then rescan the folder`;
    found.push(stopping(reason('SYNC_FOLDER_ERROR', user, folder.error)));
  }
  const wrong = TYPES[folder.type];
  if (wrong !== undefined) found.push(stopping(wrong(name)));
  return found;
}

const CURE = 'set its type to Send & Receive in Syncthing';

const TYPES: Readonly<Partial<Record<SyncFolder['type'], (name: string) => Reason>>> = {
  receiveonly: (name) =>
    reason(
      'SYNC_RECEIVE_ONLY',
      `${name} only receives here, so no change of the program reaches anybody; ${CURE}`,
    ),
  sendonly: (name) =>
    reason('SYNC_SEND_ONLY', `${name} only sends here, so what others write does not arrive; ${CURE}`),
  receiveencrypted: (name) =>
    reason(
      'SYNC_ENCRYPTED',
      `${name} is encrypted on this machine, so it can not be read; share it here without a password`,
    ),
};

function deviceProblems(device: SyncDevice): readonly SyncProblem[] {
  const name = oneLine(device.name, 60);
  const about = (problem: SyncProblem): SyncProblem => ({ ...problem, device: device.id });
  const found: SyncProblem[] = [];
  if (device.isPaused) {
    const user = `Syncthing does not speak with ${name}, which is paused; resume it there`;
    found.push(about(warning(reason('SYNC_DEVICE_PAUSED', user))));
  }
  if (device.isConnected && (device.share === 'paused' || device.share === 'notSharing')) {
    const [what, cure] =
      device.share === 'paused'
        ? ['has paused the folder', 'resume']
        : ['has not accepted the folder', 'accept'];
    const user = `${name} ${what}, so nothing reaches it; ${cure} it on ${name}`;
    found.push(about(warning(reason('SYNC_SHARE_PAUSED', user))));
  }
  if (device.isEncrypted) {
    const user = `${name} gets the show encrypted, so nobody can edit it there; that is fine for a backup`;
    found.push(about(warning(reason('SYNC_ENCRYPTED', user))));
  }
  return found;
}

const NAMED = 3;

function itemProblems({ itemErrors }: SyncFolder): readonly SyncProblem[] {
  const [first] = itemErrors;
  if (first === undefined) return [];
  const names = itemErrors.slice(0, NAMED).map(({ path }) => `“${oneLine(nameOf(path), 60)}”`);
  const more = itemErrors.length > NAMED ? ` and ${itemErrors.length - NAMED} more` : '';
  const user = `Syncthing can not bring ${names.join(', ')}${more} up to date here: ${oneLine(first.error, 120)}; mend that, then rescan the folder`;
  const tech = itemErrors
    .slice(0, NAMED)
    .map(({ path, error }) => oneLine(`${path}: ${error}`, 200))
    .join('; ');
  return [{ ...warning(reason('SYNC_ITEM_ERRORS', user, tech)), paths: itemErrors.map(({ path }) => path) }];
}

function riskProblems(folder: SyncFolder): readonly SyncProblem[] {
  const name = nameOfFolder(folder);
  const found: SyncProblem[] = [];
  // Negative: all copies are kept.
  if (folder.maxConflicts === 0 || folder.maxConflicts === 1) {
    const many = folder.maxConflicts === 0 ? 'no conflict copy' : 'only one conflict copy of a file';
    const user = `${name} keeps ${many}, so words can be lost; set maxConflicts to 10 or -1 in Syncthing`;
    found.push(warning(reason('SYNC_FEW_CONFLICTS', user)));
  }
  const every = folder.rescanS > 0 ? `only every ${folder.rescanS} s` : 'never by itself';
  if (!folder.watch.isOn) {
    const user = `${name} is not watched, and scanned ${every}; switch Watch for Changes on in Syncthing`;
    found.push(warning(reason('SYNC_WATCH_OFF', user)));
  } else if (folder.watch.error !== null) {
    const user = `Syncthing can not watch ${name}, which is scanned ${every}: ${oneLine(folder.watch.error, 120)}; mend that there`;
    found.push(warning(reason('SYNC_WATCH_OFF', user, folder.watch.error)));
  }
  return found;
}

function nameOfFolder({ label, id }: SyncFolder): string {
  return `“${oneLine(label || id, 60)}”`;
}

function stopping(why: Reason): SyncProblem {
  return { ...why, stops: true, device: null, paths: [] };
}

function warning(why: Reason): SyncProblem {
  return { ...why, stops: false, device: null, paths: [] };
}
