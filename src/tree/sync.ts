// Syncs a folder, so that renames in it survive a power cut.
import { open } from 'node:fs/promises';

export async function syncDirectory(path: string): Promise<void> {
  const folder = await open(path, 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}
