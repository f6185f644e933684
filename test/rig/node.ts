// One real Syncthing of the rig, with a home and a folder of its own.
import type { ChildProcess } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ask, type Interface, until } from './ask.ts';
import type { Peer } from './config.ts';
import { ended, serve } from './processes.ts';

export interface RigNode extends Peer, Interface {
  readonly home: string;
  /** Absolute path of the shared folder. */
  readonly folder: string;
  readonly folderId: string;
  pid(): number | null;
  /** Resolves when its interface answers. */
  start(): Promise<void>;
  /** SIGTERM; resolves when the process has ended. */
  stop(): Promise<void>;
  /** SIGKILL; resolves when the process has ended. */
  kill(): Promise<void>;
  restart(): Promise<void>;
  get<T>(path: string): Promise<T>;
  post<T>(path: string, body?: unknown): Promise<T>;
  /** Names are relative to the folder; without names, scans all of it. Resolves when the scan is done. */
  scan(...names: readonly string[]): Promise<void>;
  /** Pauses or resumes the connection to another device. */
  pause(other: Peer, isPaused: boolean): Promise<void>;
  pauseFolder(isPaused: boolean): Promise<void>;
  /** Names of the connected devices. */
  connected(): Promise<readonly string[]>;
}

export type NodePlace = Omit<Peer & Interface, never> & {
  readonly home: string;
  readonly folder: string;
  readonly folderId: string;
};

const START_MS = 30_000;

export function rigNode(place: NodePlace, peers: () => readonly Peer[]): RigNode {
  const log = join(place.home, 'rig.log');
  let child: ChildProcess | null = null;
  const end = async (signal: 'SIGTERM' | 'SIGKILL') => {
    const ending = child;
    child = null;
    if (ending === null) return;
    ending.kill(signal);
    await ended(ending);
  };
  const node: RigNode = {
    ...place,
    pid: () => child?.pid ?? null,
    async start() {
      if (child !== null) throw new Error(`${place.name} is running`);
      const started = serve(place.home, log);
      child = started;
      await until(START_MS, async () => {
        if (started.exitCode !== null)
          throw new Error(`it ended:\n${readFileSync(log, 'utf8').slice(-2000)}`);
        await node.get('/rest/system/ping');
        return null;
      });
    },
    stop: () => end('SIGTERM'),
    kill: () => end('SIGKILL'),
    async restart() {
      await end('SIGTERM');
      await node.start();
    },
    get: (path) => ask(place, 'GET', path),
    post: (path, body) => ask(place, 'POST', path, body),
    async scan(...names) {
      const subs = names.map((name) => `&sub=${encodeURIComponent(name)}`).join('');
      await node.post(`/rest/db/scan?folder=${place.folderId}${subs}`);
    },
    async pause({ device }, isPaused) {
      await node.post(`/rest/system/${isPaused ? 'pause' : 'resume'}?device=${device}`);
    },
    async pauseFolder(isPaused) {
      await ask(place, 'PATCH', `/rest/config/folders/${place.folderId}`, { paused: isPaused });
    },
    async connected() {
      const { connections } = await node.get<{
        connections: Readonly<Record<string, { readonly connected: boolean }>>;
      }>('/rest/system/connections');
      return peers()
        .filter(({ device }) => connections[device]?.connected)
        .map(({ name }) => name);
    },
  };
  return node;
}
