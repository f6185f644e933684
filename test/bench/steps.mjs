// How long the text steps take: one cold pass over a show of which every episode is open and untidy, and one segment
// read and asked about by every step. The segments are those of the sample show.
import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { remark } from 'remark';
import { makeTree } from './tree.mjs';

const dist = new URL('../../dist/', import.meta.url);
const sample = fileURLToPath(new URL('../fixtures/sample-show/', import.meta.url));
const main = fileURLToPath(new URL('bot/main.js', dist));
const { parseInfo, parseSegment } = await import(new URL('src/markdown/document.js', dist));
const { mediaShelf } = await import(new URL('src/domain/media/shelf.js', dist));
const { mediaKind } = await import(new URL('src/tree/media.js', dist));
const { stepSettings, readSettings } = await import(new URL('src/config.js', dist));
const { steps } = await import(new URL('steps/index.js', dist));

const EPISODES = 250;
const SAMPLES = ['0101', '0102', '0103'];
const ROUNDS = 40;
/** Until the code is compiled as it is in a service that has been up for a minute. */
const WARM_UP = 10;

/** Rows for the table: what, episodes, stock tool, ours, ratio. */
export async function measureSteps(say) {
  return [
    await coldPass(say, 'a cold pass over open episodes', ordinary),
    await coldPass(say, 'the same over copies of the untidy sample', untidy),
    ...segments(say),
  ];
}

async function coldPass(say, what, make) {
  say(what);
  const dir = mkdtempSync(join(tmpdir(), 'show-build-bench-'));
  try {
    const tree = join(dir, 'tree');
    await make(tree);
    writeFileSync(join(tree, 'show-build.yaml'), 'show: Bench\nepisodes: all\nmerge: { settle: 0s }\n');
    const stock = join(dir, 'stock');
    mkdirSync(stock);
    cpSync(tree, stock, { recursive: true });
    const run = (...args) =>
      execFileSync('git', ['-C', stock, '-c', 'user.name=b', '-c', 'user.email=b@example.org', ...args]);
    const git = timed(() => {
      run('init', '-q');
      run('-c', 'core.fsync=all', 'add', '-A');
      run('-c', 'core.fsync=all', 'commit', '-qm', 'all');
    });
    let out = '';
    const ours = timed(() => {
      const args = [main, 'run', '--tree', tree, '--state', join(dir, 'state'), '--json'];
      const done = spawnSync(process.execPath, args, { encoding: 'utf8', maxBuffer: 1 << 28 });
      if (done.status !== 0) throw new Error(done.stderr);
      out = done.stdout;
    });
    const count = JSON.parse(out).proposed.length;
    return [
      `${what}: taken over, every text step, ${count} proposed (Git: init, add, commit)`,
      EPISODES,
      `${(git / 1000).toFixed(1)} s`,
      `${(ours / 1000).toFixed(1)} s`,
      `${(git / ours).toFixed(2)} ×`,
    ];
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
}

const ordinary = (tree) => makeTree(tree, { episodes: EPISODES, filesPerEpisode: 14 });

function untidy(tree) {
  for (let i = 0; i < EPISODES; i++) {
    const number = String(200 + i).padStart(4, '0');
    const from = SAMPLES[i % SAMPLES.length];
    const folder = join(tree, 'episodes', number);
    cpSync(join(sample, 'episodes', from), folder, { recursive: true });
    const info = readFileSync(join(folder, 'info.md'), 'utf8');
    writeFileSync(join(folder, 'info.md'), info.replaceAll(from, number));
  }
}

/** Every segment of the sample by itself, parsed anew and asked about by every step that looks at segments. */
function segments(say) {
  say('one segment: parse and inspect');
  const read = readSettings('', steps);
  const asked = steps.filter((step) => step.subjects.includes('segment'));
  const ours = [];
  const theirs = [];
  for (let round = 0; round < ROUNDS; round++) {
    for (const number of SAMPLES) {
      const { info, texts, media } = episodeOf(number);
      // Shared as the planner shares them: whoever asks first reads it.
      const siblings = texts.map(([path, text]) => parseSegment(path, text));
      for (const [i, [path, text]] of texts.entries()) {
        const document = siblings[i];
        const started = performance.now();
        for (const step of asked) {
          step.inspect({
            kind: 'segment',
            episode: number,
            path,
            settings: stepSettings(read.settings, step.id),
            owned: new Map(),
            madeFrom: new Map(),
            remarks: [],
            document,
            info,
            previous: siblings[i - 1] ?? null,
            next: siblings[i + 1] ?? null,
            siblings,
            media,
          });
        }
        if (round >= WARM_UP) ours.push(performance.now() - started);
        const then = performance.now();
        remark().parse(text);
        if (round >= WARM_UP) theirs.push(performance.now() - then);
      }
    }
  }
  const [our, their] = [median(ours), median(theirs)];
  const what = 'one segment: parse, and inspect by every step (remark: parse alone)';
  return [[what, '–', `${their.toFixed(2)} ms`, `${our.toFixed(2)} ms`, `${(their / our).toFixed(1)} ×`]];
}

function episodeOf(number) {
  const folder = join(sample, 'episodes', number);
  const names = readdirSync(join(folder, 'rundown')).filter((name) => name.endsWith('.md'));
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((one) => one.isFile());
  const path = (name) => `episodes/${number}/${name}`;
  return {
    info: parseInfo(path('info.md'), readFileSync(join(folder, 'info.md'), 'utf8')),
    texts: names.map((name) => [
      path(`rundown/${name}`),
      readFileSync(join(folder, 'rundown', name), 'utf8'),
    ]),
    media: mediaShelf(
      files
        .map((one) => join(one.parentPath, one.name).slice(folder.length + 1))
        .filter((name) => ['video', 'image', 'audio'].includes(mediaKind(name)))
        .map((name) => ({ path: path(name), kind: mediaKind(name), bytes: 1 })),
    ),
  };
}

function timed(work) {
  const started = performance.now();
  work();
  return performance.now() - started;
}

function median(values) {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];
}
