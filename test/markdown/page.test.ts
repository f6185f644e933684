// What a browser is handed of the show: whatever stands in a script, nothing of it runs, and nothing is fetched from
// elsewhere.
import { describe, expect, it } from 'vitest';
import { piecesOf } from '../../src/markdown/page/pieces.ts';
import { openPages } from '../../src/markdown/page.ts';

const PATH = 'episodes/0101/rundown/10 Opening.md';
const pages = openPages();
const page = (text: string, path = PATH) => pages.html(path, text);
const main = async (text: string) => /<main>\n([\s\S]*)\n<\/main>/.exec(await page(text))?.[1] ?? '';

describe('a script as a page', () => {
  it('reads as Markdown, without its head', async () => {
    const html = await page('---\ntitle: A glove\nslug: glove\n---\n# Hello\n\nA *glove* on a railing.\n');
    expect(html).toMatch(/^<!doctype html>/);
    expect(html).toContain('<link rel="stylesheet" href="/page.css">');
    expect(html).toContain('<h1>Hello</h1>');
    expect(html).toContain('A <em>glove</em> on a railing.');
    expect(html).not.toContain('slug: glove');
  });

  it('reads tables, as reports have them', async () => {
    const html = await main('| cue | wants |\n|---|--:|\n| SOT | <b onclick="x">a clip</b> |\n');
    expect(html).toMatch(/<table>\s*<thead>\s*<tr>\s*<th>cue<\/th>/);
    expect(html).toContain('<b>a clip</b>');
  });

  it('keeps the classes that tell speakers apart, and no other attribute of theirs', async () => {
    expect(await main('<p class="host" style="color:red" onclick="steal()" data-x="1">Hi</p>')).toBe(
      '<p class="host">Hi</p>',
    );
    expect(await main('<div class="a"><span class="b">x</span></div>')).toBe(
      '<div class="a"><span class="b">x</span></div>',
    );
  });

  it.each([
    ['a script', 'x <script>alert(1)</script> y'],
    ['a script in capitals, unclosed', '<SCRIPT SRC=//evil.example/x.js>'],
    ['a handler', '<img src="a.png" onerror="alert(1)">'],
    ['a link that runs', '[x](javascript:alert(1)) <a href=" javascript:alert(1)">y</a>'],
    ['a link that holds a page', '[x](data:text/html,<script>alert(1)</script>)'],
    ['a picture with a script', '<svg onload="alert(1)"><script>alert(1)</script></svg>'],
    ['mathematics', '<math><mtext><img src=x onerror=alert(1)></mtext></math>'],
    ['a frame', '<iframe src="//evil.example" srcdoc="<script>alert(1)</script>"></iframe>'],
    ['style', '<style>@import "//evil.example"</style><p style="background:url(//evil.example)">x</p>'],
    ['another base', '<base href="//evil.example/">'],
    ['a page that goes elsewhere', '<meta http-equiv="refresh" content="0;url=//evil.example">'],
    ['a form', '<form action="//evil.example"><button formaction="//evil.example">x</button></form>'],
    ['an object', '<object data="//evil.example"></object><embed src="//evil.example">'],
    ['the end of a title', '</title></head><script>alert(1)</script>'],
    ['the end of a comment', '<!-- --!><img src=x onerror=alert(1)> -->'],
    ['a template', '<template><script>alert(1)</script></template>'],
  ])('lets nothing run or leave: %s', async (_what, text) => {
    const html = await main(text);
    expect(html).not.toMatch(/<(?:script|svg|math|iframe|style|base|meta|form|object|embed|template)\b/i);
    expect(html).not.toMatch(/<[^>]*\s(?:on\w+|style|srcdoc|formaction|action)\s*=/i);
    expect(html).not.toMatch(/<[^>]*(?:javascript:|data:|evil\.example)/i);
  });

  it('shows pictures of the show alone', async () => {
    expect(await main('![a](../assets/a%20b.png)')).toContain(
      'src="/api/v1/media/episodes/0101/assets/a%20b.png"',
    );
    for (const elsewhere of [
      'https://evil.example/a.png',
      '//evil.example/a.png',
      '/etc/passwd',
      '\\\\evil.example\\a.png',
      'data:image/png;base64,AAAA',
      '../../../../up.png',
      'file:///etc/passwd',
      '%2e%2e/%2e%2e/%2e%2e/%2e%2e/up.png',
      '%',
    ])
      expect(await main(`<img alt="a" src="${elsewhere}">`), elsewhere).not.toContain('src=');
  });

  it('keeps links to other sites, and none into this server', async () => {
    expect(await main('[a](https://example.org/x)')).toContain('href="https://example.org/x"');
    expect(await main('[a](/api/v1/auto) [b](10.md) <a href="//evil.example">c</a>')).not.toContain('href');
  });

  it('takes names from nobody', async () => {
    expect(await main('<p id="app">x</p><a name="body">y</a>')).not.toMatch(/(?:id|name)="(?:app|body)"/);
    expect(await page('x', 'episodes/0101/</title><script>alert(1)</script>.md')).not.toContain('<script>');
  });

  it('shows what is nested deeper than anybody writes', async () => {
    expect(await page(`${'<div>'.repeat(30_000)}deep`)).toContain('deep');
  });
});

