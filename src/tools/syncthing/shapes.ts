// Schemas of Syncthing's answers, 1.19 and later. They list only the fields used here; others may differ by version.
import { z } from 'zod';

const count = z.number().int().min(0);
const time = z.string().transform((text) => Date.parse(text));
/** Go writes an empty list as null. */
const list = <T extends z.ZodType>(of: T) =>
  z
    .array(of)
    .nullish()
    .transform((all) => all ?? []);
const textOrNull = z
  .string()
  .nullish()
  .transform((text) => text || null);

export const STATUS = z.object({ myID: z.string(), startTime: z.string(), tilde: z.string().optional() });
export const VERSION = z.object({ version: z.string() });

export const FOLDER = z.object({
  id: z.string(),
  label: z.string().default(''),
  path: z.string(),
  type: z.string(),
  devices: list(z.object({ deviceID: z.string(), encryptionPassword: z.string().default('') })),
  rescanIntervalS: z.number(),
  fsWatcherEnabled: z.boolean(),
  fsWatcherDelayS: z.number(),
  maxConflicts: z.number(),
  paused: z.boolean(),
  markerName: z.string().default('.stfolder'),
});
export const FOLDERS = list(FOLDER);
export type FolderAnswer = z.infer<typeof FOLDER>;

export const DEVICES = list(
  z.object({ deviceID: z.string(), name: z.string().default(''), paused: z.boolean().default(false) }),
);

export const CONNECTIONS = z.object({
  connections: z.record(z.string(), z.object({ connected: z.boolean(), paused: z.boolean() })),
});

export const DEVICE_STATS = z.record(z.string(), z.object({ lastSeen: time }));

const SHARE = z.enum(['valid', 'paused', 'notSharing', 'unknown']).catch('unknown');

export const COMPLETION = z.object({
  needBytes: count,
  needItems: count,
  needDeletes: count,
  remoteState: SHARE.default('unknown'),
});

export const FOLDER_STATUS = z.object({
  state: z.string(),
  error: textOrNull,
  watchError: textOrNull,
  needBytes: count,
  needTotalItems: count,
  needDeletes: count,
  pullErrors: count.default(0),
});

export const ITEM_ERRORS = list(z.object({ path: z.string(), error: z.string() }));
export const FOLDER_ERRORS = z.object({ errors: ITEM_ERRORS });
export const NEED = z.object({ progress: list(z.object({ name: z.string() })) });

const FILE_VERSION = z.object({
  type: z.string().default(''),
  version: list(z.string()),
  modifiedBy: z.string().default(''),
  modified: time,
  size: z.number(),
  deleted: z.boolean(),
  invalid: z.boolean(),
  ignored: z.boolean().default(false),
});
export type VersionAnswer = z.infer<typeof FILE_VERSION>;

export const FILE = z.object({
  global: FILE_VERSION,
  local: FILE_VERSION,
  /** `fromTemporary`: the device has only part of the file so far. */
  availability: list(z.object({ id: z.string(), fromTemporary: z.boolean().default(false) })),
});
export type FileAnswer = z.infer<typeof FILE>;

export const IGNORES = z.object({ ignore: list(z.string()), error: textOrNull });

export const EVENTS = list(z.object({ id: count, type: z.string(), data: z.unknown() }));
export type EventAnswer = z.infer<typeof EVENTS>[number];
