// Prints an HTML page as a PDF with the system's own browser. Replaces no file and leaves nothing but the PDF behind.
import { constants, existsSync } from 'node:fs';
import {
  access,
  copyFile,
  link,
  mkdir,
  mkdtemp,
  open,
  readFile,
  rename,
  rm,
  unlink,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { execa } from 'execa';
import { Fault, systemCode } from '../../errors.ts';
import { PREFERENCES, type PrintPlaces, placesIn, printArguments, printEnvironment } from './arguments.ts';
import { findBrowser } from './browser.ts';

export interface PrintOptions {
  readonly htmlPath: string;
  /** Must not exist yet, but its folder must. */
  readonly outPath: string;
  readonly signal: AbortSignal;
  /** Environment with the `PATH` to search for the browser. Default: that of this process. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  readonly timeoutMs?: number;
}

const TIMEOUT_MS = 60_000;

/** Rejects with a Fault (`PRINT_…`), or with the signal's reason. */
export async function printPdf({
  htmlPath,
  outPath,
  signal,
  env = process.env,
  timeoutMs,
}: PrintOptions): Promise<void> {
  signal.throwIfAborted();
  const browser = findBrowser(env, process.platform);
  if (browser === null) throw noBrowser();
  // If the file were missing, the browser would print its own error page.
  await access(htmlPath);
  if (existsSync(outPath)) throw taken(outPath);
  const folder = await mkdtemp(join(tmpdir(), 'show-build-print-'));
  try {
    const places = placesIn(folder);
    await prepare(places);
    await run(browser, htmlPath, places, { signal, env, timeoutMs: timeoutMs ?? TIMEOUT_MS });
    await put(places.pdf, outPath);
  } finally {
    // Retries, because the browser's child processes exit a moment later and may still be writing.
    await rm(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
  }
}

async function prepare({ profile, home, temporary }: PrintPlaces): Promise<void> {
  for (const folder of [join(profile, 'Default'), home, temporary]) await mkdir(folder, { recursive: true });
  await writeFile(join(profile, 'Default', 'Preferences'), PREFERENCES);
}

async function run(
  browser: string,
  htmlPath: string,
  places: PrintPlaces,
  { signal, env, timeoutMs }: Required<Pick<PrintOptions, 'signal' | 'env' | 'timeoutMs'>>,
): Promise<void> {
  const isRoot = process.getuid?.() === 0;
  const result = await execa(browser, printArguments(htmlPath, places, isRoot), {
    cwd: places.temporary,
    env: printEnvironment(env, places),
    extendEnv: false,
    stdin: 'ignore',
    stdout: 'ignore',
    timeout: timeoutMs,
    cancelSignal: signal,
    forceKillAfterDelay: 2000,
    reject: false,
  });
  signal.throwIfAborted();
  const tail = lastLines(result.stderr || (result.shortMessage ?? ''));
  if (result.timedOut) throw failed(`did not end within ${timeoutMs / 1000} seconds`, tail, result);
  if (result.failed) throw failed('gave up', tail, result);
  if (!(await isPdf(places.pdf))) throw failed('printed nothing', tail, result);
}

async function isPdf(path: string): Promise<boolean> {
  try {
    const bytes = await readFile(path);
    return bytes.subarray(0, 5).toString('latin1') === '%PDF-' && bytes.subarray(-1024).includes('%%EOF');
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return false;
    throw error;
  }
}

/** Writes the whole PDF or nothing, and never replaces a file. */
async function put(pdf: string, outPath: string): Promise<void> {
  const staged = join(dirname(outPath), `.show-build-print-${crypto.randomUUID()}.pdf`);
  try {
    await copyFile(pdf, staged, constants.COPYFILE_EXCL);
    await synced(staged);
    await name(staged, outPath);
  } catch (error) {
    throw error instanceof Fault || systemCode(error) === null ? error : unwritable(outPath, error);
  } finally {
    await rm(staged, { force: true });
  }
}

async function synced(path: string): Promise<void> {
  const file = await open(path, 'r+');
  await file.sync().finally(() => file.close());
}

async function name(staged: string, outPath: string): Promise<void> {
  try {
    await link(staged, outPath);
  } catch (error) {
    const code = systemCode(error);
    if (code === 'EEXIST') throw taken(outPath);
    if (code !== 'EPERM' && code !== 'ENOTSUP' && code !== 'ENOSYS') throw error;
    await nameWithoutLinks(staged, outPath);
  }
}

/** For memory sticks and some network drives, which have no hard links: reserves the name, then moves the PDF there. */
async function nameWithoutLinks(staged: string, outPath: string): Promise<void> {
  await (await open(outPath, 'wx')).close();
  try {
    await rename(staged, outPath);
  } catch (error) {
    await unlink(outPath);
    throw error;
  }
}

function lastLines(stderr: string): string {
  return stderr
    .trim()
    .split(/\s*[\r\n]+\s*/)
    .slice(-5)
    .join(' | ')
    .slice(-1000);
}

// ---- faults ----

function noBrowser(): Fault {
  const sentence = 'Printing needs Chromium or Chrome; install one of them (sudo apt-get install chromium).';
  return new Fault('configuration', 'PRINT_NO_BROWSER', sentence, { tech: 'none on PATH' });
}

function failed(what: string, tech: string, cause: unknown): Fault {
  const sentence = `The browser ${what}, so there is no PDF; try again, and see whether it opens the page itself.`;
  return new Fault('transient', 'PRINT_FAILED', sentence, { tech, cause });
}

function taken(outPath: string): Fault {
  const sentence = `${outPath} is there already, and stays as it is; choose another name.`;
  return new Fault('refused', 'PRINT_EXISTS', sentence);
}

function unwritable(outPath: string, cause: unknown): Fault {
  const sentence = `The PDF can't be written into ${dirname(outPath)} (${systemCode(cause)}); choose another place.`;
  return new Fault('refused', 'PRINT_UNWRITABLE', sentence, { tech: String(cause), cause });
}