describe('other files', () => {
  it('compiled pages are handed out as they were written', async () => {
    const html = '<!doctype html><style>p{}</style><p>Hi';
    expect(await page(html, 'episodes/0101/exports/script-host.html')).toBe(html);
  });

  it('lists are shown letter by letter', async () => {
    expect(await page('a,<b>\n', 'episodes/0101/exports/media-list.csv')).toContain(
      '<pre>a,&lt;b&gt;\n</pre>',
    );
  });
});

describe('a text that the parser takes long for', () => {
  const lines = (count: number, line: (n: number) => string) =>
    Array.from({ length: count }, (_, n) => line(n)).join('\n');

  it.each([
    ['a line of hyphens', '- '.repeat(10_000)],
    ['lists within lists', lines(190, (n) => `${' '.repeat(n)}- a`)],
    ['growing backticks', lines(1, () => lines(195, (n) => `${'`'.repeat(n + 1)}a`).replaceAll('\n', ' '))],
    ['stars', `${'*'.repeat(20_000)}a${'*'.repeat(10_000)}`],
  ])('is bounded in time and depth, and keeps nobody waiting: %s', async (_what, text) => {
    const { html } = openPages({ wholeMs: 100, piecesMs: 1000 });
    let longestMs = 0;
    let lastMs = performance.now();
    const beat = setInterval(() => {
      longestMs = Math.max(longestMs, performance.now() - lastMs);
      lastMs = performance.now();
    }, 5);
    const fromMs = performance.now();
    const page = await html(PATH, `# Hello\n\nA *glove*.\n\n${text}\n\nThe *end*.\n`);
    clearInterval(beat);
    // Twice the time, and the beginning of two threads on a busy machine.
    expect(performance.now() - fromMs).toBeLessThan(15_000);
    expect(longestMs).toBeLessThan(1000);
    expect(page).toContain('<h1>Hello</h1>');
    expect(page).toContain('A <em>glove</em>.');
    expect(page).toMatch(/The (?:<em>end<\/em>|\*end\*)\./);
  });

  it('shows the piece that is too deep as it is written, and lays out all else', async () => {
    const html = await main(`# Hello\n\n${'>'.repeat(200)} deep\n\nThe *end*.\n`);
    expect(html).toContain(
      `<h1>Hello</h1>\n<pre>${'&gt;'.repeat(200)} deep\n\n</pre>\n<p>The <em>end</em>.</p>`,
    );
  });

  it('is in one piece where a list or a fence goes on beyond a blank line', async () => {
    const text = '- a\n\n- b\n\n  c\n\n```\nd\n\ne\n```\n\nf\n';
    expect(piecesOf(text)).toEqual(['- a\n\n- b\n\n  c\n\n', '```\nd\n\ne\n```\n\n', 'f\n']);
    expect(piecesOf(text).join('')).toBe(text);
  });

  it('leaves the pages after it as they were', async () => {
    const own = openPages({ wholeMs: 100, piecesMs: 1000 });
    const all = [1, 2, 3].map((n) => own.html(PATH, n === 2 ? '- '.repeat(10_000) : `*${n}*`));
    const [first, , third] = await Promise.all(all);
    expect([first, third].map((page) => /<em>\d<\/em>/.exec(page ?? '')?.[0])).toEqual([
      '<em>1</em>',
      '<em>3</em>',
    ]);
  });
});
