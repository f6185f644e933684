// Types of Syncthing's knowledge about the show: devices, the folder, versions of files. Gates, snapshots and pages
// take a `Sync`, which tests can fake.
import type { DeviceId, ShortDeviceId, TreePath } from '../../domain/ids.ts';
import type { Reason } from '../../domain/reason.ts';
import type { VersionVector } from '../../domain/version-vector.ts';

export interface Sync {
  /** The current state, from memory. */
  view(): SyncView;
  /** Problems that keep the show from syncing or could lose words, worst first; from memory. */
  problems(): readonly SyncProblem[];
  /** Returns a function that unsubscribes. */
  subscribe(listener: (event: SyncEvent) => void): () => void;
  /** The index's entry of a path. Rejects with a Fault (`SYNCTHING_…`) if it can't be read now: treat that as
   *  unknown, never as absent. */
  file(path: TreePath): Promise<IndexedFile>;
  files(paths: readonly TreePath[]): Promise<ReadonlyMap<TreePath, IndexedFile>>;
  /** Scans all paths in one request, so that they reach other devices in one index update. Resolves when the index
   *  holds them. */
  scan(paths: readonly TreePath[]): Promise<void>;
  /** Asks how much each device lacks, including devices that are away. */
  behind(): Promise<ReadonlyMap<DeviceId, SyncNeed>>;
  ignores(): Promise<SyncIgnores>;
  /** Replaces all lines and reads them back. Rejects with a Fault `SYNCTHING_IGNORES` if they differ. */
  setIgnores(lines: readonly string[]): Promise<SyncIgnores>;
  /** Resolves when no request is pending. */
  close(): Promise<void>;
}

export type SyncView = KnownSync | UnknownSync;

export interface KnownSync {
  readonly state: 'known';
  /** `v1.19.2`. */
  readonly version: string;
  /** This machine. */
  readonly self: { readonly id: DeviceId; readonly name: string };
  readonly folder: SyncFolder;
  /** All other devices that share the folder. */
  readonly devices: readonly SyncDevice[];
  /** Paths that Syncthing is changing on this machine right now. For a single file, `Sync.file` is more reliable. */
  readonly inFlight: ReadonlySet<TreePath>;
}

export interface UnknownSync {
  readonly state: 'unknown';
  readonly why: Reason;
  readonly sinceMs: number;
  /** The last known state, for pages only. */
  readonly last: KnownSync | null;
}

export interface SyncNeed {
  readonly bytes: number;
  /** Files, folders and links to fetch. */
  readonly items: number;
  readonly deletes: number;
}

export interface SyncDevice {
  readonly id: DeviceId;
  readonly name: string;
  readonly isConnected: boolean;
  /** A person paused it on this machine. */
  readonly isPaused: boolean;
  /** Time of the last contact; null if never. For a connected device, the time it connected, or later. */
  readonly lastSeenMs: number | null;
  /** Content that it lacks, as of the last event; null if unknown. Stale while it is away: use `Sync.behind`. */
  readonly need: SyncNeed | null;
  /** State of the folder on that device. Always `unknown` before Syncthing 1.20. */
  readonly share: 'valid' | 'paused' | 'notSharing' | 'unknown';
  /** It holds the show encrypted, so nobody edits it there. */
  readonly isEncrypted: boolean;
  /** Files that it is fetching, at most 100. Syncthing reports only large ones. */
  readonly fetching: readonly TreePath[];
}

export interface SyncFolder {
  readonly id: string;
  readonly label: string;
  /** Path on the machine where Syncthing runs. */
  readonly path: string;
  /** `unverified`: this machine has no such path, for example because Syncthing runs in a container. */
  readonly place: 'here' | 'elsewhere' | 'unverified';
  /** Names of other folders that contain it or lie in it. */
  readonly overlaps: readonly string[];
  readonly type: 'sendreceive' | 'receiveonly' | 'sendonly' | 'receiveencrypted' | 'unknown';
  readonly isPaused: boolean;
  /** Syncthing's own word: `idle`, `scanning`, `syncing`, `error` and others. */
  readonly state: string;
  /** The reason why the whole folder has stopped. */
  readonly error: string | null;
  readonly isMarkerMissing: boolean;
  readonly watch: { readonly isOn: boolean; readonly delayS: number; readonly error: string | null };
  readonly rescanS: number;
  /** -1 = unlimited. */
  readonly maxConflicts: number;
  /** Content that this machine lacks. */
  readonly need: SyncNeed;
  /** At most 100. */
  readonly itemErrors: readonly { readonly path: TreePath; readonly error: string }[];
}

export type SyncEvent =
  /** The view has changed. */
  | { readonly kind: 'state' }
  /** The index of a device has changed (of this machine, by a scan or an arrival): check awaited files again. */
  | { readonly kind: 'index'; readonly device: DeviceId }
  /** Syncthing changed or removed a file here. `by`: the device that made the version. */
  | {
      readonly kind: 'arrived';
      readonly path: TreePath;
      readonly by: ShortDeviceId | null;
      readonly deleted: boolean;
    }
  /** Events were missed, so there may have been arrivals without an event. */
  | { readonly kind: 'gap' };

/** `absent`: the index has no such path, for example because it was never scanned. */
export type IndexedFile = { readonly kind: 'absent' } | KnownFile;

export interface KnownFile {
  readonly kind: 'known';
  /** The version on this machine, as last scanned; null if it has none. */
  readonly local: IndexedVersion | null;
  /** The version that all devices should end up with. */
  readonly global: IndexedVersion;
  /** This machine's version is the global one, as of the last scan. To detect later writes, compare `local.mtimeMs`
   *  and `size` with the disk. */
  readonly isNewest: boolean;
  /** Connected devices, other than this machine, that have the global version; never those that ignore the path. */
  readonly heldBy: readonly DeviceId[];
}

export interface IndexedVersion {
  readonly version: VersionVector;
  /** The device that made this version; for a conflict copy, the device that renamed it. */
  readonly modifiedBy: ShortDeviceId;
  readonly mtimeMs: number;
  readonly size: number;
  readonly deleted: boolean;
  /** The device can't provide it at the moment, for example because the file is changing. */
  readonly invalid: boolean;
  /** This machine ignores the path; other devices may still change it. */
  readonly ignored: boolean;
  readonly isFolder: boolean;
}

export interface SyncIgnores {
  /** Lines as people wrote them, including comments. */
  readonly lines: readonly string[];
  /** Set if Syncthing can't parse a line; it then ignores nothing at all. */
  readonly error: string | null;
}

/** A problem with its remedy. Its code is a Reason's, or a Fault's if Syncthing can't be reached. */
export interface SyncProblem extends Reason {
  /** True if files do not sync in at least one direction, or Syncthing's answers are about another folder. */
  readonly stops: boolean;
  readonly device: DeviceId | null;
  readonly paths: readonly TreePath[];
}
