// A real show, its service and its server, on a free port of this machine: what the stories of the page are told on.
import { cpSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { onTestFinished } from 'vitest';
import type { OpenOptions } from '../../bot/service/open-show.ts';
import { type Service, startService } from '../../bot/service/service.ts';
import { mediaPath } from '../../src/git/media.ts';
import type { Sync } from '../../src/tools/syncthing/sync.ts';
import { steps } from '../../steps/index.ts';
import { createServer, type RunningServer, type ServerOptions } from '../../web/server.ts';
import { makeTrial, type Opened, SEGMENT, type Trial } from '../trial.ts';

const SAMPLE = fileURLToPath(new URL('../fixtures/sample-show', import.meta.url));
const CLIENT = fileURLToPath(new URL('../../dist/web/client', import.meta.url));

/** A segment whose second cue has three labels to mend, each on its own line. */
export const THREE = SEGMENT.replace(
  `[ Type : VO ]
[AssetID: VO11AAAAAAAAAAAA2]
[Slug: second-clip]
[MediaURL: second-clip.mp4]
[Duration: 1:15]`,
  `[Type:VO]
[AssetID: VO11AAAAAAAAAAAA2]
[Slug:second-clip]
[MediaURL: second-clip.mp4]
[Duration:1:15]`,
);

export interface RunningDesk {
  readonly trial: Trial;
  readonly url: string;
  service(): Service;
  opened(): Opened;
  /** As after `systemctl restart`: everything is closed and opened again, at the same address; `meanwhile` nobody answers. */
  restart(meanwhile?: () => Promise<void>): Promise<void>;
}

export interface DeskOptions {
  /** Path → content; the sample show where there are none. */
  readonly files?: Readonly<Record<string, string | Buffer>>;
  /** `show-build.yaml`; the sample's own where there is none. */
  readonly settings?: string;
  readonly open?: Partial<OpenOptions>;
  readonly sync?: Sync;
  readonly server?: (stateDir: string) => Promise<Partial<ServerOptions>>;
  /** False: it is looked at while it still works. */
  readonly isSettled?: boolean;
}

export async function runDesk({
  files,
  settings,
  open = {},
  sync,
  server = async () => ({}),
  isSettled = true,
}: DeskOptions = {}): Promise<RunningDesk> {
  const trial = makeTrial(files);
  if (files === undefined) cpSync(SAMPLE, trial.tree, { recursive: true });
  if (settings !== undefined) trial.write('show-build.yaml', settings);
  let parts = await begin(trial, open, { port: 0, isSettled, server, sync: sync ?? null });
  const { port } = parts.server;
  onTestFinished(async () => {
    await end(parts);
    trial.clear();
  });
  return {
    trial,
    url: `http://127.0.0.1:${port}`,
    service: () => parts.service,
    opened: () => parts.opened,
    async restart(meanwhile = async () => {}) {
      await end(parts);
      await meanwhile();
      parts = await begin(trial, open, { port, isSettled, server, sync: sync ?? null });
    },
  };
}

interface Parts {
  readonly opened: Opened;
  readonly service: Service;
  readonly server: RunningServer;
}

async function begin(
  trial: Trial,
  open: Partial<OpenOptions>,
  {
    port,
    isSettled,
    server: more,
    sync,
  }: Required<Pick<DeskOptions, 'isSettled' | 'server'>> & {
    readonly port: number;
    readonly sync: Sync | null;
  },
): Promise<Parts> {
  const opened = await trial.open({ steps, ...open });
  const service = await startService(opened.show, { localWork: true, sync });
  if (isSettled) await service.settled();
  const server = await createServer(service.desk, {
    host: '127.0.0.1',
    port,
    token: null,
    show: opened.show.settings().show,
    log: opened.show.log,
    events: service.subscribe,
    clientDir: CLIENT,
    media: { root: trial.tree, kept: (sha256) => mediaPath(opened.show.repo, sha256) },
    people: () => Object.entries(opened.show.settings().people).map(([key, { name }]) => ({ key, name })),
    ...(await more(opened.show.stateDir)),
  });
  return { opened, service, server };
}

async function end({ server, service, opened }: Parts): Promise<void> {
  await server.close();
  await service.close();
  await opened.close();
}
