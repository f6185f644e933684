// Makes the state folder and takes its lock.
import { Fault } from '../../src/errors.ts';
import { makePrivateFolder } from '../../src/private-file.ts';
import type { Native } from '../../src/tree/calls.ts';
import { diskFault } from '../../src/tree/faults.ts';
import { lockState, type StateLock } from '../../src/tree/lock.ts';

export function lockOn(stateDir: string, purpose: string, native: Native): StateLock {
  try {
    return lockState(stateDir, { purpose, native });
  } catch (error) {
    throw diskFault(error, stateDir);
  }
}

export function makeState(stateDir: string): void {
  try {
    makePrivateFolder(stateDir);
  } catch (cause) {
    throw new Fault(
      'configuration',
      'STATE_UNWRITABLE',
      `The state folder ${stateDir} can't be made; choose another with --state`,
      {
        cause,
        tech: String(cause),
      },
    );
  }
}
