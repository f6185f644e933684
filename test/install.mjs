// Runs before `npm start` and `npm test` on any checkout, with nothing but Node, npm and git there yet:
// installs the locked packages when they are missing or older than the lock file, then builds what changed.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
if (major < 20 || (major === 20 && minor < 19)) {
  console.error(`show-build needs Node 20.19 or newer; this is ${process.versions.node}.`);
  process.exit(1);
}

const npm = (...args) => {
  const { status } = spawnSync('npm', args, {
    cwd: root,
    stdio: 'inherit',
    shell: process.platform === 'win32',
  });
  if (status !== 0) process.exit(status ?? 1);
};
const text = (path) => (existsSync(root + path) ? readFileSync(root + path, 'utf8') : '');

// npm keeps a copy of what it installed in node_modules/.package-lock.json; packages differ only when a
// version or an integrity hash does.
const versions = (lock) =>
  Object.entries(JSON.parse(lock || '{}').packages ?? {})
    .filter(([path]) => path !== '')
    .map(([path, p]) => [path, p.version, p.optional === true]);
const installed = new Map(
  versions(text('node_modules/.package-lock.json')).map(([path, version]) => [path, version]),
);
const missing = versions(text('package-lock.json')).some(
  ([path, version, optional]) => installed.get(path) !== version && !(optional && !installed.has(path)),
);
if (installed.size === 0 || missing) {
  console.error('Installing packages (once; a minute or two) …');
  npm('ci', '--no-audit', '--no-fund', '--loglevel=error'); // builds too, by `prepare`
} else {
  npm('run', '--silent', 'build');
}

// npm leaves out an optional package that can't be compiled, and says nothing.
if (!existsSync(`${root}node_modules/better-sqlite3/build/Release/better_sqlite3.node`)) {
  const compiler =
    process.platform === 'darwin' ? 'xcode-select --install' : 'sudo apt-get install python3 make g++';
  console.error(
    `Without the database (better-sqlite3 needs a C++ compiler): search, SQL and plots are off, all else works; for it: ${compiler} && npm ci`,
  );
}
