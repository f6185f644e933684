// Several real Syncthing nodes on this machine that share one folder. Everything is in one temporary folder and is
// removed when the test ends, even if it fails.
import { createHash, randomBytes } from 'node:crypto';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { onTestFinished } from 'vitest';
import { until } from './ask.ts';
import { configXml, FOLDER_DEFAULTS, type FolderOptions, type NodePorts } from './config.ts';
import { type NodePlace, type RigNode, rigNode } from './node.ts';
import { generate } from './processes.ts';

export interface RigOptions {
  /** How many; 3 if left out. */
  readonly nodes?: number;
  readonly folder?: Partial<FolderOptions>;
  /** Differences of single nodes, in order. */
  readonly each?: readonly Partial<FolderOptions>[];
  readonly tls?: boolean;
}

export interface Rig {
  /** `A`, `B`, `C` …, all running. */
  readonly nodes: readonly RigNode[];
  /** The node of that name. */
  node(name: string): RigNode;
  /** Waits until all running nodes are connected with each other. */
  connected(withinMs?: number): Promise<void>;
  /** Scans on all running nodes, then waits until they are connected, need nothing, and hold the same bytes. */
  inSync(withinMs?: number): Promise<void>;
  close(): Promise<void>;
}

const FOLDER_ID = 'show';
const WITHIN_MS = 60_000;

/** Closes the rig when the current test ends; with `openRig`, the caller must. */
export async function rig(options: RigOptions = {}): Promise<Rig> {
  const opened = await openRig(options);
  onTestFinished(() => opened.close());
  return opened;
}

export async function openRig(options: RigOptions = {}): Promise<Rig> {
  const root = mkdtempSync(join(tmpdir(), 'show-build-rig-'));
  const nodes: RigNode[] = [];
  const close = async () => {
    await Promise.all(nodes.map((node) => node.kill()));
    rmSync(root, { recursive: true, force: true, maxRetries: 5 });
  };
  try {
    const ports = await freePorts((options.nodes ?? 3) * 2);
    const places = Array.from({ length: options.nodes ?? 3 }, (_, i) =>
      placeOf(root, i, { sync: ports[2 * i] ?? 0, gui: ports[2 * i + 1] ?? 0 }, options.tls ?? false),
    );
    for (const [i, self] of places.entries()) {
      const folder = { ...FOLDER_DEFAULTS, ...options.folder, ...options.each?.[i] };
      const peers = places.filter((place) => place !== self);
      const xml = configXml({
        self,
        peers,
        apiKey: self.apiKey,
        folderId: FOLDER_ID,
        folderPath: self.folder,
        folder,
        tls: options.tls ?? false,
      });
      writeFileSync(join(self.home, 'config.xml'), xml, { mode: 0o600 });
      nodes.push(rigNode(self, () => peers));
    }
    // One by one: two nodes that dial each other at once may both hang up, and retry only after 20 s.
    for (const node of nodes) await node.start();
    const opened = { nodes, node: (name: string) => named(nodes, name), close, ...waits(nodes) };
    await opened.connected();
    return opened;
  } catch (error) {
    await close();
    throw error;
  }
}

function placeOf(root: string, i: number, ports: NodePorts, tls: boolean): NodePlace {
  const name = String.fromCharCode('A'.charCodeAt(0) + i);
  const home = join(root, name, 'home');
  const folder = join(root, name, 'show');
  mkdirSync(join(folder, '.stfolder'), { recursive: true });
  mkdirSync(home, { recursive: true });
  const device = generate(home);
  const url = `${tls ? 'https' : 'http'}://127.0.0.1:${ports.gui}`;
  return {
    name,
    device,
    ports,
    home,
    folder,
    folderId: FOLDER_ID,
    url,
    apiKey: randomBytes(16).toString('hex'),
  };
}

function named(nodes: readonly RigNode[], name: string): RigNode {
  const node = nodes.find((each) => each.name === name);
  if (node === undefined) throw new Error(`no node ${name}`);
  return node;
}

function waits(nodes: readonly RigNode[]): Pick<Rig, 'connected' | 'inSync'> {
  const running = () => nodes.filter((node) => node.pid() !== null);
  const connected = (withinMs = WITHIN_MS) => until(withinMs, () => missingLink(running()));
  return {
    connected,
    async inSync(withinMs = WITHIN_MS) {
      await connected(withinMs);
      await Promise.all(running().map((node) => node.scan()));
      await until(withinMs, async () => (await firstNeed(running())) ?? difference(running()));
    },
  };
}

async function missingLink(nodes: readonly RigNode[]): Promise<string | null> {
  for (const node of nodes) {
    const connected = await node.connected();
    const missing = nodes.find((other) => other !== node && !connected.includes(other.name));
    if (missing !== undefined) return `${node.name} is not connected with ${missing.name}`;
  }
  return null;
}

async function firstNeed(nodes: readonly RigNode[]): Promise<string | null> {
  for (const { name, folderId, get } of nodes) {
    const { state, needTotalItems } = await get<{ state: string; needTotalItems: number }>(
      `/rest/db/status?folder=${folderId}`,
    );
    if (state !== 'idle') return `the folder of ${name} is ${state}`;
    if (needTotalItems > 0) return `${name} needs ${needTotalItems} items`;
  }
  return null;
}

function difference(nodes: readonly RigNode[]): string | null {
  const [first, ...others] = nodes.map((node) => ({ node, files: filesIn(node.folder) }));
  for (const other of others) {
    const names = new Set([...(first?.files.keys() ?? []), ...other.files.keys()]);
    const name = [...names].find((each) => first?.files.get(each) !== other.files.get(each));
    if (name !== undefined) return `${name} differs between ${first?.node.name} and ${other.node.name}`;
  }
  return null;
}

/** Name → hash of all files that Syncthing carries, including conflict copies. */
export function filesIn(folder: string): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const name = relative(folder, join(entry.parentPath, entry.name));
    if (/(?:^|\/)(?:\.stfolder|\.stversions|\.stignore|\.syncthing\.)/.test(name)) continue;
    found.set(
      name,
      createHash('sha256')
        .update(readFileSync(join(folder, name)))
        .digest('hex'),
    );
  }
  return found;
}

/** Opens all at once, so that no port comes twice. */
async function freePorts(many: number): Promise<readonly number[]> {
  const servers = await Promise.all(
    Array.from({ length: many }, async () => {
      const server = createServer();
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
      return server;
    }),
  );
  return Promise.all(
    servers.map(async (server) => {
      const address = server.address();
      await new Promise((resolve) => server.close(resolve));
      return typeof address === 'object' && address !== null ? address.port : 0;
    }),
  );
}
