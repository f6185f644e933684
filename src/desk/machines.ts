// The machines that share the show through Syncthing: who is connected, who lacks what, and whose edits are the newest.

export interface MachinesReport {
  /** null if no Syncthing is followed, or it has not answered yet. */
  readonly syncthing: { readonly version: string; readonly folder: string } | null;
  /** Set if it can't be asked now; all else is then as it was last known. */
  readonly silent: { readonly why: string; readonly sinceMs: number } | null;
  /** This one first, then those connected, then those away, the one seen last first. */
  readonly machines: readonly Machine[];
  /** Worst first, each with its remedy. */
  readonly problems: readonly MachineProblem[];
  /** The files that people edited last, newest first. */
  readonly edits: readonly NewestEdit[];
}

export interface Machine {
  /** The first seven characters of its device id. */
  readonly id: string;
  readonly name: string;
  /** Names of those whose `device` in the settings it is. */
  readonly people: readonly string[];
  /** `here`: the service runs on it. `paused`: a person paused it on the service's machine. */
  readonly presence: 'here' | 'connected' | 'away' | 'paused';
  /** null if never, or if it is this one. */
  readonly lastSeenMs: number | null;
  /** Content that it has not got, or should have deleted; null if unknown. */
  readonly lacks: { readonly items: number; readonly bytes: number; readonly deletes: number } | null;
  /** It keeps the show encrypted: nobody edits there. */
  readonly isEncrypted: boolean;
}

export interface MachineProblem {
  readonly code: string;
  readonly user: string;
  /** Files do not sync in at least one direction. */
  readonly stops: boolean;
  /** Id of the machine that it is about; null: the folder on this one. */
  readonly machine: string | null;
}

export interface NewestEdit {
  readonly path: string;
  /** The people of the machine that made the newest version, else the author of the last commit. */
  readonly by: string;
  /** Name of that machine; null if it is unknown. */
  readonly machine: string | null;
  /** When it was taken into the history; for one that is still on its way, when it was written. */
  readonly atMs: number;
  /** A newer version is known to Syncthing, and is not here yet. */
  readonly isArriving: boolean;
  /** Names of the connected machines without the newest version; null if unknown. */
  readonly lackedBy: readonly string[] | null;
}

export interface MachinesDesk {
  machines(): Promise<MachinesReport>;
}
