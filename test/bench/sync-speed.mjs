// How soon a landing is on a second node, and what it costs to follow Syncthing with an index of 10,000 episodes: memory,
// requests when idle, and the answer of the gate. For sync.mjs, on real nodes of this machine.
import { spawn } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer, request } from 'node:http';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { runnerImport } from 'vite';
import { makeTree } from './tree.mjs';

export const MAIN = fileURLToPath(new URL('../../dist/bot/main.js', import.meta.url));
const CLIENT = fileURLToPath(new URL('sync-client.mjs', import.meta.url));
const dist = new URL('../../dist/', import.meta.url);
const MINUTE_MS = 60_000;
const EPISODES = 10_000;
const FILES_PER_EPISODE = 14;
const ROUNDS = 10;
const ASKED = 200;
const GATE_FILES = 3;
const IDLE_MS = 30_000;

/** The rig is written in TypeScript, which Node 20 does not read. */
export async function rigPart(name) {
  const file = fileURLToPath(new URL(`../rig/${name}.ts`, import.meta.url));
  return (await runnerImport(file, { configFile: false, logLevel: 'error' })).module;
}

/** From the change of the bytes here to the same bytes on a second node. */
export async function arrival(say) {
  say('from publishing to the second node');
  const { openRig } = await rigPart('rig');
  const { startProgram } = await rigPart('program');
  const { segmentPath, seedShow } = await rigPart('seeds');
  const rig = await openRig({ nodes: 2 });
  const [server, second] = rig.nodes;
  let program = null;
  try {
    for (const [path, text] of seedShow()) put(server, path, text);
    const merge = 'merge: { everything: review, settle: 0s, settleRemote: 0s, idle: 0s }';
    put(server, 'show-build.yaml', `show: Bench\n${merge}\n${namedIn(server)}`);
    await rig.inSync();
    program = await startProgram(MAIN, server, join(dirname(server.folder), 'state'));
    const path = segmentPath('0101', 0);
    const times = [];
    for (let i = 0; i < ROUNDS; i++) {
      const row = await later(async () =>
        (await program.open()).find(
          ({ step, subject, state }) =>
            step === 'cue-block-repair' && subject.startsWith('episodes/') && state === 'proposed',
        ),
      );
      const [changed = path] = row.paths;
      // Between two versions there may be none for a moment.
      const at = (node) => textAt(join(node.folder, changed));
      const before = at(server);
      const accepted = program.accept([row.id], AbortSignal.timeout(MINUTE_MS));
      // Awaited below; the reason why it comes to nothing may be thrown before.
      accepted.catch(() => {});
      await later(() => at(server) !== before);
      const began = performance.now();
      await later(() => at(second) === at(server));
      times.push(performance.now() - began);
      await accepted;
    }
    return [
      ['from publishing a landing to the second node', '–', '–', ms(median(times)), '–'],
      ['the same, at worst', '–', '–', ms(Math.max(...times)), '–'],
    ];
  } finally {
    await program?.close();
    await rig.close();
  }
}

/** The client alone in a process of its own, and the gate, on an index of all episodes. */
export async function following(say) {
  const { openRig } = await rigPart('rig');
  const rig = await openRig({ nodes: 1 });
  const [node] = rig.nodes;
  const counted = await countingProxy(node.url);
  const client = startClient({ ...node, url: counted.url });
  try {
    say(`${EPISODES} episodes: making the tree`);
    makeTree(node.folder, { episodes: EPISODES, filesPerEpisode: FILES_PER_EPISODE });
    say('Syncthing reads it, and the client follows');
    await indexed(node, EPISODES * FILES_PER_EPISODE);
    const { heapMb, rssMb, state } = await client.memory();
    if (state !== 'known') throw new Error('the client does not know Syncthing');
    counted.reset();
    say('idle for half a minute');
    await pause(IDLE_MS);
    const { open, begun } = counted.requests();
    say('the gate');
    const gate = await gateTimes(node);
    return [
      [`memory of a process that only follows Syncthing`, EPISODES, '–', `${rssMb.toFixed(0)} MB`, '–'],
      ['its heap, after a collection', EPISODES, '–', `${heapMb.toFixed(1)} MB`, '–'],
      [
        `requests to Syncthing open when idle, begun in ${IDLE_MS / 1000} s`,
        EPISODES,
        '–',
        `${open}, ${begun}`,
        '–',
      ],
      [`the gate's answer on ${GATE_FILES} files of a landing`, EPISODES, '–', ms(median(gate)), '–'],
      ['the same, at worst of 200', EPISODES, '–', ms(Math.max(...gate)), '–'],
    ];
  } finally {
    await client.close();
    counted.close();
    await rig.close();
  }
}

