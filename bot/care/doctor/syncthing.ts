// Checks the Syncthing that carries the tree: where it is, whether it answers, and what keeps the show from being alike
// everywhere.
import type { Settings } from '../../../src/config.ts';
import { createLog } from '../../../src/log.ts';
import { findSyncthing } from '../../../src/tools/syncthing/find.ts';
import type { Sync, SyncView } from '../../../src/tools/syncthing/sync.ts';
import { openSyncthing } from '../../../src/tools/syncthing/syncthing.ts';
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
    const view = await firstView(sync);
    if (view.state === 'unknown') return [poor(NAME, view.why.user, WITHOUT)];
    const problems = sync
      .problems()
      .map(({ user, stops }) =>
        poor(NAME, user, stops ? 'the show is not alike everywhere' : 'words may be lost'),
      );
    if (problems.length > 0) return problems;
    const there = view.devices.filter(({ isConnected }) => isConnected).length;
    const what = `${view.version} at ${address.url}, ${there} of ${view.devices.length} machines connected`;
    return [found(NAME, `${what} (from ${from})`)];
  } finally {
    await sync.close();
  }
}

/** The first view that was read, or the reason why there is none. */
function firstView(sync: Sync): Promise<SyncView> {
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer);
      stop();
      resolve(sync.view());
    };
    const stop = sync.subscribe(({ kind }) => {
      if (kind === 'state') done();
    });
    const timer = setTimeout(done, ANSWER_MS);
  });
}
