// The texts that an enhancement's change is placed on: the very blobs that its rendering replaces.
import type { EnhancementRecord } from '../../src/domain/enhancement.ts';
import type { TreePath } from '../../src/domain/ids.ts';
import type { TextAt } from '../../src/domain/transplant.ts';
import type { Repo } from '../../src/git/repo.ts';
import { decodeText } from '../../src/tree/blob.ts';

/** `named`: what a path is called now, where a person has renamed it. */
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
