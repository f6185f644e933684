// Reads the texts an enhancement's change is based on: the blobs that its rendering replaces.
import type { EnhancementRecord } from '../../src/domain/enhancement.ts';
import type { TreePath } from '../../src/domain/ids.ts';
import type { TextAt } from '../../src/domain/transplant.ts';
import type { Repo } from '../../src/git/repo.ts';
import { decodeText } from '../../src/tree/blob.ts';

/** `named` maps a path to its present name, in case a person has renamed the file. */
export async function baseTexts(
  repo: Pick<Repo, 'readBlob'>,
  { rendering }: EnhancementRecord,
  named: (path: TreePath) => TreePath = (path) => path,
): Promise<TextAt> {
  const texts = new Map<TreePath, string>();
  for (const [path, blob] of Object.entries(rendering?.bases ?? {})) {
    const text = blob === null ? null : decodeText(await repo.readBlob(blob));
    if (text !== null) texts.set(named(path as TreePath), text);
  }
  return (path) => texts.get(path) ?? null;
}
