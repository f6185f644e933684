// What is wrong with a view, in which order, and what a person reads; and who is away or lacks a file.
import { describe, expect, it } from 'vitest';
import { deviceId, shortDeviceId, treePath } from '../../../src/domain/ids.ts';
import { parseVersion } from '../../../src/domain/version-vector.ts';
import { awayDevices, deviceNamed, devicesLacking } from '../../../src/tools/syncthing/presence.ts';
import { syncProblems } from '../../../src/tools/syncthing/problems.ts';
import type { KnownFile, SyncDevice, SyncFolder } from '../../../src/tools/syncthing/sync.ts';
import { DEVICES } from './recorded.ts';
import { aView } from './views.ts';

const OF_FOLDERS: readonly (readonly [Partial<SyncFolder>, string, boolean])[] = [
  [{ isPaused: true, state: 'paused' }, 'SYNC_FOLDER_PAUSED', true],
  [{ type: 'receiveonly' }, 'SYNC_RECEIVE_ONLY', true],
  [{ type: 'sendonly' }, 'SYNC_SEND_ONLY', true],
  [{ type: 'receiveencrypted' }, 'SYNC_ENCRYPTED', true],
  [{ state: 'error', error: 'folder marker missing', isMarkerMissing: true }, 'SYNC_MARKER_MISSING', true],
  [{ state: 'error', error: 'insufficient space' }, 'SYNC_FOLDER_ERROR', true],
  [{ maxConflicts: 0 }, 'SYNC_FEW_CONFLICTS', false],
  [{ maxConflicts: 1 }, 'SYNC_FEW_CONFLICTS', false],
  [{ watch: { isOn: false, delayS: 10, error: null } }, 'SYNC_WATCH_OFF', false],
  [{ watch: { isOn: true, delayS: 10, error: 'too many' }, rescanS: 0 }, 'SYNC_WATCH_OFF', false],
  [{ place: 'elsewhere', path: '/srv/other' }, 'SYNC_ELSEWHERE', true],
  [{ place: 'unverified', path: '/var/syncthing' }, 'SYNC_UNVERIFIED', false],
  [{ overlaps: ['Everything'] }, 'SYNC_OVERLAP', false],
  [{ itemErrors: [{ path: treePath('lib/a.md'), error: 'permission denied' }] }, 'SYNC_ITEM_ERRORS', false],
];

const OF_DEVICES: readonly (readonly [Partial<SyncDevice>, string])[] = [
  [{ isPaused: true, isConnected: false }, 'SYNC_DEVICE_PAUSED'],
  [{ share: 'paused' }, 'SYNC_SHARE_PAUSED'],
  [{ share: 'notSharing' }, 'SYNC_SHARE_PAUSED'],
  [{ isEncrypted: true }, 'SYNC_ENCRYPTED'],
];

/** One sentence without a full stop, in which the cure stands after a semicolon. */
const SENTENCE = /^\S[^\n]*; [^\n]*[^.\s]$/;

describe('problems', () => {
  it.each(OF_FOLDERS)('of a folder with %o are %s', (folder, code, stops) => {
    const problems = syncProblems(aView(folder));
    expect(problems).toMatchObject([{ code, stops, user: expect.stringMatching(SENTENCE) }]);
  });

  it.each(OF_DEVICES)('of a device with %o are %s', (device, code) => {
    const problems = syncProblems(aView({}, device));
    expect(problems).toMatchObject([{ code, stops: false, device: DEVICES.b }]);
    expect(problems[0]?.user).toMatch(SENTENCE);
    expect(problems[0]?.user).toContain('B');
  });

  it('are none where all is well or a device is merely away, and -1 keeps all copies', () => {
    expect(syncProblems(aView({ maxConflicts: -1 }, { isConnected: false, share: 'paused' }))).toEqual([]);
  });

  it('that stop the folder come first, and files are named', () => {
    const itemErrors = ['a', 'b', 'c', 'd', 'e'].map((name) => ({
      path: treePath(`lib/${name}.md`),
      error: 'no\nspace',
    }));
    const [first, second] = syncProblems(aView({ type: 'receiveonly', itemErrors }));
    expect(first?.code).toBe('SYNC_RECEIVE_ONLY');
    expect(second?.user).toBe(
      'Syncthing can not bring “a.md”, “b.md”, “c.md” and 2 more up to date here: no space; mend that, then rescan the folder',
    );
    expect(second?.paths).toHaveLength(5);
  });

  it('of a Syncthing that does not answer are that', () => {
    const why = { code: 'SYNCTHING_SILENT', user: 'no', tech: 'ECONNREFUSED' } as const;
    const view = { state: 'unknown', why, sinceMs: 0, last: aView({ isPaused: true }) } as const;
    expect(syncProblems(view)).toEqual([{ ...why, stops: true, device: null, paths: [] }]);
  });
});

describe('presence', () => {
  const version = {
    version: parseVersion(['RSVEWDP:1']) ?? new Map(),
    modifiedBy: shortDeviceId(DEVICES.b),
    mtimeMs: 0,
    size: 1,
    deleted: false,
    invalid: false,
    ignored: false,
    isFolder: false,
  };
  const file: KnownFile = { kind: 'known', local: version, global: version, isNewest: true, heldBy: [] };

  it('names devices that lack a file, without those that are away or take no part', () => {
    const names = (device: Partial<SyncDevice>, heldBy: readonly string[] = []) =>
      devicesLacking({ ...file, heldBy: heldBy.map(deviceId) }, aView({}, device)).map(({ name }) => name);
    expect(names({})).toEqual(['B', 'C']);
    expect(names({}, [DEVICES.c])).toEqual(['B']);
    expect(names({ isConnected: false })).toEqual(['C']);
    expect(names({ share: 'paused' })).toEqual(['C']);
    expect(names({ share: 'valid' })).toEqual(['B', 'C']);
  });

  it('names those away, longest first, and the author of a version', () => {
    const view = aView({}, { isConnected: false, lastSeenMs: 5 });
    expect(awayDevices(view).map(({ name }) => name)).toEqual(['B']);
    expect(deviceNamed(shortDeviceId('rsvewdp-32sb'), view)?.name).toBe('B');
    expect(deviceNamed(shortDeviceId(DEVICES.a), view)?.name).toBe('A');
    expect(deviceNamed(shortDeviceId('AAAAAAA'), view)).toBeNull();
  });
});
