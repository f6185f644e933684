// Reads address, key and folders from Syncthing's configuration on this machine. Never writes it. Parses just enough
// XML for the file that Syncthing itself writes.
import { realpathSync } from 'node:fs';
import { join } from 'node:path';
import { Fault, isAbsent } from '../../errors.ts';
import { readPlainText } from '../../tree/plain.ts';
import { guiUrl } from './address.ts';

export interface LocalConfig {
  /** null if the interface is off or is a Unix socket. */
  readonly url: string | null;
  readonly key: string | null;
  readonly folders: readonly { readonly id: string; readonly path: string }[];
}

export interface LocalEnvironment {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly platform: NodeJS.Platform;
  /** The user's home folder. */
  readonly home: string;
}

/** Possible paths of Syncthing's configuration, most specific first. */
export function configPaths({ env, platform, home }: LocalEnvironment): readonly string[] {
  const named = [env['STHOMEDIR'], env['STCONFDIR']].filter(
    (folder) => folder !== undefined && folder !== '',
  );
  const usual =
    platform === 'darwin'
      ? [join(home, 'Library', 'Application Support', 'Syncthing')]
      : [
          join(env['XDG_STATE_HOME'] || join(home, '.local', 'state'), 'syncthing'),
          join(env['XDG_CONFIG_HOME'] || join(home, '.config'), 'syncthing'),
        ];
  return [...new Set([...named, ...usual])].map((folder) => join(folder ?? '', 'config.xml'));
}

/** null if there is no such file. Throws a Fault if it can't be read, because unreadable is not absent. */
export function readConfig(path: string): LocalConfig | null {
  try {
    const text = readPlainText(realpathSync(path));
    return text === null ? null : parseConfig(text, path);
  } catch (error) {
    if (isAbsent(error)) return null;
    if (error instanceof Fault && error.code === 'SYNCTHING_CONFIG') throw error;
    throw unreadable(path, error);
  }
}

function unreadable(path: string, cause: unknown): Fault {
  const sentence = `Syncthing's configuration ${path} can not be read; set syncthing.url in show-build.yaml and SYNCTHING_API_KEY instead.`;
  return new Fault('configuration', 'SYNCTHING_CONFIG', sentence, { tech: String(cause), cause });
}

/** Throws a Fault if the text is not a Syncthing configuration. `path` appears in the message. */
export function parseConfig(xml: string, path: string): LocalConfig {
  // The <defaults> contain a <folder> that is only a template.
  const text = xml.replace(/<!--[\s\S]*?-->/g, '').replace(/<defaults\b[\s\S]*?<\/defaults>/g, '');
  const [, attributes, gui] = /<gui\b([^>]*)>([\s\S]*?)<\/gui>/.exec(text) ?? [];
  if (attributes === undefined || gui === undefined || !/<configuration\b/.test(text))
    throw unreadable(path, 'it has no <gui>');
  const address = textWithin(gui, 'address');
  const isOn = attribute(attributes, 'enabled') !== 'false';
  return {
    url: isOn && address !== null ? guiUrl(address, attribute(attributes, 'tls') === 'true') : null,
    key: textWithin(gui, 'apikey'),
    folders: [...text.matchAll(/<folder\b([^>]*)>/g)].flatMap(([, all = '']) => {
      const [id, folder] = [attribute(all, 'id'), attribute(all, 'path')];
      return id === null || folder === null ? [] : [{ id, path: folder }];
    }),
  };
}

function textWithin(xml: string, name: string): string | null {
  const text = new RegExp(`<${name}>([^<]*)</${name}>`).exec(xml)?.[1]?.trim();
  return text ? plain(text) : null;
}

function attribute(attributes: string, name: string): string | null {
  const text = new RegExp(`(?:^|\\s)${name}="([^"]*)"`).exec(attributes)?.[1];
  return text ? plain(text) : null;
}

const NAMED: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

function plain(text: string): string {
  return text.replace(/&(?:#x([0-9a-f]{1,6})|#(\d{1,7})|([a-z]+));/gi, (all, hex, decimal, name) => {
    if (name !== undefined) return NAMED[String(name)] ?? all;
    const code = hex === undefined ? Number(decimal) : Number.parseInt(String(hex), 16);
    return code <= 0x10_ffff ? String.fromCodePoint(code) : all;
  });
}
