// The built program as a service on a free port, and the system's Chromium: for figures and pictures of the page. What is
// opened adds to `closers` how it is closed; close them in reverse.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createServer } from 'node:http';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';

export const SAMPLE = fileURLToPath(new URL('../fixtures/sample-show', import.meta.url));
const PLACES = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];
const MAIN = fileURLToPath(new URL('../../dist/bot/main.js', import.meta.url));

export async function openBrowser(closers) {
  const browser = await chromium.launch({
    executablePath: PLACES.find((place) => existsSync(place)) ?? 'chromium',
    args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
  });
  closers.push(() => browser.close());
  return browser;
}

export async function serve(tree, state, closers) {
  const port = await freePort();
  const args = [MAIN, 'start', '--tree', tree, '--state', state, '--port', String(port)];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  closers.push(() => new Promise((done) => child.once('exit', done).kill('SIGTERM')));
  // It says where to look when it has looked at everything.
  await new Promise((there) => child.stdout.once('data', there));
  child.stdout.resume();
  return `http://127.0.0.1:${port}`;
}

async function freePort() {
  const server = createServer().listen(0, '127.0.0.1');
  await new Promise((there) => server.once('listening', there));
  const { port } = server.address();
  await new Promise((done) => server.close(done));
  return port;
}

export const ask = async (url, path) => (await fetch(`${url}/api/v1${path}`)).json();

export async function quiet(url) {
  for (;;) if ((await ask(url, '/inbox?limit=1')).total > 0) return;
}
