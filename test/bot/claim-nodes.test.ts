// Two operators start Show-Build on two machines that a real Syncthing keeps alike.
import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, onTestFinished } from 'vitest';
import { openDesk } from '../../bot/desk/desk.ts';
import { type OpenOptions, openShow } from '../../bot/service/open-show.ts';
import { createLog } from '../../src/log.ts';
import { itWith } from '../needs.ts';
import { until } from '../rig/ask.ts';
import type { RigNode } from '../rig/node.ts';
import { SYNCTHING } from '../rig/processes.ts';
import { rig } from '../rig/rig.ts';
import { AT_ONCE, EDITING, INFO, INFO_PATH, SEGMENT, SEGMENT_PATH } from '../trial.ts';
import { quiet } from './trials.ts';

function write(node: RigNode, path: string, text: string): void {
  mkdirSync(dirname(join(node.folder, path)), { recursive: true });
  writeFileSync(join(node.folder, path), text);
}

async function on(node: RigNode, options: Partial<OpenOptions> = {}) {
  const opened = await openShow({
    tree: node.folder,
    state: join(dirname(node.folder), 'state'),
    purpose: 'test',
    log: createLog({ level: 'silent', destination: {} }),
    steps: EDITING,
    ...options,
  });
  return { desk: openDesk(opened.show), close: opened.close };
}

const claims = (node: RigNode) => readdirSync(join(node.folder, '.show-build')).sort();

const CLAIM = expect.stringMatching(/^[0-9a-f]{16}-[0-9a-f]{8}\.json$/);

/** Each node keeps a `.git` file of its own, so that the trees are never quite alike. */
async function travels(from: RigNode, to: RigNode, path: string): Promise<void> {
  await from.scan();
  await until(60_000, async () => (existsSync(join(to.folder, path)) ? null : `${path} has not arrived`));
}

itWith(SYNCTHING)(
  'one of them works on the show, the other stands back, and no claim becomes a conflict copy',
  async () => {
    const all = await rig({ nodes: 2 });
    const [a, b] = [all.node('A'), all.node('B')];
    write(a, 'show-build.yaml', AT_ONCE);
    write(a, INFO_PATH, INFO);
    write(a, SEGMENT_PATH, SEGMENT);
    const first = await on(a);
    onTestFinished(() => first.close());
    await first.desk.pass({}, quiet);
    const [claim = ''] = claims(a);
    await travels(a, b, SEGMENT_PATH);
    await travels(a, b, `.show-build/${claim}`);

    const second = await on(b);
    await expect(second.desk.pass({}, quiet)).rejects.toMatchObject({ code: 'SECOND_SERVICE' });
    expect(await second.desk.list({})).toEqual([]);
    expect(await first.desk.list({})).not.toEqual([]);
    await second.close();

    const over = await on(b, { takeOver: true });
    onTestFinished(() => over.close());
    const [taken = ''] = claims(b).filter((name) => name !== claim);
    await travels(b, a, `.show-build/${taken}`);
    await expect(first.desk.pass({}, quiet)).rejects.toMatchObject({ code: 'SECOND_SERVICE' });
    await over.desk.pass({}, quiet);
    expect(await over.desk.list({})).not.toEqual([]);

    for (const node of [a, b]) expect(claims(node)).toEqual([CLAIM, CLAIM]);
  },
  120_000,
);
