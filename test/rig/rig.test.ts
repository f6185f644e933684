// The rig itself: its nodes connect to this machine only, and it leaves nothing behind.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect } from 'vitest';
import { itWith } from '../needs.ts';
import { SYNCTHING } from './processes.ts';
import { openRig } from './rig.ts';
import { isLoopback, isNoAddress, socketsOf } from './sockets.ts';

describe('the rig', () => {
  itWith(SYNCTHING)('carries files between nodes that speak with this machine alone', async () => {
    const rig = await openRig({ nodes: 2 });
    const [a, b] = [rig.node('A'), rig.node('B')];
    const pids = [a, b].map((node) => node.pid() ?? 0);
    try {
      writeFileSync(join(a.folder, 'one.md'), 'Spoon.\n');
      await rig.inSync();
      expect(readFileSync(join(b.folder, 'one.md'), 'utf8')).toBe('Spoon.\n');
      if (process.platform === 'linux') {
        const sockets = pids.flatMap(socketsOf);
        expect(sockets.filter(({ kind }) => kind === 'tcp').length).toBeGreaterThan(4);
        expect(sockets.filter(({ local }) => !isLoopback(local))).toEqual([]);
        expect(sockets.filter(({ remote }) => !isLoopback(remote) && !isNoAddress(remote))).toEqual([]);
      }
      await a.kill();
      expect(await b.connected().then((names) => names.length)).toBeLessThanOrEqual(1);
      await a.start();
      await rig.inSync();
    } finally {
      await rig.close();
    }
    expect(existsSync(dirname(dirname(a.folder)))).toBe(false);
    expect(pids.filter((pid) => existsSync(`/proc/${pid}`))).toEqual([]);
  });
});
