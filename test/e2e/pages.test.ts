// Every page as it meets the eye: light and dark, desktop and phone, with the sample show. Nothing complains, nothing sticks
// out, and axe finds nothing. With SHOW_BUILD_PICTURES=folder each is kept as a picture there.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, onTestFinished, vi } from 'vitest';
import { itWith } from '../needs.ts';
import { say, startLanguageServer } from '../tools/language/server.ts';
import { when } from '../when.ts';
import { axeFindings, CHROMIUM, inBrowser, type Looks, overflowOf, type Watched } from './browser.ts';
import { type RunningDesk, runDesk } from './desk.ts';

const LOOKS: readonly (readonly [string, Looks])[] = [
  ['light-desktop', {}],
  ['dark-desktop', { dark: true }],
  ['light-phone', { phone: true }],
  ['dark-phone', { dark: true, phone: true }],
];

const SAMPLE = fileURLToPath(new URL('../fixtures/sample-show', import.meta.url));
const KETTLE = 'episodes/0101/rundown/20 The Committee for the Kettle.md';

const WORDED = 'description-generation';

/** The sample show, with a model that has answered, and now thinks for as long as anybody looks. */
async function busyDesk(): Promise<RunningDesk> {
  let isSlow = false;
  const model = await startLanguageServer((question) => {
    if (isSlow) return { hang: 'before' };
    // Of the script’s own words, which end the question: others are refused.
    const words = JSON.stringify(question.messages.at(-1)).match(/\b[a-z]{5,}\b/g) ?? [];
    const [first, second, third] = words.slice(-12, -1).toSorted((a, b) => b.length - a.length);
    const said: Record<string, unknown> = {
      tone: 'lighthearted',
      confidence: 0.9,
      rationale: 'It is told with a smile.',
      description: `It begins with ${first} and ${second}. Then everybody asks about ${third}.`,
      slug: `${first}-${second}`,
    };
    const { properties = {} } = question.response_format?.json_schema?.schema as { properties?: object };
    return say(Object.fromEntries(Object.keys(properties).map((key) => [key, said[key]])));
  });
  onTestFinished(() => model.close());
  vi.stubEnv('OPENAI_BASE_URL', model.url);
  onTestFinished(() => void vi.unstubAllEnvs());
  const settings = readFileSync(join(SAMPLE, 'show-build.yaml'), 'utf8');
  const language = 'language: { model: slow, price: { input: 1, output: 1 } }\n';
  const running = await runDesk({ settings: `${settings}${language}` });
  const { desk } = running.service();
  const worded = await when(running.service(), async () => {
    const isWorking = (await desk.jobs()).some(({ state }) => state === 'running' || state === 'queued');
    const rows = await desk.list({ episode: '0101' });
    return isWorking ? null : (rows.filter(({ step }) => step === WORDED).at(-1) ?? null);
  });
  isSlow = true;
  const asked = model.asked.length;
  await desk.redo(worded.id, 'say less of the tea', null);
  await model.arrived(asked + 1);
  return running;
}

/** Name → address; some are found out first. */
async function pagesOf({ service }: RunningDesk): Promise<readonly (readonly [string, string])[]> {
  const { desk } = service();
  const rows = await desk.list({ episode: '0101' });
  const of = (id: string) => rows.find(({ step }) => step === id)?.id;
  const first = of('cue-block-repair') ?? '';
  await desk.accept({ ids: [first] }, null);
  const [landing] = await desk.history({ kind: 'landing', limit: 1 });
  const since = (await desk.history({})).at(-1)?.commit;
  const [job] = await desk.jobs({ state: 'running' });
  return [
    ['inbox', '/'],
    ['review-slug', `/enhancements/${of('slug-enhancement')}`],
    ['review-model', `/enhancements/${of(WORDED)}`],
    ['review-script', `/enhancements/${of('script-compilation')}`],
    ['review-report', `/enhancements/${of('preflight')}`],
    ['review-landed', `/enhancements/${first}`],
    ['episodes', '/episodes'],
    ['episode', '/episodes/0101'],
    ['history', '/history'],
    ['commit', `/history/${landing?.commit}`],
    ['compare', '/history/compare'],
    ['compared', `/history/compare?from=${since}`],
    ['file', `/history/file?path=${encodeURIComponent(KETTLE)}`],
    ['jobs', '/jobs'],
    ['job', `/jobs/${job?.id}`],
    ['numbers', '/jobs?view=numbers'],
    ['flow', '/flow'],
    ['machines', '/machines'],
    ['conflicts', '/conflicts'],
    ['search', '/search?cue=SOT'],
    ['search-words', '/search?q=kettle'],
    ['sql', '/search?view=sql'],
    ['nothing', '/nowhere'],
  ];
}

describe('every page is sound to the eye and to the ear', { timeout: 240_000 }, () => {
  const browser = inBrowser();
  const pictures = process.env.SHOW_BUILD_PICTURES;

  itWith(CHROMIUM)('light and dark, desktop and phone', async () => {
    const desk = await busyDesk();
    const pages = await pagesOf(desk);
    const wrongIn = async (look: string, { page, complaints }: Watched): Promise<readonly string[]> => {
      const wrong: string[] = [];
      for (const [name, path] of pages) {
        await page.goto(desk.url + path);
        await page.locator('h1').first().waitFor();
        await page.waitForLoadState('networkidle');
        if (pictures) await page.screenshot({ path: join(pictures, `${name}-${look}.png`) });
        const found = [...complaints.splice(0), ...(await overflowOf(page)), ...(await axeFindings(page))];
        wrong.push(...found.map((what) => `${name}, ${look}: ${what}`));
      }
      return wrong;
    };
    const opened: (readonly [string, Watched])[] = [];
    for (const [look, looks] of LOOKS) opened.push([look, await browser.open(desk.url, looks)]);
    // Side by side, as each page is waited for until nothing more comes.
    const wrong = await Promise.all(opened.map(([look, watched]) => wrongIn(look, watched)));
    expect(wrong.flat()).toEqual([]);
  });
});
