// A show of its own for each test: a small tree and a state folder in a temporary place, opened for real.
import { execFileSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { wholeDesk } from '../bot/care/care-desk.ts';
import { type OpenOptions, type OpenShow, openShow } from '../bot/service/open-show.ts';
import type { Show } from '../bot/show/show.ts';
import type { Desk } from '../src/desk.ts';
import { createLog } from '../src/log.ts';
import { type Clock, systemClock } from '../src/queue/clock.ts';
import type { AnyStep } from '../src/step.ts';
import { steps } from '../steps/index.ts';

export interface Trial {
  readonly dir: string;
  readonly tree: string;
  readonly state: string;
  /** What a person does. */
  write(path: string, text: string | Buffer): void;
  read(path: string): string;
  remove(path: string): void;
  /** Stock git on the repository, trimmed. */
  git(...args: string[]): string;
  open(options?: Partial<OpenOptions>): Promise<Opened>;
  /** Path → bytes in base64 of every file in the tree, `.git` excepted. */
  bytes(): Readonly<Record<string, string>>;
  clear(): void;
}

export interface Opened extends OpenShow {
  readonly show: Show;
  readonly desk: Desk;
}

/** Nothing waits, so that only what a test is about does. */
export const AT_ONCE =
  'show: Trial\npeople: { josh: { name: Josh, email: josh@example.org } }\nmerge: { settle: 0s, idle: 0s }\n';

export function makeTrial(files: Readonly<Record<string, string | Buffer>> = {}): Trial {
  const dir = mkdtempSync(join(tmpdir(), 'show-build-trial-'));
  const tree = join(dir, 'tree');
  const state = join(dir, 'state');
  const trial: Trial = {
    dir,
    tree,
    state,
    write(path, text) {
      mkdirSync(dirname(join(tree, path)), { recursive: true });
      writeFileSync(join(tree, path), text);
    },
    read: (path) => readFileSync(join(tree, path), 'utf8'),
    remove: (path) => rmSync(join(tree, path), { recursive: true }),
    git: (...args) =>
      execFileSync('git', ['--git-dir', join(state, 'repo.git'), '-c', 'core.quotePath=false', ...args], {
        encoding: 'utf8',
        maxBuffer: 64 * 1024 * 1024,
      }).trimEnd(),
    async open(options = {}) {
      const log = createLog({ level: 'silent', destination: {} });
      const opened = await openShow({ tree, state, purpose: 'test', log, steps: EDITING, ...options });
      return { ...opened, desk: wholeDesk(opened.show) };
    },
    bytes() {
      const found: Record<string, string> = {};
      const walk = (under: string) => {
        for (const entry of readdirSync(join(tree, under), { withFileTypes: true })) {
          const path = join(under, entry.name);
          if (path === '.git') continue;
          if (entry.isDirectory()) walk(path);
          else found[path] = readFileSync(join(tree, path)).toString('base64');
        }
      };
      walk('');
      return found;
    },
    clear: () => rmSync(dir, { recursive: true, force: true }),
  };
  mkdirSync(tree, { recursive: true });
  trial.write('show-build.yaml', AT_ONCE);
  for (const [path, text] of Object.entries(files)) trial.write(path, text);
  if (!existsSync(join(tree, 'episodes'))) mkdirSync(join(tree, 'episodes'));
  return trial;
}

/** What the loop is tried with: the steps that edit what people write. What is made of a whole episode would stand in
 *  every list; `test/bot/whole.test.ts` has it all. */
export const EDITING: readonly AnyStep[] = steps.filter(
  ({ id }) => id !== 'script-compilation' && id !== 'preflight',
);

/** A segment with a head of its own and two cues whose form needs repair. */
export const SEGMENT = `---
id: '10001'
slug: glove
type: segment
order: 10
duration: 00:05:00:00
status: production
title: The Glove
description: A glove lies on a railing, and a whole town has opinions about it.
---

## Script

A glove on a railing is a question, and nobody can leave a question alone.

<!-- Begin Cue -->
[Type:SOT]
[AssetID: SOT1AAAAAAAAAAAA1]
[Slug: first-clip]
[MediaURL: first-clip.mp4]
[Duration: 00:00:10:00]
<!-- End Cue -->

We walk past it. We pat it.

<!-- Begin Cue -->
[ Type : VO ]
[AssetID: VO11AAAAAAAAAAAA2]
[Slug: second-clip]
[MediaURL: second-clip.mp4]
[Duration: 1:15]
<!-- End Cue -->

And by Friday it is a neighbour.

<<!-- Begin Cue -->>
[Type: GFX]
[AssetID: GFX1AAAAAAAAAAAA3]
[Slug: third-picture]
[MediaURL: third-picture.png]
<<!-- End Cue -->>

That is all.
`;

export const INFO = `---
episode_number: 0101
type: sunday_show
title: Gloves
slug: gloves
description: One hour about gloves.
duration: 01:00:00:00
total_runtime: 00:05:10:00
status: production
---
`;

export const SEGMENT_PATH = 'episodes/0101/rundown/10 The Glove.md';
export const INFO_PATH = 'episodes/0101/info.md';

export function oneSegment(text: string = SEGMENT): Trial {
  return makeTrial({ [INFO_PATH]: INFO, [SEGMENT_PATH]: text });
}

/** The system's clock, ahead or behind by so much. */
export function movableClock(offsetMs: number): {
  readonly clock: Clock;
  readonly move: (offsetMs: number) => void;
} {
  const system = systemClock();
  let offset = offsetMs;
  const clock: Clock = {
    nowMs: () => system.nowMs() + offset,
    at: (timeMs, wake) => system.at(timeMs - offset, wake),
  };
  const move = (to: number) => {
    offset = to;
  };
  return { clock, move };
}
