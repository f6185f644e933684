// The part of Syncthing's REST interface that this program uses. Keeps no state.
import { Fault } from '../../errors.ts';
import type { SyncthingAddress } from './address.ts';
import { openAsking, query, SYNCTHING_TIMES, type SyncthingAsking, type SyncthingTimes } from './asking.ts';
import { EVENT_TYPES } from './events.ts';
import { failed, noFolder } from './faults.ts';
import * as shapes from './shapes.ts';

export type SyncthingApi = ReturnType<typeof openApi>;

export function openApi(address: SyncthingAddress, times: SyncthingTimes = SYNCTHING_TIMES) {
  const asking = openAsking(address, times);
  return {
    ...stateQuestions(asking),
    ...eventQuestions(asking),
    ...fileQuestions(asking),
    close: () => asking.close(),
  };
}

/** Limit for lists of names; nobody reads more. */
const MOST_NAMES = '100';

function stateQuestions({ get }: SyncthingAsking) {
  return {
    status: () => get('/rest/system/status', shapes.STATUS),
    version: () => get('/rest/system/version', shapes.VERSION),
    folders: () => get('/rest/config/folders', shapes.FOLDERS),
    devices: () => get('/rest/config/devices', shapes.DEVICES),
    connections: () => get('/rest/system/connections', shapes.CONNECTIONS),
    deviceStats: () => get('/rest/stats/device', shapes.DEVICE_STATS),
    folderStatus: (folder: string) => get(`/rest/db/status?${query({ folder })}`, shapes.FOLDER_STATUS),
    folderErrors: (folder: string) =>
      get(`/rest/folder/errors?${query({ folder, perpage: MOST_NAMES })}`, shapes.FOLDER_ERRORS),
    need: (folder: string) => get(`/rest/db/need?${query({ folder, perpage: MOST_NAMES })}`, shapes.NEED),
    completion: (folder: string, device: string) =>
      get(`/rest/db/completion?${query({ folder, device })}`, shapes.COMPLETION),
  };
}

function eventQuestions({ ask, get, checked, times }: SyncthingAsking) {
  const events = EVENT_TYPES.join(',');
  return {
    /** Events after that id, or none after `pollMs`. Ids count by one within this choice of types; a new process
     *  starts again at 1. */
    async events(since: number) {
      const timeout = String(Math.ceil(times.pollMs / 1000));
      const path = `/rest/events?${query({ since: String(since), timeout, events })}`;
      const answer = await ask({ method: 'GET', path, once: true }, times.pollMs + times.answerMs);
      return checked(answer, shapes.EVENTS);
    },
    /** Id of the newest event. Syncthing starts buffering a choice of types when it is first requested. */
    async lastEventId() {
      const asked = query({ since: '0', limit: '1', timeout: '0', events });
      return (await get(`/rest/events?${asked}`, shapes.EVENTS)).at(-1)?.id ?? 0;
    },
  };
}

/** Syncthing refuses request lines of about a million characters. Well below that, scan the whole folder instead. */
const MOST_SCAN_CHARACTERS = 200_000;

function fileQuestions({ url, times, ask, get, checked }: SyncthingAsking) {
  /** Throws unless the folder runs: for a paused or starting folder, Syncthing answers as if it were empty. */
  const mustRun = async (folder: string): Promise<void> => {
    const running = await ask({
      method: 'GET',
      path: `/rest/folder/errors?${query({ folder, perpage: '1' })}`,
    });
    if (running.status === 200) return;
    const config = await ask({ method: 'GET', path: `/rest/config/folders/${encodeURIComponent(folder)}` });
    if (config.status === 404) throw noFolder(url, `“${folder}”`);
    if (checked(config, shapes.FOLDER).paused) throw paused(folder);
    throw failed(url, `${running.what}: status ${running.status}`);
  };
  return {
    /** null if the index has no such path. */
    async file(folder: string, path: string) {
      const asked = { method: 'GET', path: `/rest/db/file?${query({ folder, file: path })}` } as const;
      const first = await ask(asked);
      if (first.status !== 404) return checked(first, shapes.FILE);
      await mustRun(folder);
      // The folder may have started only after the first request.
      const second = await ask(asked);
      return second.status === 404 ? null : checked(second, shapes.FILE);
    },
    /** Resolves when the scan is done. */
    async scan(folder: string, paths: readonly string[]) {
      const subs = paths.map((sub) => `&${query({ sub })}`).join('');
      const path = `/rest/db/scan?${query({ folder })}${subs.length > MOST_SCAN_CHARACTERS ? '' : subs}`;
      const answer = await ask({ method: 'POST', path }, times.scanMs);
      if (answer.status === 200) return;
      await mustRun(folder);
      throw failed(url, `scan: status ${answer.status} ${answer.text.slice(0, 120)}`);
    },
    async ignores(folder: string) {
      await mustRun(folder);
      return get(`/rest/db/ignores?${query({ folder })}`, shapes.IGNORES);
    },
    /** Resolves with the lines that Syncthing has afterwards. */
    async setIgnores(folder: string, lines: readonly string[]) {
      await mustRun(folder);
      const path = `/rest/db/ignores?${query({ folder })}`;
      return checked(await ask({ method: 'POST', path, body: { ignore: lines } }), shapes.IGNORES);
    },
  };
}

function paused(folder: string): Fault {
  const sentence = `The folder “${folder}” is paused in Syncthing; resume it there.`;
  return new Fault('refused', 'SYNCTHING_PAUSED', sentence);
}
