// The machines that share the show through Syncthing, for people. Reads only; without an answer in time it tells what was
// last known.
import type { Machine, MachineProblem, MachinesDesk, MachinesReport, NewestEdit } from '../../src/desk.ts';
import { type DeviceId, shortDeviceId, type TreePath } from '../../src/domain/ids.ts';
import { inTime } from '../../src/tools/syncthing/in-time.ts';
import { deviceNamed, devicesLacking, viewHere } from '../../src/tools/syncthing/presence.ts';
import type { IndexedFile, KnownSync, Sync, SyncNeed, SyncProblem } from '../../src/tools/syncthing/sync.ts';
import { kindOfPath } from '../../src/tree/ignore.ts';
import { peopleOn } from '../record/authors.ts';
import type { Show } from '../show/show.ts';
import { syncProblemsOf } from '../show/sync-problems.ts';

export function machinesDesk(show: Show): MachinesDesk {
  return { machines: () => machines(show) };
}

/** Totals of a large folder take Syncthing a moment. */
const ANSWER_MS = 3_000;

async function machines(show: Show): Promise<MachinesReport> {
  const { sync } = show;
  const view = sync === null ? null : lastKnown(sync);
  const now = sync?.view();
  const silent = now?.state === 'unknown' ? { why: now.why.user, sinceMs: now.sinceMs } : null;
  const isHere = sync !== null && viewHere(sync) !== null;
  const needs = isHere ? await inTime(sync.behind(), ANSWER_MS) : null;
  return {
    syncthing: view && { version: view.version, folder: view.folder.label || view.folder.id },
    silent,
    machines: view === null ? [] : machinesIn(show, view, needs),
    problems: silent === null && sync !== null ? syncProblemsOf(sync, show).map(problemOf) : [],
    edits: await newestEdits(show, isHere && view !== null ? { sync, view } : null),
  };
}

/** From memory; null if no Syncthing is followed. */
export function machinesNow(show: Show): readonly Machine[] | null {
  const view = show.sync === null ? null : lastKnown(show.sync);
  return view && machinesIn(show, view, null);
}

function lastKnown(sync: Sync): KnownSync | null {
  const now = sync.view();
  return now.state === 'known' ? now : now.last;
}

// ---- machines ----

type Needs = ReadonlyMap<DeviceId, SyncNeed>;

const ORDER: readonly Machine['presence'][] = ['here', 'connected', 'paused', 'away'];

function machinesIn(show: Show, view: KnownSync, needs: Needs | null): readonly Machine[] {
  const { self, folder, devices } = view;
  const here: Machine = {
    id: shortDeviceId(self.id),
    name: self.name,
    people: namesOn(show, self.id),
    presence: 'here',
    lastSeenMs: null,
    lacks: folder.need,
    isEncrypted: false,
  };
  const others = devices.map((device): Machine => {
    const { id, name, isConnected, isPaused, lastSeenMs, isEncrypted } = device;
    return {
      id: shortDeviceId(id),
      name,
      people: namesOn(show, id),
      presence: isPaused ? 'paused' : isConnected ? 'connected' : 'away',
      lastSeenMs,
      lacks: needs?.get(id) ?? (isConnected ? device.need : null),
      isEncrypted,
    };
  });
  return [here, ...others].sort(
    (a, b) =>
      ORDER.indexOf(a.presence) - ORDER.indexOf(b.presence) ||
      (a.presence === 'away' ? (b.lastSeenMs ?? 0) - (a.lastSeenMs ?? 0) : 0) ||
      a.name.localeCompare(b.name, 'en'),
  );
}

function namesOn(show: Show, id: DeviceId): readonly string[] {
  return peopleOn(show.settings(), shortDeviceId(id)).map(({ name }) => name);
}

function problemOf({ code, user, stops, device }: SyncProblem): MachineProblem {
  return { code, user, stops, machine: device === null ? null : shortDeviceId(device) };
}

// ---- edits ----

const MOST_EDITS = 8;
/** Commits to look through; landings lie between the edits of people. */
const MOST_COMMITS = 60;

interface LastCommit {
  readonly author: string;
  readonly atMs: number;
}

async function newestEdits(
  show: Show,
  asked: { readonly sync: Sync; readonly view: KnownSync } | null,
): Promise<readonly NewestEdit[]> {
  const edited = await lastEdited(show);
  const files = asked && (await inTime(asked.sync.files([...edited.keys()]), ANSWER_MS));
  return [...edited].map(([path, last]) => {
    const file = files?.get(path);
    return file === undefined || asked === null
      ? plainEdit(path, last)
      : knownEdit(show, asked.view, { path, last, file });
  });
}

/** Files that people edited last, each with the last commit on it, be it theirs or a landing. */
async function lastEdited(show: Show): Promise<ReadonlyMap<TreePath, LastCommit>> {
  await show.history.advance();
  const { commits } = show.history.timeline;
  const last = new Map<TreePath, LastCommit>();
  const edited = new Map<TreePath, LastCommit>();
  for (const { commit, parents, kind, author, atMs } of commits.slice(-MOST_COMMITS).reverse()) {
    const [parent] = parents;
    // The first commit took over what was there.
    if (parent === undefined || edited.size >= MOST_EDITS) break;
    const [before, after] = await Promise.all([show.repo.readCommit(parent), show.repo.readCommit(commit)]);
    for (const { path, after: file } of await show.repo.diffTrees(before.tree, after.tree)) {
      const newest = last.get(path) ?? { author, atMs };
      last.set(path, newest);
      if (kind === 'edit' && file !== null && kindOfPath(path) === 'content' && !edited.has(path))
        edited.set(path, newest);
    }
  }
  return new Map([...edited].slice(0, MOST_EDITS).sort(([, a], [, b]) => b.atMs - a.atMs));
}

function plainEdit(path: TreePath, { author, atMs }: LastCommit): NewestEdit {
  return { path, by: author, machine: null, atMs, isArriving: false, lackedBy: null };
}

function knownEdit(
  show: Show,
  view: KnownSync,
  { path, last, file }: { readonly path: TreePath; readonly last: LastCommit; readonly file: IndexedFile },
): NewestEdit {
  if (file.kind === 'absent') return plainEdit(path, last);
  const { global, isNewest } = file;
  const maker = deviceNamed(global.modifiedBy, view);
  const isArriving = !isNewest && !global.deleted;
  // The last commit tells of what is here; a landing on this machine is the program's.
  const people = maker === null || maker.id === view.self.id ? [] : namesOn(show, maker.id);
  return {
    path,
    by: people.join(' or ') || (isArriving ? 'Somebody' : last.author),
    machine: maker?.name ?? null,
    atMs: isArriving ? global.mtimeMs : last.atMs,
    isArriving,
    lackedBy: devicesLacking(file, view).map(({ name }) => name),
  };
}
