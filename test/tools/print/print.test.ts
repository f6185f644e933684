// Printing by the browser that this machine has: what comes out, what stays behind, and what the page must not do.
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { Fault } from '../../../src/errors.ts';
import { placesIn, printArguments, printEnvironment } from '../../../src/tools/print/arguments.ts';
import { findBrowser } from '../../../src/tools/print/browser.ts';
import { printPdf } from '../../../src/tools/print/print.ts';
import { itWith } from '../../needs.ts';

const BROWSER = {
  name: 'chromium',
  probe: [findBrowser(process.env, process.platform) ?? 'chromium', '--version'],
  install: 'sudo apt-get install chromium',
} as const;

function aPlace(html: string | Buffer = '<p>One page.</p>') {
  const root = mkdtempSync(join(tmpdir(), 'show-build-test-'));
  onTestFinished(() => rmSync(root, { recursive: true, force: true }));
  const [home, temporary, out, bin] = ['home', 'tmp', 'out', 'bin'].map((name) => join(root, name));
  for (const folder of [home, temporary, out, bin]) mkdirSync(folder ?? '');
  const htmlPath = join(root, 'page & more.html');
  writeFileSync(htmlPath, html);
  return { root, home: home ?? '', temporary: temporary ?? '', out: out ?? '', bin: bin ?? '', htmlPath };
}

const never = () => new AbortController().signal;

function pdfAt(path: string) {
  const text = readFileSync(path, 'latin1');
  const boxes = [...text.matchAll(/\/MediaBox\s*\[([^\]]*)\]/g)].map((match) => match[1]?.trim());
  return { pages: text.match(/\/Type\s*\/Page(?![a-z])/g)?.length ?? 0, boxes: [...new Set(boxes)] };
}

async function faultOf(promise: Promise<unknown>): Promise<Fault> {
  const error = await promise.then(
    () => new Error('it was done'),
    (reason: unknown) => reason,
  );
  if (error instanceof Fault) return error;
  throw error;
}

const PAGES = `<!doctype html><meta charset="utf-8"><style>@page { size: letter; margin: 0.75in } section { break-after: page }</style>
<section>Spoon</section><section>Fork •</section><p>Ladle</p>`;

