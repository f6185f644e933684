// What one event changes in a view; and that a view of a large show stays small.
import { describe, expect, it } from 'vitest';
import { deviceId } from '../../../src/domain/ids.ts';
import { applyEvent } from '../../../src/tools/syncthing/events.ts';
import type { KnownSync } from '../../../src/tools/syncthing/sync.ts';
import { DEVICES, recorded } from './recorded.ts';
import { aView } from './views.ts';

function applied(view: KnownSync, type: string, data: unknown) {
  return applyEvent(view, { id: 1, type, data });
}

describe('an event', () => {
  const view = aView();
  const [b] = [deviceId(DEVICES.b)];

  it('of the folder changes its state, its needs and its errors', () => {
    expect(applied(view, 'StateChanged', { folder: 'show', to: 'syncing' }).view.folder.state).toBe(
      'syncing',
    );
    const summary = {
      ...(recorded('v1.19.2').more['status: marker missing'] as object),
      needTotalItems: 3,
      needBytes: 9,
      watchError: 'too many watches',
    };
    const summed = applied(view, 'FolderSummary', { folder: 'show', summary });
    expect(summed.view.folder).toMatchObject({ state: 'error', need: { items: 3, bytes: 9 } });
    expect(summed.view.folder.watch.error).toBe('too many watches');
    // The marker is looked for anew.
    expect(summed.isStale).toBe(true);
    const errors = [{ path: 'a.md', error: 'permission denied' }];
    const wrong = applied(view, 'FolderErrors', { folder: 'show', errors });
    expect(wrong.view.folder.itemErrors).toEqual(errors);
    const calm = recorded('v1.19.2').answers['/rest/db/status'];
    expect(
      applied(wrong.view, 'FolderSummary', { folder: 'show', summary: calm }).view.folder.itemErrors,
    ).toEqual([]);
    const watch = { folder: 'show', from: null, to: 'inotify limit' };
    const unwatched = applied(view, 'FolderWatchStateChanged', watch);
    expect(unwatched.view.folder.watch.error).toBe('inotify limit');
    const watched = applied(unwatched.view, 'FolderWatchStateChanged', {
      folder: 'show',
      from: 'inotify limit',
    });
    expect(watched.view.folder.watch.error).toBeNull();
  });

  it('of a device changes what it lacks and fetches', () => {
    const { data } = recorded('v2').more['event: share paused'] as { data: unknown };
    const changed = applied(view, 'FolderCompletion', data).view;
    expect(changed.devices).toMatchObject([
      { id: b, need: { items: 1, bytes: 11, deletes: 0 }, share: 'paused' },
      { need: null },
    ]);
    const fetching = { folder: 'show', device: b, state: { 'film.mp4': { total: 9, pulled: 1 } } };
    expect(applied(view, 'RemoteDownloadProgress', fetching).view.devices[0]?.fetching).toEqual(['film.mp4']);
  });

  it('of another folder changes nothing', () => {
    for (const [type, data] of [
      ['StateChanged', { folder: 'other', to: 'error' }],
      ['ItemStarted', { folder: 'other', item: 'a.md' }],
      ['RemoteChangeDetected', { folderID: 'other', path: 'a.md', action: 'modified' }],
      ['LocalIndexUpdated', { folder: 'other', filenames: ['a.md'] }],
      ['NeverHeardOf', null],
    ] as const)
      expect(applied(view, type, data)).toEqual({ view, told: [], isStale: false });
  });

  it('that reads otherwise than expected leads to a new reading', () => {
    for (const type of [
      'StateChanged',
      'FolderSummary',
      'FolderCompletion',
      'RemoteChangeDetected',
      'ItemStarted',
    ])
      for (const data of [null, {}, [], 'text', { folder: 1 }])
        expect(applied(view, type, data)).toMatchObject({ isStale: true, told: [] });
    for (const type of ['ConfigSaved', 'DeviceConnected', 'DeviceDisconnected', 'ClusterConfigReceived'])
      expect(applied(view, type, null).isStale).toBe(true);
  });

  it('of thirty thousand files leaves nothing behind', () => {
    let large = view;
    for (let i = 0; i < 30_000; i++) {
      const item = `episodes/${i}/info.md`;
      large = applied(large, 'ItemStarted', { folder: 'show', item }).view;
      large = applied(large, 'RemoteChangeDetected', {
        folderID: 'show',
        path: item,
        action: 'modified',
      }).view;
      large = applied(large, 'ItemFinished', { folder: 'show', item }).view;
    }
    large = applied(large, 'FolderErrors', {
      folder: 'show',
      errors: Array.from({ length: 30_000 }, (_, i) => ({ path: `${i}.md`, error: 'no' })),
    }).view;
    expect(large.inFlight.size).toBe(0);
    expect(large.folder.itemErrors).toHaveLength(100);
    large = applied(large, 'ItemStarted', { folder: 'show', item: 'lost.md' }).view;
    expect(applied(large, 'StateChanged', { folder: 'show', to: 'idle' }).view.inFlight.size).toBe(0);
  });
});
