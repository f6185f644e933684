// Files of the show by the API: what is given and how, and all the ways to something else, which lead nowhere.
import { execFileSync } from 'node:child_process';
import {
  linkSync,
  mkdirSync,
  mkdtempSync,
  renameSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { request } from 'node:http';
import { createServer as createSocket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { keptAddress } from '../../web/media-types.ts';
import { canStick, stickDisk } from '../stuck-disk.ts';
import { ask, json, serve } from './asking.ts';
import { deskDouble } from './desk-double.ts';

const FILM = 'episodes/0101/assets/film one.mp4';
const AT = '/api/v1/media/episodes/0101/assets/film%20one.mp4';

async function show() {
  const outer = mkdtempSync(join(tmpdir(), 'show-build-media-'));
  onTestFinished(() => rmSync(outer, { recursive: true }));
  const tree = join(outer, 'show');
  const write = (path: string, text: string) => {
    mkdirSync(join(tree, path, '..'), { recursive: true });
    writeFileSync(join(tree, path), text);
  };
  write(FILM, '0123456789');
  write('episodes/0101/rundown/10 Opening.md', '# Opening\n');
  write('episodes/0101/exports/script-host.html', '<script>alert(1)</script>');
  write('episodes/0101/100% größer.md', 'percent');
  write('lib/sting.wav', 'wav');
  write('lib/tool.exe', 'secret');
  write('lib/.hidden/film.mp4', 'secret');
  write('lib/.show-build-stage/film.mp4', 'secret');
  write('show-build.yaml', 'secret: true');
  write('.git', 'gitdir: secret');
  write('.stversions/episodes/0101/film.mp4', 'secret');
  writeFileSync(join(outer, 'outside.md'), 'secret');
  symlinkSync('../../outside.md', join(tree, 'episodes/outside.md'));
  symlinkSync(outer, join(tree, 'lib/up'));
  symlinkSync('../show-build.yaml', join(tree, 'lib/settings.yaml'));
  symlinkSync('.hidden/film.mp4', join(tree, 'lib/seen.mp4'));
  symlinkSync('sting.wav', join(tree, 'lib/same.wav'));
  const store = join(outer, 'store');
  mkdirSync(store);
  const kept = (sha256: string) => join(store, sha256);
  const { port } = await serve(deskDouble(), { media: { root: tree, kept } });
  return { port, tree, write, kept };
}

it('gives a film whole, and in ranges', async () => {
  const { port } = await show();
  const whole = await ask(port, AT);
  expect([whole.status, whole.text]).toEqual([200, '0123456789']);
  expect(whole.headers).toMatchObject({
    'content-type': 'video/mp4',
    'content-disposition': 'inline',
    'accept-ranges': 'bytes',
    'cache-control': 'private, no-cache',
    'x-content-type-options': 'nosniff',
  });
  expect(whole.headers['content-security-policy']).toMatch(/^default-src 'none';.*; sandbox$/);
  for (const [range, text, content] of [
    ['bytes=2-4', '234', 'bytes 2-4/10'],
    ['bytes=7-', '789', 'bytes 7-9/10'],
    ['bytes=-2', '89', 'bytes 8-9/10'],
    ['bytes=8-99', '89', 'bytes 8-9/10'],
  ] as const) {
    const part = await ask(port, AT, { headers: { range } });
    expect([part.status, part.text, part.headers['content-range']], range).toEqual([206, text, content]);
  }
  const beyond = await ask(port, AT, { headers: { range: 'bytes=10-' } });
  expect([beyond.status, beyond.headers['content-range']]).toEqual([416, 'bytes */10']);
  expect(beyond.headers['content-type']).toMatch(/^application\/problem/);
  expect((await ask(port, AT, { method: 'HEAD' })).headers['content-length']).toBe('10');
});

it('gives it once to whoever has it already', async () => {
  const { port } = await show();
  const { headers } = await ask(port, AT);
  const again = await ask(port, AT, { headers: { 'if-none-match': headers.etag ?? '' } });
  expect([again.status, again.text]).toEqual([304, '']);
});

it('hands over as a file what could do something in a browser', async () => {
  const { port } = await show();
  const script = await ask(port, '/api/v1/media/episodes/0101/exports/script-host.html');
  expect(script.headers['content-disposition']).toBe('attachment');
  expect((await ask(port, '/api/v1/media/lib/same.wav')).text).toBe('wav');
  const opening = await ask(port, '/api/v1/media/episodes/0101/rundown/10%20Opening.md');
  expect([opening.text, opening.headers['content-disposition']]).toEqual(['# Opening\n', 'inline']);
  const percent = encodeURIComponent('100% größer.md');
  expect((await ask(port, `/api/v1/media/episodes/0101/${percent}`)).text).toBe('percent');
});

it.each([
  'show-build.yaml',
  '.git',
  'lib/tool.exe',
  'lib/.hidden/film.mp4',
  'lib/.show-build-stage/film.mp4',
  'lib/seen.mp4',
  'lib/settings.yaml',
  'lib/up/outside.md',
  'episodes/outside.md',
  'episodes/../show-build.yaml',
  'episodes/%2e%2e/show-build.yaml',
  'episodes/..%2f..%2foutside.md',
  'episodes/..%252f..%252foutside.md',
  'episodes/%2e%2e%2f%2e%2e%2foutside.md',
  'episodes%2f..%2f..%2foutside.md',
  'episodes/..%5c..%5coutside.md',
  'episodes//0101//assets',
  '/etc/passwd',
  '%2fetc%2fpasswd',
  'episodes/0101/assets/film%20one.mp4%00.md',
  'episodes/0101/assets/film%20one.mp4/',
  'episodes/0101/assets/film%20one.mp4/x.md',
  `episodes/${'a'.repeat(300)}.md`,
  'episodes/0101',
  'episodes/',
  '',
  'LIB/sting.wav',
  'lib/gone.wav',
  'episodes/%ff.md',
  'episodes/%',
])('gives nothing for %j', async (path) => {
  const { port } = await show();
  const answer = await ask(port, `/api/v1/media/${path}`);
  expect(answer.status).toBeGreaterThanOrEqual(400);
  expect(answer.status).toBeLessThan(500);
  expect(answer.text).not.toContain('secret');
  expect(json(answer)).toMatchObject({ kind: 'usage' });
});

it('lists no folder, and writes nothing', async () => {
  const { port } = await show();
  expect((await ask(port, '/api/v1/media/lib/')).status).toBe(404);
  expect((await ask(port, AT, { method: 'PUT', body: {} })).status).toBe(404);
  expect((await ask(port, AT, { method: 'DELETE' })).status).toBe(404);
});

it('a film that is cut short while it is read breaks that answer and nothing else', async () => {
  const { port, tree, write } = await show();
  write('lib/long.mp4', '');
  truncateSync(join(tree, 'lib/long.mp4'), 256 << 20);
  const broken = await new Promise<boolean>((resolve, reject) => {
    const asked = request({ host: '127.0.0.1', port, path: '/api/v1/media/lib/long.mp4', agent: false });
    asked.on('error', reject);
    asked.on('response', (response) => {
      response.once('readable', () => {
        truncateSync(join(tree, 'lib/long.mp4'), 0);
        rmSync(join(tree, 'lib/long.mp4'));
        response.resume();
      });
      response.on('error', () => {});
      response.on('close', () => resolve(!response.complete));
    });
    asked.end();
  });
  expect(broken).toBe(true);
  expect((await ask(port, '/api/v1/media/lib/long.mp4')).status).toBe(404);
  expect((await ask(port, AT)).text).toBe('0123456789');
});

it('gives nothing for a pipe or a socket, at once, and all else as before', async () => {
  const { port, tree } = await show();
  execFileSync('mkfifo', [join(tree, 'lib/pipe.mp4'), join(tree, 'lib/pipe.md')]);
  const socket = createSocket().listen(join(tree, 'lib/socket.mp4'));
  onTestFinished(() => void socket.close());
  const paths = ['pipe.mp4', 'pipe.md', 'socket.mp4'].flatMap((name) =>
    Array<string>(6).fill(`/api/v1/media/lib/${name}`),
  );
  const answers = await Promise.all(paths.map((path) => ask(port, path)));
  expect(answers.map(({ status }) => status)).toEqual(paths.map(() => 404));
  expect((await ask(port, AT)).text).toBe('0123456789');
});

it('opens no pipe that has taken the place of a film since it was looked at', async () => {
  const { port, tree } = await show();
  const film = join(tree, 'lib/turns.mp4');
  execFileSync('mkfifo', [`${film}.pipe`]);
  writeFileSync(`${film}.film`, 'film');
  linkSync(`${film}.film`, film);
  let turns = true;
  const turning = (async () => {
    for (let n = 0; turns; n++) {
      linkSync(`${film}.${n % 2 === 0 ? 'pipe' : 'film'}`, `${film}.next`);
      renameSync(`${film}.next`, film);
      await new Promise((resume) => setImmediate(resume));
    }
  })();
  for (let n = 0; n < 100; n++)
    expect([200, 404]).toContain((await ask(port, '/api/v1/media/lib/turns.mp4')).status);
  turns = false;
  await turning;
});

it.runIf(canStick())(
  'a disk that does not answer keeps nobody waiting but whoever asks for its files',
  async () => {
    const { port, tree, write } = await show();
    write('lib/stuck.mp4', 'film');
    const stuck = stickDisk(join(tree, 'lib/stuck.mp4'));
    onTestFinished(() => stuck.release());
    const waiting = Array.from({ length: 20 }, () => ask(port, '/api/v1/media/lib/stuck.mp4'));
    for (let n = 0; n < 5; n++) {
      expect((await ask(port, AT)).text).toBe('0123456789');
      // Compressed, and so made in one of the threads that all of Node shares.
      expect((await ask(port, '/api/v1/episodes', { headers: { 'accept-encoding': 'gzip' } })).status).toBe(
        200,
      );
    }
    stuck.release();
    for (const answer of await Promise.all(waiting)) expect([200, 404]).toContain(answer.status);
    expect((await ask(port, '/api/v1/media/lib/stuck.mp4')).text).toBe('film');
  },
);

describe('media that are kept under their hash', () => {
  const SHA = 'ab'.repeat(32);

  async function keeping(text: string) {
    const { port, kept } = await show();
    writeFileSync(kept(SHA), text);
    return port;
  }

  it('are given in ranges, and never asked for twice', async () => {
    const port = await keeping('0123456789');
    const at = keptAddress(SHA, 'episodes/0101/assets/video/film one.mp4');
    expect(at).toBe(`/api/v1/kept-media/${SHA}/film%20one.mp4`);
    const part = await ask(port, at, { headers: { range: 'bytes=2-4' } });
    expect([part.status, part.text]).toEqual([206, '234']);
    expect(part.headers).toMatchObject({
      'content-type': 'video/mp4',
      'content-range': 'bytes 2-4/10',
      'cache-control': 'private, max-age=31536000, immutable',
    });
  });

  it.each([
    ['a hash that is none', `${'zz'.repeat(32)}/film.mp4`],
    ['a way out', `${encodeURIComponent('../store/')}${SHA}/film.mp4`],
    ['a name that is no media', `${SHA}/page.html`],
    ['a name without a kind', `${SHA}/film`],
    ['one that is not there', `${'cd'.repeat(32)}/film.mp4`],
  ])('are not given by %s', async (_what, address) => {
    const port = await keeping('secret');
    const answer = await ask(port, `/api/v1/kept-media/${address}`);
    expect(answer.status).toBe(404);
    expect(answer.text).not.toContain('secret');
  });
});
