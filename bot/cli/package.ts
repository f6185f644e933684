// Finds this program's own folder, both when it runs from source and when it is built.
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Fault } from '../../src/errors.ts';

/** Folder that holds its `package.json`. */
export function packageRoot(): string {
  let folder = dirname(fileURLToPath(import.meta.url));
  while (!existsSync(join(folder, 'package.json'))) {
    const above = dirname(folder);
    if (above === folder) {
      throw new Fault(
        'configuration',
        'INSTALL_BROKEN',
        'This installation is not whole; install Show-Build again.',
      );
    }
    folder = above;
  }
  return folder;
}

export function version(): string {
  const { version: text } = JSON.parse(readFileSync(join(packageRoot(), 'package.json'), 'utf8')) as {
    version: string;
  };
  return text;
}
