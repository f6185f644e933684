// The parts that all commands share, built once by `openShow` and passed on. Contains no logic.
import type { Settings } from '../../src/config.ts';
import type { CommitId, TreePath } from '../../src/domain/ids.ts';
import type { MainCommit } from '../../src/git/native.ts';
import type { Repo } from '../../src/git/repo.ts';
import type { Log } from '../../src/log.ts';
import type { DocumentReader } from '../../src/markdown/reader.ts';
import type { Clock } from '../../src/queue/clock.ts';
import type { JobQueue } from '../../src/queue/queue.ts';
import type { AnyStep, Tools } from '../../src/step.ts';
import type { Store } from '../../src/store/open.ts';
import type { Budget } from '../../src/tools/language/budget.ts';
import type { Sync } from '../../src/tools/syncthing/sync.ts';
import type { Disk } from '../../src/tree/staging.ts';
import type { ArrivalClocks } from '../cache/arrival-clocks.ts';
import type { BacklogCounts } from '../cache/backlog-counts.ts';
import type { DeviceClocks } from '../cache/device-clocks.ts';
import type { DiskIndex } from '../cache/disk-index.ts';
import type { EpisodeMedia } from '../cache/episode-media.ts';
import type { LandedValues } from '../cache/landed-values.ts';
import type { NoteLinks } from '../cache/note-links.ts';
import type { Placements } from '../cache/placements.ts';
import type { RewritingPrograms } from '../cache/rewriting-programs.ts';
import type { StepAnswers } from '../cache/step-answers.ts';
import type { SyncStands } from '../cache/sync-stands.ts';
import type { CopyBook } from '../record/copies.ts';
import type { Decisions } from '../record/decisions.ts';
import type { KeptBook } from '../record/enhancement-records.ts';
import type { LandingHistory } from '../record/landings.ts';
import type { MediaFactBook } from '../record/media-facts.ts';
import type { VersionBook } from '../record/versions.ts';
import type { Claim } from './claim.ts';

export interface Show {
  /** The synced folder that people work in. */
  readonly root: string;
  /** The state folder, used by this program only. */
  readonly stateDir: string;
  readonly repo: Repo;
  /** Null if the database can't be used; everything then works on files and Git alone. */
  readonly store: Store | null;
  readonly queue: JobQueue;
  readonly kept: KeptBook;
  readonly copies: CopyBook;
  readonly versions: VersionBook;
  readonly backlog: BacklogCounts;
  readonly decisions: Decisions;
  readonly history: LandingHistory;
  readonly results: StepAnswers;
  readonly documents: DocumentReader;
  readonly media: EpisodeMedia;
  readonly mediaFacts: MediaFactBook;
  readonly links: NoteLinks;
  readonly placements: Placements;
  readonly landedValues: LandedValues;
  readonly disk: DiskIndex;
  /** The tree, the staging folder and the system calls that publishing uses. */
  readonly treeDisk: Disk;
  /** Main's first-parent commits after `from` up to `to`, oldest first. */
  readonly mainCommitsBetween: (from: CommitId | null, to: CommitId) => Promise<readonly MainCommit[]>;
  readonly clocks: ArrivalClocks;
  /** `tell` receives the paths just written into the tree; the watcher sets it. `spread` receives them once they are
   *  there to stay, for the other machines. */
  readonly published: {
    tell: (paths: readonly TreePath[]) => void;
    spread: (paths: readonly TreePath[]) => void;
  };
  /** Null if no Syncthing carries the tree, or this program does not follow it. */
  readonly sync: Sync | null;
  readonly syncStands: SyncStands;
  /** How long a verb waits until a file rests, in milliseconds. A service answers sooner, since it lands it later by itself. */
  readonly patienceMs: number;
  readonly deviceClocks: DeviceClocks;
  readonly rewriting: RewritingPrograms;
  /** A single command follows Syncthing; no service goes on with what still waits for it. */
  readonly isAlone: boolean;
  /** Whether this service, or one on another copy of the tree, works on the show. */
  readonly claim: Claim;
  readonly settings: () => Settings;
  /** Returns true if the file was new and valid. */
  readonly reloadSettings: () => Promise<boolean>;
  /** Past incidents that people should know of, one sentence each, since the show was opened. `add` also logs one. */
  readonly warnings: { add(sentence: string): void; all(): readonly string[] };
  /** Things a person must know or fix, one sentence each. */
  readonly notices: () => readonly string[];
  readonly steps: readonly AnyStep[];
  readonly tools: Tools;
  /** Spending limits for the language model. */
  readonly budget: Budget;
  readonly clock: Clock;
  readonly nowMs: () => number;
  readonly log: Log;
  /** Runs one writer at a time: everything that moves a ref or touches the tree runs in here. */
  readonly exclusively: <T>(work: () => Promise<T>) => Promise<T>;
}
