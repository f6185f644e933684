// The system's Chromium, for tests that look at the page as people do: one browser for a file of tests, a fresh profile
// for each page, and everything that the page complains of remembered.
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { afterAll, onTestFinished } from 'vitest';

const PLACES = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];
const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

export const CHROMIUM = {
  name: 'chromium',
  probe: ['chromium', '--version'],
  install: 'sudo apt-get install chromium',
} as const;

const DESKTOP = { width: 1360, height: 860 };
const PHONE = { width: 390, height: 844 };

export interface Looks {
  readonly dark?: boolean;
  readonly phone?: boolean;
  /** What the browser takes for now. */
  readonly nowMs?: number;
}

export interface Watched {
  readonly page: Page;
  /** Errors in the console, uncaught ones, and answers of 500 and more. */
  readonly complaints: string[];
}

/** Call at the top of a file of tests. */
export function inBrowser() {
  let browser: Browser | null = null;
  afterAll(() => browser?.close());
  return {
    async open(url: string, looks: Looks = {}): Promise<Watched> {
      browser ??= await chromium.launch({
        executablePath: PLACES.find((place) => existsSync(place)) ?? 'chromium',
        // Root may not use the sandbox; the page is our own, on this machine.
        args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
      });
      const context = await browser.newContext(contextOf(looks));
      onTestFinished(() => context.close());
      const page = await context.newPage();
      const complaints = complaintsOf(page, looks.nowMs !== undefined);
      if (looks.nowMs !== undefined) await page.clock.setSystemTime(looks.nowMs);
      await page.goto(url);
      return { page, complaints };
    },
  };
}

function contextOf({ dark = false, phone = false }: Looks): BrowserContextOptions {
  return {
    viewport: phone ? PHONE : DESKTOP,
    hasTouch: phone,
    colorScheme: dark ? 'dark' : 'light',
    reducedMotion: 'reduce',
    locale: 'en-GB',
    timezoneId: 'Europe/London',
  };
}

function complaintsOf(page: Page, hasClock: boolean): string[] {
  const complaints: string[] = [];
  page.on('console', (message) => {
    // The clock that is set for tests tries to run in frames too, where nothing may.
    const isOfClock = message.text().startsWith('Blocked script execution in');
    if (message.type() === 'error' && !(isOfClock && hasClock))
      complaints.push(`${message.text()} ${message.location().url}`);
  });
  page.on('pageerror', (error) => complaints.push(String(error)));
  page.on('response', (response) => {
    if (response.status() >= 500) complaints.push(`${response.status()} ${response.url()}`);
  });
  return complaints;
}

/** With SHOW_BUILD_PICTURES=folder, keeps the page there as it stands: light, dark, and on a phone. */
export async function kept(page: Page, name: string): Promise<void> {
  const folder = process.env.SHOW_BUILD_PICTURES;
  if (!folder) return;
  const size = page.viewportSize() ?? DESKTOP;
  await page.screenshot({ path: join(folder, `${name}-light.png`) });
  await page.emulateMedia({ colorScheme: 'dark' });
  await page.screenshot({ path: join(folder, `${name}-dark.png`) });
  await page.setViewportSize(PHONE);
  await page.screenshot({ path: join(folder, `${name}-phone.png`) });
  await page.setViewportSize(size);
  await page.emulateMedia({ colorScheme: 'light' });
}

/** WCAG 2.2 A and AA, and axe's own best practices: what is wrong, with where; empty when nothing is. */
export async function axeFindings(page: Page): Promise<readonly string[]> {
  await page.evaluate(AXE);
  return page.evaluate(async () => {
    const { axe } = window as unknown as {
      axe: {
        run(
          options: object,
        ): Promise<{ violations: { id: string; help: string; nodes: { html: string }[] }[] }>;
      };
    };
    const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
    const { violations } = await axe.run({ runOnly: tags });
    return violations.flatMap(({ id, help, nodes }) =>
      nodes.map(({ html }) => `${id}: ${help}: ${html.slice(0, 200)}`),
    );
  });
}

/** Nothing sticks out at the side: a phone's page must not scroll that way. */
export function overflowOf(page: Page): Promise<readonly string[]> {
  return page.evaluate(() => {
    const { clientWidth, scrollWidth } = document.documentElement;
    if (scrollWidth <= clientWidth) return [];
    const wide = [...document.querySelectorAll('main *')].filter(
      (each) => each.getBoundingClientRect().right > clientWidth,
    );
    return [`${scrollWidth - clientWidth} px too wide: ${wide.at(-1)?.outerHTML.slice(0, 200)}`];
  });
}
