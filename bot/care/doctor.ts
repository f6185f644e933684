// Checks what this machine has, and what each missing thing turns off. Looks only: installs, changes and sends nothing.
import { resolve } from 'node:path';
import { readSettings } from '../../src/config.ts';
import { steps } from '../../steps/index.ts';
import type { DoctorFinding } from './doctor/finding.ts';
import { checkFolders, checkSettings, type Folders, settingsText } from './doctor/folders.ts';
import { checkNeighbours } from './doctor/neighbours.ts';
import { checkPrograms } from './doctor/programs.ts';
import { checkSyncthing } from './doctor/syncthing.ts';
import { checkSystem } from './doctor/system.ts';
import { checkWebhooks } from './doctor/webhooks.ts';

export type { DoctorFinding } from './doctor/finding.ts';

export async function examine(
  folders: Folders,
  env: Readonly<Record<string, string | undefined>>,
): Promise<readonly DoctorFinding[]> {
  const text = settingsText(folders.tree);
  const reading = readSettings(typeof text === 'string' ? text : '', steps);
  const syncthing = reading.ok ? reading.settings.syncthing : { url: null, folder: null };
  const language = reading.ok ? reading.settings.language : null;
  const hooks = reading.ok ? reading.settings.webhooks : [];
  const [system, programs, neighbours, sync] = await Promise.all([
    checkSystem(),
    checkPrograms(),
    checkNeighbours(env, language),
    checkSyncthing(resolve(folders.tree), syncthing, env),
  ]);
  return [
    ...system,
    ...programs,
    ...neighbours,
    ...sync,
    ...checkWebhooks(env, hooks),
    ...checkFolders(folders),
    ...checkSettings(folders.tree, steps),
  ];
}
