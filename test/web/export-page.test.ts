// Scripts as pages, over real HTTP on a desk in memory: what they show, and what they may not do.
import { expect, it } from 'vitest';
import { openPages } from '../../src/markdown/page.ts';
import { exportPage } from '../../web/export-page.ts';
import { serve } from './asking.ts';
import { deskDouble } from './desk-double.ts';

async function pageOf(text: string, path: string) {
  const server = await serve({ ...deskDouble(), exported: async () => text });
  const response = await fetch(`${server.url}${path}`);
  return { headers: response.headers, text: await response.text() };
}

it('hands out a script as it is, in a frame of ours alone, and lets nothing in it run', async () => {
  const script = '<!doctype html><p>Good evening.</p><script>steal()</script>';
  const page = await pageOf(script, '/api/v1/episodes/101/exports/script-host.html/page');
  expect(page.text).toBe(script);
  expect(page.headers.get('content-type')).toBe('text/html; charset=utf-8');
  const policy = page.headers.get('content-security-policy') ?? '';
  expect(policy).toContain("default-src 'none'");
  expect(policy).toContain("frame-ancestors 'self'");
  expect(policy).toMatch(/sandbox allow-same-origin$/);
  expect(policy).not.toContain('script');
});

it('calls nobody ahead of need: what a script links to or frames elsewhere is shown as words', async () => {
  const text = '<LINK rel=preconnect href="//evil"><link\nrel=x><iframe/src="//evil"><object><linked>';
  const shown =
    '&lt;LINK rel=preconnect href="//evil">&lt;link\nrel=x>&lt;iframe/src="//evil">&lt;object><linked>';
  expect(await exportPage(openPages(), '0101', 'script-host.html', text)).toBe(shown);
});

it('shows a report without what could do harm, and with its links in words', async () => {
  const report =
    '# NOT READY\n\n<script>steal()</script>\n\n[[../info|info]], line 5, and [[../rundown/20 Kettle\\|20 Kettle]]\n';
  const { text } = await pageOf(report, '/api/v1/episodes/0101/exports/preflight.md/page');
  expect(text).toContain('<h1>NOT READY</h1>');
  expect(text).toContain('info, line 5, and 20 Kettle');
  expect(text).not.toContain('steal');
});

it('shows a list as the plain text that it is', async () => {
  const { text } = await pageOf('010 SOT <b>loud</b>\n', '/api/v1/episodes/0101/exports/media-list.txt/page');
  expect(text).toContain('<pre>010 SOT &lt;b&gt;loud&lt;/b&gt;');
});

it('finds a script’s pictures among the show’s media, and leaves its words alone', async () => {
  const text =
    '<img src="../assets/a%20b.png" alt=""><img src="../../../lib/x.png" alt="">&lt;img src="../no.png"';
  expect(await exportPage(openPages(), '0101', 'script-host.html', text)).toBe(
    '<img src="/api/v1/media/episodes/0101/assets/a%20b.png" alt=""><img src="/api/v1/media/lib/x.png" alt="">&lt;img src="../no.png"',
  );
});
