// Checks what this machine has, and what each missing thing turns off. Looks only: installs, changes and sends nothing.
import { readSettings } from '../../src/config.ts';
import { steps } from '../../steps/index.ts';
import type { DoctorFinding } from './doctor/finding.ts';
import { checkFolders, checkSettings, type Folders, settingsText } from './doctor/folders.ts';
import { checkNeighbours } from './doctor/neighbours.ts';
import { checkPrograms } from './doctor/programs.ts';
import { checkSystem } from './doctor/system.ts';
import { checkWebhooks } from './doctor/webhooks.ts';

export type { DoctorFinding } from './doctor/finding.ts';

export async function examine(
  folders: Folders,
  env: Readonly<Record<string, string | undefined>>,
): Promise<readonly DoctorFinding[]> {
  const text = settingsText(folders.tree);
  const reading = readSettings(typeof text === 'string' ? text : '', steps);
  const syncthingUrl = reading.ok ? reading.settings.syncthing.url : null;
  const language = reading.ok ? reading.settings.language : null;
  const hooks = reading.ok ? reading.settings.webhooks : [];
  const [system, programs, neighbours] = await Promise.all([
    checkSystem(),
    checkPrograms(),
    checkNeighbours(env, syncthingUrl, language),
  ]);
  return [
    ...system,
    ...programs,
    ...neighbours,
    ...checkWebhooks(env, hooks),
    ...checkFolders(folders),
    ...checkSettings(folders.tree, steps),
  ];
}
