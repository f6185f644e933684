// How the browser is told to print one page and do nothing else: no network, no scripts, no updates, no reports, and
// nothing left behind in anybody's home.
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

/** Folders and files of one print, all below one temporary folder. */
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
    // The sandbox refuses to work for root, and for root only is it given up.
    ...(isRoot ? ['--no-sandbox'] : []),
    `--user-data-dir=${profile}`,
    `--print-to-pdf=${pdf}`,
    '--no-pdf-header-footer',
    // Holds for addresses in digits too.
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

/** Of the profile. Scripts are off by preference: with the switch for it the browser's own print page does not run. */
export const PREFERENCES = JSON.stringify({
  profile: { default_content_setting_values: { javascript: 2 } },
});

type Environment = Readonly<Record<string, string | undefined>>;

/** What the browser sees of ours: no secrets. Fonts that a person installed stay within its reach. */
export function printEnvironment(env: Environment, { home, temporary }: PrintPlaces): Record<string, string> {
  const fonts = env.XDG_DATA_HOME ?? (env.HOME === undefined ? undefined : join(env.HOME, '.local', 'share'));
  const seen = { PATH: env.PATH, LANG: env.LANG, LC_ALL: env.LC_ALL, TZ: env.TZ, XDG_DATA_HOME: fonts };
  const given = Object.entries(seen).filter((entry): entry is [string, string] => entry[1] !== undefined);
  return { ...Object.fromEntries(given), HOME: home, TMPDIR: temporary };
}
