// The service on one of several machines that a real Syncthing keeps alike.
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { onTestFinished } from 'vitest';
import { openDesk } from '../../bot/desk/desk.ts';
import { openShow } from '../../bot/service/open-show.ts';
import { openSync } from '../../bot/service/open-sync.ts';
import { type Service, startService } from '../../bot/service/service.ts';
import type { Show } from '../../bot/show/show.ts';
import { createLog } from '../../src/log.ts';
import type { RigNode } from '../rig/node.ts';
import { type Rig, rig } from '../rig/rig.ts';
import { EDITING, INFO, INFO_PATH, SEGMENT, SEGMENT_PATH } from '../trial.ts';

export function write(node: RigNode, path: string, text: string): void {
  mkdirSync(dirname(join(node.folder, path)), { recursive: true });
  writeFileSync(join(node.folder, path), text);
}

export const read = (node: RigNode, path: string) => readFileSync(join(node.folder, path), 'utf8');

export interface Studio {
  readonly all: Rig;
  readonly server: RigNode;
  readonly josh: RigNode;
  readonly service: Service;
  readonly show: Show;
}

/** Three machines; the service works on the first. */
export async function studio(merge = '{ settle: 1s, idle: 1s }'): Promise<Studio> {
  // On the server nothing is scanned unless somebody asks for it.
  const all = await rig({ nodes: 3, each: [{ watcher: false }] });
  const [server, josh] = [all.node('A'), all.node('B')];
  const settings = `show: Trial\nmerge: ${merge}\nsyncthing: { url: "${server.url}", folder: ${server.folderId} }\n`;
  write(server, 'show-build.yaml', settings);
  write(server, INFO_PATH, INFO);
  write(server, SEGMENT_PATH, SEGMENT);
  await all.inSync();
  const before = process.env['SYNCTHING_API_KEY'];
  process.env['SYNCTHING_API_KEY'] = server.apiKey;
  const log = createLog({ level: 'silent', destination: {} });
  const state = `${dirname(server.folder)}/state`;
  const { show, close } = await openShow({
    tree: server.folder,
    state,
    purpose: 'test',
    log,
    steps: EDITING,
  });
  await openDesk(show).auto(false, null);
  const service = await startService(show, { localWork: true, sync: openSync(show) });
  onTestFinished(async () => {
    await service.close();
    await close();
    if (before === undefined) delete process.env['SYNCTHING_API_KEY'];
    else process.env['SYNCTHING_API_KEY'] = before;
  });
  await service.settled();
  return { all, server, josh, service, show };
}

export function filesBelow(node: RigNode): readonly string[] {
  return readdirSync(node.folder, { recursive: true, encoding: 'utf8' });
}
