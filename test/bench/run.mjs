// The measurements behind every claim of speed: each figure beside stock Git on the same tree, in the same run, as a
// ratio of medians.   npm run bench            both sizes
//                     npm run bench -- 250     one size
//                     npm run bench -- steps   the text steps alone
//                     npm run bench -- search  search alone, in 10,000 episodes or as many as are given
//                     npm run bench -- page    the page alone, in the system's Chromium
//                     npm run bench -- hash    hashing of media alone
//                     npm run bench -- sync    Syncthing alone, ten minutes of typing: only when asked for by name
import { execFileSync, spawn } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { measureHashing } from './hashing.mjs';
import { measurePage } from './page.mjs';
import { measureSearch } from './search.mjs';
import { measureSteps } from './steps.mjs';
import { measureSync } from './sync.mjs';
import { makeTree } from './tree.mjs';

const dist = new URL('../../dist/', import.meta.url);
const { openShow } = await import(new URL('bot/service/open-show.js', dist));
const { openDesk } = await import(new URL('bot/desk/desk.js', dist));
const { render } = await import(new URL('bot/record/render.js', dist));
const { createLog } = await import(new URL('src/log.js', dist));

const COMMITS = 31;
const PASSES = 7;
const sizes = process.argv
  .slice(2)
  .map(Number)
  .filter((n) => n > 0);
const rows = [];

const only = ['steps', 'search', 'page', 'hash', 'sync'].find((name) => process.argv.includes(name)) ?? null;
const isMeant = (name) => only === name || (only === null && sizes.length === 0);
if (isMeant('steps')) rows.push(...(await measureSteps(say)));
if (isMeant('search')) rows.push(...(await measureSearch(say, sizes[0])));
if (isMeant('page')) rows.push(...(await measurePage(say)));
if (isMeant('hash')) rows.push(...(await measureHashing(say)));
if (only === 'sync')
  rows.push(
    ...(await measureSync(say, { minutes: Number(option('--minutes') ?? 10), seed: option('--seed') })),
  );
