// Finds Syncthing by the settings and the environment, else by its configuration on this machine. Sends no request.
import { homedir } from 'node:os';
import { Fault } from '../../errors.ts';
import { isSameInterface, placeOf, type SyncthingAddress } from './address.ts';
import { type FolderPlace, homePath, isSameFolder } from './choose-folder.ts';
import { configPaths, type LocalConfig, type LocalEnvironment, readConfig } from './local-config.ts';

export type FoundSyncthing =
  /** `from`: source of address and key, for people. */
  | { readonly kind: 'found'; readonly address: SyncthingAddress; readonly from: string }
  /** No Syncthing on this machine seems to sync the show. */
  | { readonly kind: 'none'; readonly why: string }
  | { readonly kind: 'unusable'; readonly fault: Fault };

export interface SyncthingSearch {
  /** `syncthing.url`. */
  readonly url: string | null;
  readonly place: FolderPlace;
  readonly env: LocalEnvironment['env'];
  readonly platform?: NodeJS.Platform;
  readonly home?: string;
}

interface Located {
  readonly path: string;
  readonly config: LocalConfig;
}

export function findSyncthing({ url, place, env, platform, home }: SyncthingSearch): FoundSyncthing {
  const where = { env, platform: platform ?? process.platform, home: home ?? homedir() };
  const { located, fault } = localConfigs(where);
  const key = env['SYNCTHING_API_KEY'] || null;
  if (url !== null) return named(url, key, located);
  const own = located.find(({ config }) => holdsShow(config, place, where.home));
  if (own === undefined) return fault === null ? none(located, place) : { kind: 'unusable', fault };
  const address = own.config.url;
  if (address === null) return { kind: 'unusable', fault: switchedOff(own.path) };
  const secret = key ?? own.config.key;
  if (secret === null) return { kind: 'unusable', fault: noKey(address) };
  return { kind: 'found', address: { url: address, key: secret }, from: own.path };
}

/** `fault`: for the first file that can't be read. */
function localConfigs(where: LocalEnvironment): {
  readonly located: readonly Located[];
  readonly fault: Fault | null;
} {
  const located: Located[] = [];
  let fault: Fault | null = null;
  for (const path of configPaths(where)) {
    try {
      const config = readConfig(path);
      if (config !== null) located.push({ path, config });
    } catch (error) {
      if (!(error instanceof Fault)) throw error;
      fault ??= error;
    }
  }
  return { located, fault };
}

function named(url: string, key: string | null, located: readonly Located[]): FoundSyncthing {
  if (key !== null)
    return { kind: 'found', address: { url, key }, from: 'syncthing.url and SYNCTHING_API_KEY' };
  const own = located.find(({ config }) => config.url !== null && isSameInterface(config.url, url));
  if (own === undefined || own.config.key === null) return { kind: 'unusable', fault: noKey(url) };
  return { kind: 'found', address: { url, key: own.config.key }, from: `syncthing.url and ${own.path}` };
}

function holdsShow({ folders }: LocalConfig, { root, folder }: FolderPlace, home: string): boolean {
  return folders.some(({ id, path }) =>
    folder === null ? isSameFolder(homePath(path, home), root) : id === folder,
  );
}

function none(located: readonly Located[], { root, folder }: FolderPlace): FoundSyncthing {
  const [first] = located;
  if (first === undefined) return { kind: 'none', why: 'no Syncthing is set up for this user' };
  const wanted = folder === null ? `at ${root}` : `“${folder}”`;
  return { kind: 'none', why: `Syncthing (${first.path}) has no folder ${wanted}` };
}

function noKey(url: string): Fault {
  const sentence = `The key of Syncthing at ${placeOf(url)} is not known; set SYNCTHING_API_KEY to the one in its settings (Actions, Settings, API Key).`;
  return new Fault('configuration', 'SYNCTHING_NO_KEY', sentence);
}

function switchedOff(path: string): Fault {
  const sentence = `Syncthing's interface is switched off, or no address with a port, in ${path}; give it one such as 127.0.0.1:8384.`;
  return new Fault('configuration', 'SYNCTHING_CONFIG', sentence);
}
