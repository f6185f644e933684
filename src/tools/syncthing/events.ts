// Applies one event of Syncthing to a view. Pure. Guesses nothing: if an event is not enough, the view is stale.
import { z } from 'zod';
import { type DeviceId, deviceId, shortDeviceId, type TreePath, treePath } from '../../domain/ids.ts';
import { COMPLETION, type EventAnswer, FOLDER_STATUS, ITEM_ERRORS } from './shapes.ts';
import type { KnownSync, SyncDevice, SyncEvent, SyncFolder, SyncNeed } from './sync.ts';

export interface Applied {
  readonly view: KnownSync;
  /** Events for subscribers, in addition to the change of the view. */
  readonly told: readonly SyncEvent[];
  /** The caller must read the whole view again. */
  readonly isStale: boolean;
}

const FOLDER_NAME = z.object({ folder: z.string() });
const ITEM = FOLDER_NAME.extend({ item: z.string() });
const STATE = FOLDER_NAME.extend({ to: z.string() });
const WATCH = FOLDER_NAME.extend({ to: z.string().nullish() });
const SUMMARY = FOLDER_NAME.extend({ summary: FOLDER_STATUS });
const ERRORS = FOLDER_NAME.extend({ errors: ITEM_ERRORS });
const DEVICE_NEED = COMPLETION.extend({ folder: z.string(), device: z.string() });
const DEVICE_INDEX = FOLDER_NAME.extend({ device: z.string() });
const FETCHING = DEVICE_INDEX.extend({ state: z.record(z.string(), z.unknown()).nullish() });
const ARRIVED = z.object({
  folder: z.string().optional(),
  folderID: z.string().optional(),
  path: z.string(),
  action: z.string(),
  modifiedBy: z.string().nullish(),
});

/** Events that change more than they contain. */
const STALE: ReadonlySet<string> = new Set([
  'ClusterConfigReceived',
  'ConfigSaved',
  'DeviceConnected',
  'DeviceDisconnected',
  'DevicePaused',
  'DeviceResumed',
  'FolderPaused',
  'FolderResumed',
]);

type Apply = (view: KnownSync, data: unknown) => Applied | null;

export function applyEvent(view: KnownSync, { type, data }: EventAnswer): Applied {
  if (STALE.has(type)) return { view, told: [], isStale: true };
  const apply = Object.hasOwn(APPLY, type) ? APPLY[type] : undefined;
  // An event of an unexpected form may have changed anything.
  return apply === undefined ? same(view) : (apply(view, data) ?? { view, told: [], isStale: true });
}

const APPLY: Readonly<Record<string, Apply>> = {
  StateChanged: reading(STATE, (view, { to }) => {
    const isStale = to === 'error' || view.folder.state === 'error';
    const inFlight = to === 'idle' ? new Set<TreePath>() : view.inFlight;
    return { view: { ...withFolder(view, { state: to }), inFlight }, told: [], isStale };
  }),
  FolderSummary: reading(SUMMARY, (view, { summary }) => {
    const { state, error, watchError, pullErrors } = summary;
    const { folder } = view;
    return {
      view: withFolder(view, {
        state,
        error,
        watch: { ...folder.watch, error: watchError },
        need: needOf({ ...summary, needItems: summary.needTotalItems }),
        itemErrors: pullErrors === 0 ? [] : folder.itemErrors,
      }),
      told: [],
      isStale: (error === null) !== (folder.error === null),
    };
  }),
  FolderErrors: reading(ERRORS, (view, { errors }) =>
    same(withFolder(view, { itemErrors: itemErrors(errors) })),
  ),
  FolderWatchStateChanged: reading(WATCH, (view, { to }) =>
    same(withFolder(view, { watch: { ...view.folder.watch, error: to || null } })),
  ),
  FolderCompletion: reading(DEVICE_NEED, (view, { device, ...answer }) =>
    same(withDevice(view, deviceId(device), { need: needOf(answer), share: answer.remoteState })),
  ),
  RemoteDownloadProgress: reading(FETCHING, (view, { device, state }) =>
    same(withDevice(view, deviceId(device), { fetching: firstPaths(Object.keys(state ?? {})) })),
  ),
  ItemStarted: reading(ITEM, (view, { item }) =>
    same({ ...view, inFlight: new Set([...view.inFlight, treePath(item)]) }),
  ),
  ItemFinished: reading(ITEM, (view, { item }) => {
    const inFlight = new Set(view.inFlight);
    inFlight.delete(treePath(item));
    return same({ ...view, inFlight });
  }),
  LocalIndexUpdated: reading(FOLDER_NAME, (view) => telling(view, { kind: 'index', device: view.self.id })),
  RemoteIndexUpdated: reading(DEVICE_INDEX, (view, { device }) =>
    telling(view, { kind: 'index', device: deviceId(device) }),
  ),
  RemoteChangeDetected(view, data) {
    const read = ARRIVED.safeParse(data);
    if (!read.success) return null;
    const { folder, folderID, path, action, modifiedBy } = read.data;
    if ((folderID ?? folder) !== view.folder.id) return same(view);
    const by = modifiedBy ? shortDeviceId(modifiedBy) : null;
    return telling(view, { kind: 'arrived', path: treePath(path), by, deleted: action === 'deleted' });
  },
};

/** The events that change the view or name arrivals. Older versions ignore names that they don't know. */
export const EVENT_TYPES: readonly string[] = [...STALE, ...Object.keys(APPLY)].sort();

/** Skips events of other folders. */
function reading<T extends z.ZodType<{ folder: string }>>(
  shape: T,
  apply: (view: KnownSync, data: z.output<T>) => Applied,
): Apply {
  return (view, data) => {
    const read = shape.safeParse(data);
    if (!read.success) return null;
    return read.data.folder === view.folder.id ? apply(view, read.data) : same(view);
  };
}

function same(view: KnownSync): Applied {
  return { view, told: [], isStale: false };
}

function telling(view: KnownSync, event: SyncEvent): Applied {
  return { view, told: [event], isStale: false };
}

function withFolder(view: KnownSync, change: Partial<SyncFolder>): KnownSync {
  return { ...view, folder: { ...view.folder, ...change } };
}

function withDevice(view: KnownSync, id: DeviceId, change: Partial<SyncDevice>): KnownSync {
  return {
    ...view,
    devices: view.devices.map((device) => (device.id === id ? { ...device, ...change } : device)),
  };
}

// ---- shared with reading.ts ----

const MOST_NAMES = 100;

export function needOf(answer: {
  readonly needBytes: number;
  readonly needItems: number;
  readonly needDeletes: number;
}): SyncNeed {
  return { bytes: answer.needBytes, items: answer.needItems, deletes: answer.needDeletes };
}

export function itemErrors(errors: z.output<typeof ITEM_ERRORS>): SyncFolder['itemErrors'] {
  return errors.slice(0, MOST_NAMES).map(({ path, error }) => ({ path: treePath(path), error }));
}

function firstPaths(names: readonly string[]): readonly TreePath[] {
  return names.slice(0, MOST_NAMES).map(treePath);
}
