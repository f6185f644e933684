// One changed file of an episode, before and after.
import type { TreePath } from '../../src/domain/ids.ts';

export interface FileVersions {
  readonly path: TreePath;
  readonly before: FileVersion | null;
  readonly after: FileVersion | null;
}

export interface FileVersion {
  readonly blob: string;
  /** null for a file without text. */
  readonly text: () => Promise<string | null>;
}
