// Checks the Syncthing that carries the tree: where it is, whether it answers, and what keeps the show from being alike
// everywhere.
import type { Settings } from '../../../src/config.ts';
import { Fault } from '../../../src/errors.ts';
import { createLog } from '../../../src/log.ts';
import { findSyncthing } from '../../../src/tools/syncthing/find.ts';
import { firstView } from '../../../src/tools/syncthing/presence.ts';
import type { Sync } from '../../../src/tools/syncthing/sync.ts';
import { openSyncthing } from '../../../src/tools/syncthing/syncthing.ts';
import { gitElsewhere } from '../../show/travelled-git.ts';
import { type DoctorFinding, found, missing, poor } from './finding.ts';

const NAME = 'syncthing';
const WITHOUT = 'edits from other machines are waited for by time alone, and not known by their device';
const ANSWER_MS = 5_000;

/** `tree`: absolute path. */
export async function checkSyncthing(
  tree: string,
  { url, folder }: Settings['syncthing'],
  env: Readonly<Record<string, string | undefined>>,
): Promise<readonly DoctorFinding[]> {
  const place = { root: tree, folder };
  const search = findSyncthing({ url, place, env });
  if (search.kind === 'none') return [missing(NAME, search.why, WITHOUT)];
  if (search.kind === 'unusable') return [poor(NAME, search.fault.message, WITHOUT)];
  const { address, from } = search;
  const log = createLog({ level: 'silent', destination: {} });
  const sync = openSyncthing({ address, place, log });
  try {
    const view = await firstView(sync, ANSWER_MS);
    if (view.state === 'unknown') return [poor(NAME, view.why.user, WITHOUT)];
    const problems = sync
      .problems()
      .map(({ user, stops }) =>
        poor(NAME, user, stops ? 'the show is not alike everywhere' : 'words may be lost'),
      );
    const git = await gitFinding(tree, sync);
    if (problems.length > 0) return [...problems, ...git];
    const there = view.devices.filter(({ isConnected }) => isConnected).length;
    const what = `${view.version} at ${address.url}, ${there} of ${view.devices.length} machines connected`;
    return [found(NAME, `${what} (from ${from})`), ...git];
  } finally {
    await sync.close();
  }
}

const GIT = '.git file';

/** Whether the tree's `.git` file lies on other machines. */
async function gitFinding(tree: string, sync: Sync): Promise<readonly DoctorFinding[]> {
  try {
    const elsewhere = await gitElsewhere(tree, sync);
    if (elsewhere.kind === 'none') return [];
    if (elsewhere.kind === 'kept') return [poor(GIT, elsewhere.why, 'plain git may show nothing there')];
    const where = `it has travelled to ${elsewhere.machines.join(', ')}, where it points to nothing`;
    return [poor(GIT, where, 'show-build start takes it away there')];
  } catch (error) {
    if (!(error instanceof Fault) || error.kind === 'bug') throw error;
    return [poor(GIT, error.message, 'whether it has travelled is not known')];
  }
}
