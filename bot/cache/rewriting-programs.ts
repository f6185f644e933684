// Notices programs that rewrite notes on a device by themselves, such as a linter that formats what is opened or saved.
// Nobody saves five notes within two seconds, or answers each landing as soon as it is there.
import type { ShortDeviceId, TreePath } from '../../src/domain/ids.ts';

export interface RewritingPrograms {
  /** Versions of notes made on this device, as they came in one look. */
  saw(device: ShortDeviceId, writes: readonly DeviceWrite[], nowMs: number): void;
  /** Devices on which a program has rewritten notes during the last day. */
  found(nowMs: number): ReadonlyMap<ShortDeviceId, Rewriting>;
}

export interface DeviceWrite {
  readonly path: TreePath;
  /** By the clock of the device. */
  readonly mtimeMs: number;
  /** A note that was there before; not one that is new, or gone. */
  readonly isRewrite: boolean;
  /** Made from what had landed moments before. */
  readonly isAnswer: boolean;
}

export interface Rewriting {
  /** `sweep`: many notes at once; `answers`: whatever lands, right away. */
  readonly how: 'sweep' | 'answers';
  readonly notes: number;
  /** One of them. */
  readonly path: TreePath;
}

const SWEEP = 5;
const SWEEP_MS = 2_000;
const ANSWERS = 3;
const ANSWERS_WITHIN_MS = 3_600_000;
const REMEMBERED_MS = 86_400_000;

interface Habits {
  /** Recent rewrites, which may come in several looks. */
  readonly recent: ReadonlyMap<TreePath, number>;
  readonly answered: readonly { readonly path: TreePath; readonly atMs: number }[];
  readonly found: { readonly rewriting: Rewriting; readonly atMs: number } | null;
}

const NO_HABITS: Habits = { recent: new Map(), answered: [], found: null };

export function openRewritingPrograms(): RewritingPrograms {
  const devices = new Map<ShortDeviceId, Habits>();
  return {
    saw(device, writes, nowMs) {
      devices.set(device, withWrites(devices.get(device) ?? NO_HABITS, writes, nowMs));
    },
    found(nowMs) {
      const current = [...devices].flatMap(([device, { found }]): [ShortDeviceId, Rewriting][] =>
        found !== null && nowMs - found.atMs < REMEMBERED_MS ? [[device, found.rewriting]] : [],
      );
      return new Map(current);
    },
  };
}

function withWrites(habits: Habits, writes: readonly DeviceWrite[], nowMs: number): Habits {
  // An editor mends the links to a note that a person has renamed.
  const rewrites = writes.every(({ isRewrite }) => isRewrite) ? writes : [];
  const newestMs = rewrites.reduce((newest, { mtimeMs }) => Math.max(newest, mtimeMs), 0);
  const all = [...habits.recent, ...rewrites.map(({ path, mtimeMs }) => [path, mtimeMs] as const)];
  const recent = new Map(all.filter(([, mtimeMs]) => newestMs - mtimeMs < 2 * SWEEP_MS));
  const news = writes.filter(({ isAnswer }) => isAnswer).map(({ path }) => ({ path, atMs: nowMs }));
  const answered = [...habits.answered, ...news].filter(({ atMs }) => nowMs - atMs < ANSWERS_WITHIN_MS);
  const rewriting = sweepIn(recent) ?? (news.length === 0 ? null : answersIn(answered));
  return { recent, answered, found: rewriting === null ? habits.found : { rewriting, atMs: nowMs } };
}

function sweepIn(recent: ReadonlyMap<TreePath, number>): Rewriting | null {
  const times = [...recent.values()];
  const most = Math.max(
    0,
    ...times.map((from) => times.filter((at) => at >= from && at < from + SWEEP_MS).length),
  );
  const [path] = [...recent.keys()].slice(-1);
  return most >= SWEEP && path !== undefined ? { how: 'sweep', notes: most, path } : null;
}

function answersIn(answered: Habits['answered']): Rewriting | null {
  const last = answered.at(-1);
  if (answered.length < ANSWERS || last === undefined) return null;
  return { how: 'answers', notes: new Set(answered.map(({ path }) => path)).size, path: last.path };
}
