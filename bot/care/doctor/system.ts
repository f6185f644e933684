// Checks Node, its native modules and what the system offers.
import { readFileSync } from 'node:fs';
import { isAbsent } from '../../../src/errors.ts';
import { connect, loadBetterSqlite } from '../../../src/store/driver.ts';
import { openNative } from '../../../src/tree/native.ts';
import { type DoctorFinding, found, missing, poor } from './finding.ts';

const OLDEST_NODE: readonly [major: number, minor: number] = [20, 19];

export async function checkSystem(): Promise<readonly DoctorFinding[]> {
  return [checkNode(process.versions.node), await checkDatabase(), checkExchange(), ...checkWatches()];
}

export function checkNode(version: string): DoctorFinding {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const isNew = major > OLDEST_NODE[0] || (major === OLDEST_NODE[0] && minor >= OLDEST_NODE[1]);
  if (isNew) return found('node', version);
  return missing('node', version, `Show-Build needs Node ${OLDEST_NODE.join('.')} or newer`, true);
}

async function checkDatabase(): Promise<DoctorFinding> {
  try {
    (await connect(':memory:', loadBetterSqlite)).close();
    return found('better-sqlite3', 'loads');
  } catch (error) {
    const effect = 'no cache, no queue between runs, no search; all else works on files and Git alone';
    return missing('better-sqlite3', error instanceof Error ? error.message : String(error), effect);
  }
}

function checkExchange(): DoctorFinding {
  const why = openNative().missing;
  if (why === null) return found('renameat2', 'files are exchanged in one instant');
  return missing(
    'renameat2',
    why,
    'files are written by link and rename: safe, but a save in the same 20 µs may have to be recovered',
  );
}

const WATCHES = '/proc/sys/fs/inotify/max_user_watches';
/** Each folder needs one watch; a show of a thousand episodes has about ten thousand folders. */
const FEW_WATCHES = 16_384;

function checkWatches(): readonly DoctorFinding[] {
  if (process.platform !== 'linux') return [];
  try {
    const most = Number(readFileSync(WATCHES, 'utf8'));
    if (most >= FEW_WATCHES) return [found('inotify', `${most} watches`)];
    return [
      poor(
        'inotify',
        `${most} watches`,
        'a large show can not be watched whole: raise fs.inotify.max_user_watches',
      ),
    ];
  } catch (error) {
    if (!isAbsent(error)) throw error;
    return [missing('inotify', `no ${WATCHES}`, 'changes are seen only when the tree is looked through')];
  }
}
