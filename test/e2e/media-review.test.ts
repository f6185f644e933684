// A reviewer sees and hears a media file before it has landed, and a picture before and after.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished } from 'vitest';
import { treePath } from '../../src/domain/ids.ts';
import type { Pointer } from '../../src/domain/media/pointer.ts';
import { storeMedia } from '../../src/git/media.ts';
import { defineStep, type ProposedChange } from '../../src/step.ts';
import { itWith } from '../needs.ts';
import { INFO, INFO_PATH } from '../trial.ts';
import { axeFindings, CHROMIUM, inBrowser, kept, overflowOf } from './browser.ts';
import { runDesk } from './desk.ts';

const SETTINGS = `show: Trial
people: { josh: { name: Josh, email: josh@example.org } }
merge: { settle: 0s, idle: 0s, everything: review }
`;
const LONG = { timeout: 60_000 };
const CLIP = 'episodes/0101/assets/video/parade.mp4';
const PICTURE = 'episodes/0101/assets/graphics/parade.png';
const BROWSER_AND_FFMPEG = {
  name: 'chromium and ffmpeg',
  probe: ['sh', '-c', `${CHROMIUM.probe.join(' ')} && ffmpeg -version`],
  install: 'sudo apt-get install chromium ffmpeg',
} as const;
const browser = inBrowser();

interface Made {
  readonly path: string;
  readonly pointer: Pointer;
  readonly replaces: Pointer | null;
}

/** Proposes what lies in `made`. */
function maker(made: { now: readonly Made[] }) {
  return defineStep<'episode', never>({
    id: 'makes-media',
    title: 'Make media ready for air',
    version: 1,
    subjects: ['episode'],
    after: [],
    tools: [],
    inspect: () => ({
      state: 'needed',
      input: made.now.map(({ pointer }) => pointer.sha256),
      diagnostics: [],
    }),
    run: async () => ({
      changes: made.now.map(
        ({ path, pointer, replaces }): ProposedChange => ({
          title: `Make ${path.split('/').at(-1)} ready for air`,
          why: 'It was not.',
          applicability: 'unsafe',
          files: [{ kind: 'media', path: treePath(path), pointer, replaces, field: 'file' }],
        }),
      ),
      facts: null,
    }),
  });
}

function pictured(folder: string, name: string, color: string): string {
  const place = join(folder, name);
  const from = `color=${color}:s=640x360,drawbox=x=40:y=60:w=200:h=120:color=white:t=fill`;
  execFileSync('ffmpeg', ['-v', 'error', '-f', 'lavfi', '-i', from, '-frames:v', '1', place]);
  return place;
}

function filmed(folder: string): string {
  const place = join(folder, 'parade.mp4');
  const inputs = ['-f', 'lavfi', '-i', 'testsrc2=s=640x360:r=30:d=2', '-f', 'lavfi', '-i', 'sine=440:d=2'];
  const codecs = ['-c:v', 'libvpx-vp9', '-deadline', 'realtime', '-cpu-used', '8', '-c:a', 'libopus'];
  execFileSync('ffmpeg', ['-v', 'error', ...inputs, ...codecs, '-movflags', '+faststart', place]);
  return place;
}

async function proposing() {
  const folder = mkdtempSync(join(tmpdir(), 'show-build-made-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const made: { now: readonly Made[] } = { now: [] };
  const desk = await runDesk({
    files: { [INFO_PATH]: INFO },
    settings: SETTINGS,
    open: { steps: [maker(made)] },
  });
  const store = async (place: string): Promise<Pointer> => {
    const { sha256, bytes } = await storeMedia({ dir: join(desk.trial.state, 'repo.git') }, place);
    return { sha256, bytes };
  };
  const rows = async (now: readonly Made[]) => {
    made.now = now;
    desk.trial.write(INFO_PATH, `${desk.trial.read(INFO_PATH)}\n`);
    const open = () => desk.service().desk.list({});
    const paths = async () => (await open()).flatMap((row) => row.paths).sort();
    await expect.poll(paths, LONG).toEqual(now.map(({ path }) => path).sort());
    return open();
  };
  return { desk, folder, store, rows };
}

itWith(BROWSER_AND_FFMPEG)(
  'a clip plays before it has landed, and the picture that it replaces is compared',
  async () => {
    const { desk, folder, store, rows } = await proposing();
    const red = await store(pictured(folder, 'red.png', 'red'));
    const blue = await store(pictured(folder, 'blue.png', 'blue'));
    const clip = await store(filmed(folder));
    const first = await rows([
      { path: CLIP, pointer: clip, replaces: null },
      { path: PICTURE, pointer: red, replaces: null },
    ]);
    const film = first.find(({ paths }) => paths[0] === CLIP);
    const { page, complaints } = await browser.open(desk.url);
    await page.goto(`${desk.url}/enhancements/${film?.id}`);
    const video = page.locator('video.media');
    await video.waitFor(LONG);
    await expect.poll(() => video.evaluate((it: HTMLVideoElement) => it.duration), LONG).toBeCloseTo(2, 0);
    expect(await video.evaluate((it: HTMLVideoElement) => [it.paused, it.autoplay])).toEqual([true, false]);
    await page.getByText('new file').waitFor();
    await kept(page, 'media-clip');
    expect(await axeFindings(page)).toEqual([]);

    const still = first.find(({ paths }) => paths[0] === PICTURE);
    await desk.service().desk.accept({ ids: [still?.id ?? ''] }, null);
    const [second] = await rows([{ path: PICTURE, pointer: blue, replaces: red }]);
    await page.goto(`${desk.url}/enhancements/${second?.id}`);
    const shown = page.locator('.media-sides img.media');
    await expect.poll(() => shown.count(), LONG).toBe(2);
    const widths = () => shown.evaluateAll((all) => all.map((it) => (it as HTMLImageElement).naturalWidth));
    await expect.poll(widths, LONG).toEqual([640, 640]);
    for (const way of ['Side by side', 'Sweep', 'Difference']) {
      await page.getByRole('button', { name: way }).click();
      await expect.poll(widths, LONG).toEqual([640, 640]);
      await kept(page, `media-${way.toLowerCase().replaceAll(' ', '-')}`);
    }
    expect(await axeFindings(page)).toEqual([]);
    expect(await overflowOf(page)).toEqual([]);
    expect(complaints).toEqual([]);
  },
  120_000,
);
