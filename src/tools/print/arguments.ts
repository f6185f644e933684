// Arguments and environment that make the browser print one page and do nothing else: no network, no scripts, no
// updates, no reports, and no files left in a home folder.
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

/** Folders and files of one print job, all below one temporary folder. */
export interface PrintPlaces {
  readonly profile: string;
  readonly home: string;
  readonly temporary: string;
  readonly pdf: string;
}

export function placesIn(folder: string): PrintPlaces {
  return {
    profile: join(folder, 'profile'),
    home: join(folder, 'home'),
    temporary: join(folder, 'tmp'),
    pdf: join(folder, 'page.pdf'),
  };
}

export function printArguments(
  htmlPath: string,
  { profile, pdf }: PrintPlaces,
  isRoot: boolean,
): readonly string[] {
  return [
    '--headless',
    // The sandbox does not work for root, so it is switched off for root only.
    ...(isRoot ? ['--no-sandbox'] : []),
    `--user-data-dir=${profile}`,
    `--print-to-pdf=${pdf}`,
    '--no-pdf-header-footer',
    // Blocks numeric addresses too.
    '--host-resolver-rules=MAP * ~NOTFOUND',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
    '--disable-extensions',
    '--disable-breakpad',
    '--disable-crash-reporter',
    '--disable-dev-shm-usage',
    '--disable-gpu',
    '--mute-audio',
    '--no-default-browser-check',
    '--no-first-run',
    '--no-pings',
    '--password-store=basic',
    '--use-mock-keychain',
    pathToFileURL(htmlPath).href,
  ];
}

/** Preferences of the profile. Scripts are disabled here, since the switch for it breaks the browser's print page. */
export const PREFERENCES = JSON.stringify({
  profile: { default_content_setting_values: { javascript: 2 } },
});

type Environment = Readonly<Record<string, string | undefined>>;

/** Environment of the browser, without secrets. Sets `XDG_DATA_HOME`, so that fonts installed by the user are found. */
export function printEnvironment(env: Environment, { home, temporary }: PrintPlaces): Record<string, string> {
  const fonts = env.XDG_DATA_HOME ?? (env.HOME === undefined ? undefined : join(env.HOME, '.local', 'share'));
  const seen = { PATH: env.PATH, LANG: env.LANG, LC_ALL: env.LC_ALL, TZ: env.TZ, XDG_DATA_HOME: fonts };
  const given = Object.entries(seen).filter((entry): entry is [string, string] => entry[1] !== undefined);
  return { ...Object.fromEntries(given), HOME: home, TMPDIR: temporary };
}
