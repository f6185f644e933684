// Starts the rig's processes. They end with the process that started them, even if that is killed.
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { openSync } from 'node:fs';

export const SYNCTHING = {
  name: 'syncthing',
  probe: ['syncthing', '--version'],
  install: 'sudo apt-get install syncthing',
} as const;

const OFFLINE = { STNOUPGRADE: '1', STNORESTART: '1', STNODEFAULTFOLDER: '1' };

/** Prevents Syncthing's monitor process, whose child would survive a SIGKILL of the monitor. */
const WITHOUT_MONITOR = { STMONITORED: 'yes' };

/** Makes key and configuration of a new node. Returns its device id. */
export function generate(home: string): string {
  run(['generate', `--home=${home}`, '--no-default-folder', '--skip-port-probing']);
  return run(['serve', `--home=${home}`, '--device-id']).trim();
}

function run(args: readonly string[]): string {
  const { status, stdout, stderr } = spawnSync('syncthing', args, {
    encoding: 'utf8',
    env: { ...process.env, ...OFFLINE },
  });
  if (status === 0) return stdout;
  throw new Error(`syncthing ${args[0]} failed: ${stderr || stdout}`);
}

const running = new Set<ChildProcess>();

process.on('exit', () => {
  for (const child of running) child.kill('SIGKILL');
});

/** If the test run is killed, Linux kills the nodes. */
const diesWithParent = spawnSync('setpriv', ['--pdeathsig', 'KILL', 'true']).status === 0;

/** Starts a node, with its output in a file. */
export function serve(home: string, logPath: string): ChildProcess {
  const args = ['serve', `--home=${home}`, '--no-browser', '--no-restart', '--no-upgrade'];
  const log = openSync(logPath, 'a');
  const [command, ...rest] = diesWithParent
    ? ['setpriv', '--pdeathsig', 'KILL', 'syncthing', ...args]
    : ['syncthing', ...args];
  const child = spawn(command ?? '', rest, {
    stdio: ['ignore', log, log],
    env: { ...process.env, ...OFFLINE, ...WITHOUT_MONITOR },
  });
  running.add(child);
  child.once('exit', () => running.delete(child));
  return child;
}

/** Resolves when the process has ended. */
export function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve();
  return new Promise((resolve) => child.once('exit', () => resolve()));
}
