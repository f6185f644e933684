// Keeping the state folder in bounds.

export interface MaintainReport {
  readonly dryRun: boolean;
  /** Things that have gone, or would go. */
  readonly gone: readonly GoneThing[];
  /** Sum of the known sizes in `gone`. */
  readonly bytes: number;
  /** Media in the state folder that stay. */
  readonly kept: { readonly objects: number; readonly bytes: number };
}

export interface GoneThing {
  /** `media`: an LFS object · `leftover`: a half-made copy · `jobs`: rows of ended jobs · `log`: the older part of the log */
  readonly kind: 'media' | 'leftover' | 'jobs' | 'log';
  /** Of media, their SHA-256. */
  readonly name: string;
  /** Files, or rows. */
  readonly count: number;
  /** Null if unknown: rows of the database. */
  readonly bytes: number | null;
  /** A sentence for people. */
  readonly why: string;
}

export interface CareDesk {
  maintain(dryRun: boolean): Promise<MaintainReport>;
}
