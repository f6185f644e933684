// The client's files: the one page at every address, what may be kept for ever, and nothing beside them.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliCompressSync, brotliDecompressSync } from 'node:zlib';
import { expect, it, onTestFinished } from 'vitest';
import { ask, json, serve } from './asking.ts';
import { deskDouble } from './desk-double.ts';

const HTML = { headers: { accept: 'text/html,application/xhtml+xml,*/*;q=0.8' } };
const INDEX =
  '<!doctype html><title>Show-Build</title><script type="module" src="/assets/main-1a2b.js"></script>';

async function built() {
  const root = mkdtempSync(join(tmpdir(), 'show-build-client-'));
  onTestFinished(() => rmSync(root, { recursive: true }));
  const clientDir = join(root, 'client');
  mkdirSync(join(clientDir, 'assets'), { recursive: true });
  const write = (path: string, bytes: string | Buffer) => writeFileSync(join(clientDir, path), bytes);
  write('index.html', INDEX);
  write('index.html.br', brotliCompressSync(INDEX));
  write('page.css', 'body {}');
  write('icon.svg', '<svg xmlns="http://www.w3.org/2000/svg"/>');
  write('.built', 'not ours');
  write('assets/main-1a2b.js', 'export {};');
  write('assets/main-1a2b.js.br', brotliCompressSync('export {};'));
  writeFileSync(join(root, 'secret.css'), 'not ours');
  const { port } = await serve(deskDouble(), { clientDir });
  return { port, write };
}

it.each([
  '/',
  '/enhancements/1a2b3c4d5e',
  '/episodes',
  '/episodes/0101',
  '/history/file?path=episodes/0101/info.md',
  '/login',
  '/no/such/page',
])('gives a browser the one page at %s, anew each time', async (path) => {
  const { port } = await built();
  const { status, text, headers } = await ask(port, path, HTML);
  expect([status, text]).toEqual([200, INDEX]);
  expect(headers['content-type']).toBe('text/html; charset=utf-8');
  expect(headers['cache-control']).toBe('no-cache');
  expect(headers['x-content-type-options']).toBe('nosniff');
  expect(headers['x-frame-options']).toBe('SAMEORIGIN');
  expect(headers['cross-origin-opener-policy']).toBe('same-origin');
  const policy = headers['content-security-policy'] ?? '';
  expect(policy).toMatch(/^default-src 'none'; script-src 'self'; style-src 'self'; /);
  expect(policy).toContain("frame-ancestors 'self'");
  expect(policy).not.toMatch(/unsafe-eval|script-src[^;]*unsafe-inline|\bhttps?:|\*/);
});

it('tells a program that there is nothing, and a browser too where it asks for a file', async () => {
  const { port } = await built();
  for (const [path, asking] of [
    ['/episodes', {}],
    ['/api/v1/nothing', HTML],
    ['/assets/gone-1a2b.js', HTML],
    ['/gone.css', HTML],
    ['/robots.php', HTML],
  ] as const) {
    const answer = await ask(port, path, asking);
    expect([answer.status, json(answer).code], path).toEqual([404, 'NO_PAGE']);
  }
});

it('lets a browser keep what bears a hash in its name for ever', async () => {
  const { port } = await built();
  const { headers, text } = await ask(port, '/assets/main-1a2b.js');
  expect(text).toBe('export {};');
  expect(headers['content-type']).toMatch(/^(?:text|application)\/javascript/);
  expect(headers['cache-control']).toBe('public, max-age=31536000, immutable');
});

it('gives what the build compressed to whoever reads it', async () => {
  const { port } = await built();
  for (const path of ['/', '/assets/main-1a2b.js', '/jobs']) {
    const response = await fetch(`http://127.0.0.1:${port}${path}`, {
      headers: { 'accept-encoding': 'br', accept: 'text/html' },
    });
    expect(response.headers.get('content-encoding'), path).toBe('br');
    expect(response.headers.get('vary')).toBe('accept-encoding');
    expect(await response.text()).toMatch(/^(?:<!doctype|export)/);
  }
  expect(brotliDecompressSync(brotliCompressSync(INDEX)).toString()).toBe(INDEX);
});

it('lets frames without rights have the style of pages', async () => {
  const { port } = await built();
  const { headers } = await ask(port, '/page.css');
  expect(headers['cross-origin-resource-policy']).toBe('cross-origin');
  expect((await ask(port, '/icon.svg')).headers['content-type']).toBe('image/svg+xml');
});

it.each([
  '/.built',
  '/assets/.hidden',
  '/assets/../index.html.br',
  '/assets/..%2f..%2fsecret.css',
  '/assets/%2e%2e/%2e%2e/secret.css',
  '/assets/..%5c..%5csecret.css',
  '/assets//etc/passwd',
  '/..%2fsecret.css',
  '/assets/',
  '/assets',
  '/assets/%00',
  '/assets/%',
])('gives nothing else: %s', async (path) => {
  const { port } = await built();
  const { status, text } = await ask(port, path);
  expect(status).toBeGreaterThanOrEqual(400);
  expect(status).toBeLessThan(500);
  expect(text).not.toMatch(/not ours|root:/);
});

it('is seen as soon as it is built', async () => {
  const root = mkdtempSync(join(tmpdir(), 'show-build-client-'));
  onTestFinished(() => rmSync(root, { recursive: true }));
  const { port } = await serve(deskDouble(), { clientDir: join(root, 'client') });
  const before = await ask(port, '/jobs', HTML);
  expect([before.status, before.text.includes('npm run build')]).toEqual([200, true]);
  mkdirSync(join(root, 'client'));
  writeFileSync(join(root, 'client', 'index.html'), INDEX);
  expect((await ask(port, '/jobs', HTML)).text).toBe(INDEX);
});
