// Runs before `npm start` and `npm test` on any checkout, with nothing but Node, npm and git there yet: installs the
// locked packages when they are missing or older than the lock file, then builds what changed. Says what it is doing and
// how far it is; what went wrong it shows whole.
import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const isWindows = process.platform === 'win32';
const say = (text) => process.stderr.write(`${text}\n`);

const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
if (major < 20 || (major === 20 && minor < 19)) {
  say(`show-build needs Node 20.19 or newer; this is ${process.versions.node}.`);
  process.exit(1);
}

// ---- what is there ----

const text = (path) => (existsSync(root + path) ? readFileSync(root + path, 'utf8') : '');

// npm keeps a copy of what it installed in node_modules/.package-lock.json; packages differ only when a version or an
// integrity hash does.
const versions = (lock) =>
  Object.entries(JSON.parse(lock || '{}').packages ?? {})
    .filter(([path]) => path !== '')
    .map(([path, p]) => [path, p.version, p.optional === true]);

function arePackagesThere() {
  const installed = new Map(
    versions(text('node_modules/.package-lock.json')).map(([path, version]) => [path, version]),
  );
  const isMissing = ([path, version, optional]) =>
    installed.get(path) !== version && !(optional && !installed.has(path));
  return installed.size > 0 && !versions(text('package-lock.json')).some(isMissing);
}

const DRIVER = 'node_modules/better-sqlite3';
const hasDatabase = () => existsSync(`${root}${DRIVER}/build/Release/better_sqlite3.node`);

function isOnPath(name) {
  const names = isWindows ? [`${name}.exe`, `${name}.cmd`] : [name];
  return (process.env.PATH ?? '')
    .split(delimiter)
    .some((dir) => names.some((each) => existsSync(join(dir, each))));
}

const TOOLS = [
  ['Python', ['python3', 'python']],
  ['make', ['make', 'gmake']],
  ['a C++ compiler', ['c++', 'g++', 'clang++']],
];
const missingTools = () =>
  isWindows ? [] : TOOLS.filter(([, names]) => !names.some(isOnPath)).map(([name]) => name);

const INSTALLERS = [
  ['apt-get', 'sudo apt-get install -y python3 make g++'],
  ['dnf', 'sudo dnf install -y python3 make gcc-c++'],
  ['pacman', 'sudo pacman -S --needed python make gcc'],
  ['zypper', 'sudo zypper install -y python3 make gcc-c++'],
  ['apk', 'sudo apk add python3 make g++'],
];

/** The one command that brings the database, on this system. */
function commandForDatabase() {
  const [, found] = INSTALLERS.find(([name]) => isOnPath(name)) ?? [];
  const tools = process.platform === 'darwin' ? 'xcode-select --install' : found;
  return missingTools().length === 0 || tools === undefined
    ? `npm rebuild better-sqlite3`
    : `${tools} && npm rebuild better-sqlite3`;
}

// ---- doing it ----

const REDRAW_MS = 500;
/** Without a terminal a line now and then, so that a log shows that it goes on. */
const SPEAK_MS = 30_000;

function duration(ms) {
  const seconds = Math.round(ms / 1000);
  return seconds < 60 ? `${seconds} s` : `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
}

/** Shows one line for this part until `work` resolves. `far`: how far it is, in words. */
async function shown(title, far, work) {
  const beganMs = Date.now();
  const isTerminal = process.stderr.isTTY === true;
  const line = () => {
    const words = far();
    return `  ${title}${words === '' ? '' : `: ${words}`} (${duration(Date.now() - beganMs)})`;
  };
  const write = () => process.stderr.write(isTerminal ? `\r\x1b[K${line()}` : `${line()}\n`);
  if (isTerminal) write();
  else say(`  ${title} …`);
  const timer = setInterval(write, isTerminal ? REDRAW_MS : SPEAK_MS);
  const done = await work();
  clearInterval(timer);
  if (isTerminal) process.stderr.write('\r\x1b[K');
  say(`${line()}${done ? '' : ', failed'}`);
  return done;
}

/** What npm prints is kept back and shown only if it fails. */
function npm(...args) {
  return new Promise((resolve) => {
    const child = spawn('npm', args, { cwd: root, shell: isWindows, stdio: ['ignore', 'pipe', 'pipe'] });
    const printed = [];
    child.stdout.on('data', (bytes) => printed.push(bytes));
    child.stderr.on('data', (bytes) => printed.push(bytes));
    const end = (status) =>
      resolve({ ok: status === 0, printed: Buffer.concat(printed).toString('utf8').trimEnd() });
    child.on('error', (error) => {
      printed.push(Buffer.from(String(error)));
      end(1);
    });
    child.on('close', end);
  });
}

async function required(title, far, args) {
  let outcome = { ok: false, printed: '' };
  await shown(title, far, async () => {
    outcome = await npm(...args);
    return outcome.ok;
  });
  if (outcome.ok) return;
  say(
    `${outcome.printed}\n\nshow-build could not be installed: npm ${args.join(' ')} failed, as it says above.`,
  );
  process.exit(1);
}

/** Folders of the packages that this system needs. */
function wantedFolders() {
  const here = (only, own) => only === undefined || only.includes(own);
  return Object.entries(JSON.parse(text('package-lock.json')).packages ?? {}).flatMap(
    ([path, { os, cpu, libc }]) =>
      path !== '' && here(os, process.platform) && here(cpu, process.arch) && here(libc, 'glibc')
        ? [path]
        : [],
  );
}

if (arePackagesThere()) {
  const { ok, printed } = await npm('run', '--silent', 'build');
  if (!ok) {
    say(printed);
    process.exit(1);
  }
} else {
  const missing = missingTools();
  say('Installing show-build; this is done once and takes two to six minutes.');
  if (missing.length > 0)
    say(
      `  Missing here: ${missing.join(', ')}. If no finished database can be had for this system, search, SQL and plots stay off; all else works. To have them, now or later: ${commandForDatabase()}`,
    );
  const wanted = wantedFolders();
  // npm makes the folders first and fills them afterwards.
  const there = () => wanted.filter((path) => existsSync(`${root}${path}/package.json`)).length;
  await required('1 of 3, packages', () => `${there()} of ${wanted.length}`, [
    'ci',
    '--ignore-scripts',
    '--no-audit',
    '--no-fund',
    '--loglevel=error',
  ]);
  await shown(
    '2 of 3, database',
    () => 'a finished one, or compiled here',
    async () => {
      await npm('rebuild', 'better-sqlite3', '--loglevel=error');
      return hasDatabase();
    },
  );
  await required('3 of 3, program and desk', () => '', ['run', '--silent', 'build']);
}

if (!hasDatabase())
  say(`Without the database, search, SQL and plots are off; all else works. For it: ${commandForDatabase()}`);