describe('with the real browser', () => {
  itWith(BROWSER)('prints all pages on Letter, and leaves nothing but the PDF', async () => {
    const { home, temporary, out, htmlPath } = aPlace(PAGES);
    vi.stubEnv('TMPDIR', temporary);
    vi.stubEnv('HOME', home);
    onTestFinished(() => void vi.unstubAllEnvs());
    await printPdf({ htmlPath, outPath: join(out, 'script.pdf'), signal: never() });
    expect(pdfAt(join(out, 'script.pdf'))).toEqual({ pages: 3, boxes: ['0 0 612 792'] });
    expect(readdirSync(out)).toEqual(['script.pdf']);
    expect(readdirSync(temporary)).toEqual([]);
    expect(readdirSync(home)).toEqual([]);
  });

  async function listening() {
    const asked: string[] = [];
    const server = createServer((request, response) => {
      asked.push(request.url ?? '');
      response.end();
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    onTestFinished(() => void server.close());
    return { asked, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
  }

  itWith(BROWSER)('runs no script and asks no server, not even one on this machine', async () => {
    const { asked, url } = await listening();
    const { out, htmlPath } = aPlace(`<!doctype html><link rel="stylesheet" href="${url}/style.css">
      <img src="${url}/image.png"><img src="${url.replace('127.0.0.1', 'localhost')}/named.png">
      <iframe src="${url}/frame"></iframe><script src="${url}/script.js"></script>
      <script>document.body.innerHTML = '<p style="break-after: page">again</p>'.repeat(9);</script>`);
    await printPdf({ htmlPath, outPath: join(out, 'script.pdf'), signal: never() });
    expect(pdfAt(join(out, 'script.pdf')).pages).toBe(1);
    expect(asked).toEqual([]);
    await fetch(`${url}/proof`);
    expect(asked).toEqual(['/proof']);
  });

  itWith(BROWSER)('follows a page nowhere: it prints or says that it could not', async () => {
    const { asked, url } = await listening();
    const { out, htmlPath } = aPlace(`<meta http-equiv="refresh" content="0; url=${url}/elsewhere">`);
    const printing = printPdf({ htmlPath, outPath: join(out, 'script.pdf'), signal: never() });
    const end = await printing.then(
      () => 'printed',
      (error: unknown) => (error instanceof Fault ? error.code : error),
    );
    expect(['printed', 'PRINT_FAILED']).toContain(end);
    expect(asked).toEqual([]);
  });

  itWith(BROWSER)('prints what is hardly a page', async () => {
    const { out, htmlPath } = aPlace(
      Buffer.from([0xff, 0x00, 0x3c, 0x21, 0x2d, 0x2d, 0xc3, 0x28, 0x3c, 0x74]),
    );
    await printPdf({ htmlPath, outPath: join(out, 'script.pdf'), signal: never() });
    expect(pdfAt(join(out, 'script.pdf')).pages).toBe(1);
  });

  itWith(BROWSER)('replaces no file', async () => {
    const { out, htmlPath } = aPlace();
    writeFileSync(join(out, 'script.pdf'), 'last week’s');
    const fault = await faultOf(printPdf({ htmlPath, outPath: join(out, 'script.pdf'), signal: never() }));
    expect(fault).toMatchObject({ kind: 'refused', code: 'PRINT_EXISTS' });
    expect(readFileSync(join(out, 'script.pdf'), 'utf8')).toBe('last week’s');
    expect(readdirSync(out)).toEqual(['script.pdf']);
  });

  itWith(BROWSER)('says when the folder is not there', async () => {
    const { out, htmlPath } = aPlace();
    const outPath = join(out, 'no', 'script.pdf');
    expect(await faultOf(printPdf({ htmlPath, outPath, signal: never() }))).toMatchObject({
      code: 'PRINT_UNWRITABLE',
      message: expect.stringContaining('ENOENT'),
    });
  });
});

describe('with a browser that fails', () => {
  function withBrowser(script: string) {
    const place = aPlace();
    writeFileSync(join(place.bin, 'chromium'), `#!/bin/sh\n${script.replaceAll('OUT', place.out)}\n`);
    chmodSync(join(place.bin, 'chromium'), 0o755);
    vi.stubEnv('TMPDIR', place.temporary);
    onTestFinished(() => void vi.unstubAllEnvs());
    const options = { htmlPath: place.htmlPath, outPath: join(place.out, 'x.pdf'), env: { PATH: place.bin } };
    const isTidy = () => readdirSync(place.temporary).length + readdirSync(place.out).length === 0;
    return { options, isTidy };
  }

  it.each([
    ['ends badly', 'echo first >&2; echo "no display" >&2; exit 3', 'gave up', /first \| no display$/],
    ['prints nothing', 'echo "all is well" >&2', 'printed nothing', /all is well/],
    [
      'prints something else',
      'for a; do case $a in --print-to-pdf=*) echo hello > "${a#*=}";; esac; done',
      'printed nothing',
      /^$/,
    ],
  ])('that %s', async (_, script, sentence, tech) => {
    const { options, isTidy } = withBrowser(script);
    const fault = await faultOf(printPdf({ ...options, signal: never() }));
    expect(fault).toMatchObject({ code: 'PRINT_FAILED', message: expect.stringContaining(sentence) });
    expect(fault.tech).toMatch(tech);
    expect(isTidy()).toBe(true);
  });

  it('that is overtaken by somebody who took the name meanwhile', async () => {
    const prints =
      'for a; do case $a in --print-to-pdf=*) printf "%%PDF-1.4 %%%%EOF" > "${a#*=}";; esac; done';
    const { options } = withBrowser(`${prints}; echo theirs > "OUT/x.pdf"`);
    expect(await faultOf(printPdf({ ...options, signal: never() }))).toMatchObject({ code: 'PRINT_EXISTS' });
    expect(readFileSync(options.outPath, 'utf8')).toBe('theirs\n');
    expect(readdirSync(dirname(options.outPath))).toEqual(['x.pdf']);
  });

  it('that never ends is ended', async () => {
    const { options, isTidy } = withBrowser('exec /bin/sleep 600');
    const fault = await faultOf(printPdf({ ...options, signal: never(), timeoutMs: 300 }));
    expect(fault).toMatchObject({
      code: 'PRINT_FAILED',
      message: expect.stringContaining('within 0.3 seconds'),
    });
    expect(isTidy()).toBe(true);
  });

  it('or is stopped by whoever asked', async () => {
    const { options, isTidy } = withBrowser('exec /bin/sleep 600');
    const reason = new Error('enough');
    const stop = new AbortController();
    const printing = printPdf({ ...options, signal: stop.signal });
    setTimeout(() => stop.abort(reason), 200);
    await expect(printing).rejects.toBe(reason);
    expect(isTidy()).toBe(true);
  });
});

describe('without a browser', () => {
  it('says what to install', async () => {
    const { htmlPath, out, bin } = aPlace();
    writeFileSync(join(bin, 'chromium'), 'not a program');
    const printing = printPdf({ htmlPath, outPath: join(out, 'x.pdf'), signal: never(), env: { PATH: bin } });
    expect(await faultOf(printing)).toMatchObject({
      kind: 'configuration',
      code: 'PRINT_NO_BROWSER',
      message: expect.stringContaining('install'),
    });
  });

  it('none is taken from a folder that depends on where one stands', () => {
    expect(findBrowser({ PATH: '.:bin:' }, 'linux')).toBeNull();
    expect(findBrowser({}, 'linux')).toBeNull();
  });
});

describe('what the browser is told', () => {
  const places = placesIn('/tmp/p');

  it('keeps the sandbox for everybody but root', () => {
    expect(printArguments('/a.html', places, false)).not.toContain('--no-sandbox');
    expect(printArguments('/a.html', places, true)).toContain('--no-sandbox');
  });

  it('holds no secret of ours', () => {
    const env = { PATH: '/bin', HOME: '/home/minna', OPENAI_API_KEY: 'secret', SHOW_BUILD_TOKEN: 'secret' };
    expect(printEnvironment(env, places)).toEqual({
      PATH: '/bin',
      XDG_DATA_HOME: '/home/minna/.local/share',
      HOME: '/tmp/p/home',
      TMPDIR: '/tmp/p/tmp',
    });
  });

  it('names the page so that no sign in a name is taken for something else', () => {
    expect(printArguments('/a b/#1?.html', places, false).at(-1)).toBe('file:///a%20b/%231%3F.html');
  });
});
