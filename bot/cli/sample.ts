// Makes a fresh copy of the sample show, which people can break safely.
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Fault } from '../../src/errors.ts';
import { treeRoot } from '../show/state-folder.ts';
import { usage } from './arguments.ts';
import { packageRoot } from './package.ts';
import { placeFor, type ShowPlace } from './place.ts';

/** `tree`, `state`: target folders; null creates fresh temporary ones. */
export function sampleShow(tree: string | null, state: string | null): ShowPlace {
  const source = join(packageRoot(), 'test', 'fixtures', 'sample-show');
  if (!existsSync(source)) {
    throw new Fault(
      'configuration',
      'NO_SAMPLE',
      'This installation came without the sample show; name a show with --tree.',
    );
  }
  const beside = tree === null || state === null ? mkdtempSync(join(tmpdir(), 'show-build-')) : '';
  const target = tree ?? join(beside, 'sample-show');
  requireEmpty(target);
  mkdirSync(target, { recursive: true });
  cpSync(source, target, { recursive: true });
  return placeFor(treeRoot(target), state ?? join(beside, 'state'));
}

function requireEmpty(folder: string): void {
  if (!existsSync(folder) || readdirSync(folder).length === 0) return;
  throw usage(
    `${folder} is not empty, so the sample show can't be copied there; without --sample the show in it is opened.`,
  );
}