for (const episodes of only !== null ? [] : sizes.length > 0 ? sizes : [250, 10_000]) {
  const dir = mkdtempSync(join(tmpdir(), 'show-build-bench-'));
  try {
    await measure(dir, episodes);
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
}
console.log(`\n| what | episodes | stock Git | Show-Build | ratio |\n|---|---|---|---|---|`);
for (const row of rows) console.log(`| ${row.join(' | ')} |`);

async function measure(dir, episodes) {
  const tree = join(dir, 'tree');
  const state = join(dir, 'state');
  say(`${episodes} episodes: making the tree`);
  await makeTree(tree, { episodes, filesPerEpisode: 14 });
  writeFileSync(join(tree, 'show-build.yaml'), 'show: Bench\nmerge: { settle: 0s }\n');

  say('stock Git takes it over');
  const stock = join(dir, 'stock');
  mkdirSync(stock);
  cpSync(tree, stock, { recursive: true });
  const git = (...args) =>
    execFileSync(
      'git',
      ['-C', stock, '-c', 'user.name=b', '-c', 'user.email=b@example.org', '-c', 'gc.auto=0', ...args],
      { stdio: ['ignore', 'pipe', 'ignore'] },
    );
  git('init', '-q');
  // The take-over is not measured, and syncing each of its objects takes minutes.
  git('-c', 'core.fsync=none', 'add', '-A');
  git('-c', 'core.fsync=none', 'commit', '-qm', 'all');
  git('config', 'core.fsync', 'all');

  say('Show-Build takes it over');
  const log = createLog({ level: 'silent', destination: {} });
  const begun = performance.now();
  const opened = await openShow({ tree, state, purpose: 'bench', log });
  const desk = openDesk(opened.show);
  const first = await desk.pass({}, () => {});
  say(`first pass: ${ms(performance.now() - begun)}, ${first.proposed.length} proposed`);

  await commits(opened.show, stock, git, episodes);
  await idlePasses(desk, git, episodes);
  await opened.close();
  await service(tree, state, episodes);
}

/** A durable enhancement commit of one file: objects, record and branch, beside `git add FILE && git commit`. */
async function commits(show, stock, git, episodes) {
  const episode = newest(show.root);
  const path = `episodes/${episode}/info.md`;
  const main = await show.repo.ref('refs/heads/main');
  const { tree } = await show.repo.readCommit(main);
  const text = readFileSync(join(show.root, path), 'utf8');
  const ours = [];
  const theirs = [];
  let tip = null;
  for (let i = 0; i < COMMITS; i++) {
    const started = performance.now();
    const rendering = await render(show.repo, enhancement(episode, path, text, i), { commit: main, tree });
    const moved = await show.repo.moveRef('refs/heads/bot/bench', {
      from: tip,
      to: rendering.rendering.commit,
    });
    ours.push(performance.now() - started);
    if (!moved) throw new Error('the bench branch did not move');
    tip = rendering.rendering.commit;
    writeFileSync(join(stock, path), `${text}${i}\n`);
    const then = performance.now();
    git('add', path);
    git('commit', '-qm', `bench ${i}`);
    theirs.push(performance.now() - then);
  }
  await show.repo.moveRef('refs/heads/bot/bench', { from: tip, to: null });
  row('durable enhancement commit of one file', episodes, theirs, ours);
}

function enhancement(episode, path, text, i) {
  const edits = [{ start: text.length, end: text.length, removed: '', added: `${i}\n`, field: 'bench' }];
  return {
    id: `bench${i}`,
    episode,
    step: 'bench',
    stepVersion: 1,
    subject: path,
    input: '0'.repeat(64),
    fingerprint: '0'.repeat(64),
    change: {
      title: `Line ${i}`,
      why: 'A line of the bench.',
      applicability: 'safe',
      files: [{ kind: 'edit', path, edits }],
    },
    origin: null,
    lane: 'review',
    proposedMs: Date.now(),
    supersedes: null,
  };
}

/** A pass with nothing to do, beside `git status` on the same tree. */
async function idlePasses(desk, git, episodes) {
  await new Promise((resolve) => setTimeout(resolve, 200));
  await desk.pass({}, () => {});
  git('status', '--short');
  const ours = [];
  const theirs = [];
  for (let i = 0; i < PASSES; i++) {
    const started = performance.now();
    const report = await desk.pass({}, () => {});
    ours.push(performance.now() - started);
    if (report.snapshots > 0 || report.episodes > 0) throw new Error('the pass found something to do');
    const then = performance.now();
    git('status', '--short');
    theirs.push(performance.now() - then);
  }
  row('a pass with nothing to do (Git: status)', episodes, theirs, ours);
}

/** The service in a process of its own: from a save to the enhancement in the list, and its memory when idle. */
async function service(tree, state, episodes) {
  say('the service');
  const main = fileURLToPath(new URL('bot/main.js', dist));
  const child = spawn(process.execPath, [main, 'start', '--tree', tree, '--state', state, '--port', '0'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  try {
    const url = await addressOf(state, child);
    await new Promise((resolve) => setTimeout(resolve, 3000));
    const memory =
      Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${child.pid}/status`, 'utf8'))?.[1]) / 1024;
    const open = await openIn(tree, url);
    const waits = [];
    for (let i = 0; i < 5; i++) waits.push(await saveToList(tree, url, i));
    const what = 'from a save to the enhancement in `list`, settle 0';
    rows.push([`${what}, beside ${open} open ones`, episodes, '–', ms(median(waits)), '–']);
    await fetch(`${url}/api/v1/enhancements/accept`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ selection: { all: true } }),
    });
    await new Promise((resolve) => setTimeout(resolve, 2000));
    const left = await openIn(tree, url);
    const clear = [];
    for (let i = 5; i < 10; i++) clear.push(await saveToList(tree, url, i));
    rows.push([`${what}, beside ${left} open ones`, episodes, '–', ms(median(clear)), '–']);
    rows.push(['memory of the idle service', episodes, '–', `${memory.toFixed(0)} MB`, '–']);
  } finally {
    child.kill('SIGINT');
    await new Promise((resolve) => child.once('exit', resolve));
  }
}

async function openIn(tree, url) {
  return (await (await fetch(`${url}/api/v1/enhancements?episode=${newest(tree)}&all=false`)).json()).length;
}

async function saveToList(tree, url, i) {
  const episode = newest(tree);
  const name = `99 Bench ${i}.md`;
  const text = `---\nid: 'bench-${i}'\nslug: bench-${i}\ntype: segment\norder: ${990 + i}\nduration: 00:01:00:00\nstatus: production\ntitle: Bench ${i}\ndescription: A file of the bench.\n---\n\n<!-- Begin Cue -->\n[Type:SOT]\n[AssetID: SOTBENCH00000000${i}]\n[Slug: bench-clip-${i}]\n[MediaURL: bench-${i}.mp4]\n[Duration: 00:00:10:00]\n<!-- End Cue -->\n`;
  const started = performance.now();
  writeFileSync(join(tree, `episodes/${episode}/rundown/${name}`), text);
  for (;;) {
    const list = await (await fetch(`${url}/api/v1/enhancements?episode=${episode}`)).json();
    if (list.some((one) => one.subject.endsWith(name))) return performance.now() - started;
    if (performance.now() - started > 60_000) throw new Error('the save was never answered');
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

async function addressOf(state, child) {
  for (;;) {
    if (child.exitCode !== null) throw new Error('the service did not start');
    try {
      return JSON.parse(readFileSync(join(state, 'service.json'), 'utf8')).url;
    } catch {
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }
}

function option(name) {
  const at = process.argv.indexOf(name);
  return at === -1 ? undefined : process.argv[at + 1];
}

function row(what, episodes, theirs, ours) {
  rows.push([
    what,
    episodes,
    ms(median(theirs)),
    ms(median(ours)),
    `${(median(theirs) / median(ours)).toFixed(1)} ×`,
  ]);
}

function newest(tree) {
  return readdirSync(join(tree, 'episodes')).sort().at(-1);
}

function median(values) {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];
}

function ms(value) {
  return value >= 100 ? `${Math.round(value)} ms` : `${value.toFixed(1)} ms`;
}

function say(what) {
  process.stderr.write(`${new Date().toISOString().slice(11, 19)} ${what}\n`);
}