async function indexed(node, files) {
  // Ends when all is read; the answer may take longer than the rig waits for one.
  node.scan().catch(() => {});
  await later(async () => {
    const { localFiles, state } = await node.get(`/rest/db/status?folder=${node.folderId}`);
    return localFiles >= files && state === 'idle';
  }, 15 * MINUTE_MS);
}

/** Speaks with `sync-client.mjs`: a line to it is a question for its memory. */
function startClient({ url, apiKey, folder, folderId }) {
  const args = ['--expose-gc', CLIENT, url, apiKey, folder, folderId];
  const child = spawn(process.execPath, args, { stdio: ['pipe', 'pipe', 'inherit'] });
  const answers = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  return {
    async memory() {
      child.stdin.write('memory\n');
      const { value } = await answers.next();
      return JSON.parse(value);
    },
    close: () => new Promise((done) => child.once('exit', done).kill('SIGTERM')),
  };
}

/** Passes all requests on to Syncthing, and counts them. */
async function countingProxy(url) {
  let open = 0;
  let begun = 0;
  const server = createServer((asked, answer) => {
    open += 1;
    begun += 1;
    answer.once('close', () => {
      open -= 1;
    });
    const { method, headers } = asked;
    const passed = request(new URL(asked.url, url), {
      method,
      headers: { ...headers, host: new URL(url).host },
    });
    passed.on('response', (came) => {
      answer.writeHead(came.statusCode, came.headers);
      came.pipe(answer);
    });
    passed.on('error', () => answer.destroy());
    answer.once('close', () => passed.destroy());
    asked.pipe(passed);
  }).listen(0, '127.0.0.1');
  await new Promise((there) => server.once('listening', there));
  return {
    url: `http://127.0.0.1:${server.address().port}`,
    requests: () => ({ open, begun }),
    reset() {
      begun = 0;
    },
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
}

/** How long the gate `sync` takes to answer for a landing. */
async function gateTimes(node) {
  const { openSyncthing } = await import(new URL('src/tools/syncthing/syncthing.js', dist));
  const { createLog } = await import(new URL('src/log.js', dist));
  const { openSyncStands } = await import(new URL('bot/cache/sync-stands.js', dist));
  const { syncWaits } = await import(new URL('bot/land/sync-facts.js', dist));
  const log = createLog({ level: 'silent', destination: {} });
  const place = { root: node.folder, folder: node.folderId };
  const sync = openSyncthing({ address: { url: node.url, key: node.apiKey }, place, log });
  try {
    await later(() => sync.view().state === 'known');
    const show = { sync, root: node.folder, syncStands: openSyncStands(), nowMs: Date.now };
    const notes = readdirSync(join(node.folder, 'episodes'))
      .slice(0, ASKED)
      .flatMap((episode) => notesOf(node, `episodes/${episode}`));
    const times = [];
    for (let i = 0; i < ASKED; i++) {
      const files = notes
        .slice(i * GATE_FILES, (i + 1) * GATE_FILES)
        .map((path) => ({ kind: 'edit', path, edits: [] }));
      const began = performance.now();
      const waits = await syncWaits(show)({ files });
      times.push(performance.now() - began);
      if (waits !== null) throw new Error(`the gate is closed: ${waits.reason.user}`);
    }
    return times;
  } finally {
    await sync.close();
  }
}

function notesOf({ folder }, under) {
  const names = readdirSync(join(folder, under), { recursive: true });
  return names.filter((name) => name.endsWith('.md')).map((name) => `${under}/${name}`);
}

function textAt(place) {
  try {
    return readFileSync(place, 'utf8');
  } catch (error) {
    if (error.code === 'ENOENT') return null;
    throw error;
  }
}

function put(node, path, text) {
  mkdirSync(dirname(join(node.folder, path)), { recursive: true });
  writeFileSync(join(node.folder, path), text);
}

const namedIn = ({ url, folderId }) => `syncthing: { url: "${url}", folder: ${folderId} }\n`;
const pause = (forMs) => new Promise((done) => setTimeout(done, forMs));

/** What `look` finds, as soon as it finds something. */
async function later(look, withinMs = 2 * MINUTE_MS) {
  const endMs = performance.now() + withinMs;
  for (;;) {
    const found = await look();
    if (found) return found;
    if (performance.now() > endMs) throw new Error(`it did not come: ${look}`);
    await pause(5);
  }
}

function median(values) {
  return [...values].sort((a, b) => a - b)[values.length >> 1];
}

function ms(value) {
  return `${value < 10 ? value.toFixed(1) : value.toFixed(0)} ms`;
}
