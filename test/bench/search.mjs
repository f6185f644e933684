// Search over a show of 10,000 episodes: 100,000 segments and 300,000 cues, written by the store's own functions. Ten
// kinds of question, each with many different words, beside `git grep` over the same texts as files.
//   npm run bench -- search          10,000 episodes
//   npm run bench -- search 250      fewer
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const dist = new URL('../../dist/', import.meta.url);
const { openStore } = await import(new URL('src/store/open.js', dist));

const SEGMENTS = 10;
const CUES = 3;
const WORDS = 220;
const ROUNDS = 60;
const GREPS = 5;

const FIRST =
  'Ada Basil Cora Dora Edwin Fern Gus Hazel Ivor June Kit Lena Milo Nora Otto Pearl Quinn Rose Silas Tess'.split(
    ' ',
  );
const LAST =
  'Holloway Grubb Loom Vane Plumley Achterby Pell Tansy Bramblett Thistle Marrow Quill Sedge Tallow Wick'.split(
    ' ',
  );
const COMMON =
  'the of and to a in that is was he for it with as his on be at by had not are but from or have an they which one you were all her she there would their we him been has when who will no more if out so up said what its about than into them can only other time new some could these two may first then do any like my now over such our man me even most made after also did many before must through back years where much your way down should because long each just state those people too mr how'.split(
    ' ',
  );
const TYPES = ['SOT', 'SOT', 'VO', 'GFX', 'FSQ', 'IMG', 'SOT', 'NAT'];

/** The same each time. */
function randomFrom(seed) {
  let n = seed;
  return () => {
    n = (Math.imul(n, 1664525) + 1013904223) >>> 0;
    return n / 2 ** 32;
  };
}

/** Six thousand words that nobody has used before. */
const RARE = (() => {
  const random = randomFrom(7);
  const parts = 'ba ke li mo nu pra sti dro vel tan gor fis hum jav wex zil cor dep ran lus'.split(' ');
  const part = () => parts[Math.floor(random() * parts.length)];
  return [...new Set(Array.from({ length: 6000 }, () => part() + part() + part()))];
})();

export async function measureSearch(say, episodes = 10_000) {
  const dir = mkdtempSync(join(tmpdir(), 'show-build-bench-'));
  try {
    const file = join(dir, 'show-build.db');
    const texts = join(dir, 'texts');
    const store = await openStore(file);
    const begun = performance.now();
    fill(store, texts, episodes, say);
    say(
      `${episodes} episodes recorded in ${seconds(begun)}, ${(statSync(file).size / 2 ** 20).toFixed(0)} MiB`,
    );
    const rows = QUESTIONS.map((question) => measured(store, question, episodes));
    say('git grep');
    const grep = median(Array.from({ length: GREPS }, (_, i) => timed(() => grepFor(texts, RARE[i * 77]))));
    store.close();
    return rows.map(([what, all]) => {
      const ours = median(all);
      return [
        `search: ${what} (median; p95 ${ms(percentile(all, 0.95))})`,
        episodes,
        ms(grep),
        ms(ours),
        `${(grep / ours).toFixed(0)} ×`,
      ];
    });
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
}

const name = (random) =>
  `${FIRST[Math.floor(random() * FIRST.length)]} ${LAST[Math.floor(random() * LAST.length)]}`;
/** Half of all words are the few that every text has; of the others the early ones are the more usual. */
const word = (random) =>
  random() < 0.55
    ? COMMON[Math.floor(random() ** 2 * COMMON.length)]
    : RARE[Math.floor(random() ** 3 * RARE.length)];
const sentence = (random, n) => Array.from({ length: n }, () => word(random)).join(' ');

function fill(store, texts, episodes, say) {
  for (let n = 0; n < episodes; n++) {
    const episode = String(n).padStart(4, '0');
    const random = randomFrom(n + 1);
    const folder = `episodes/${episode}`;
    mkdirSync(join(texts, folder, 'rundown'), { recursive: true });
    const segments = Array.from({ length: SEGMENTS }, (_, i) => segmentOf(folder, i, random));
    store.record(() => {
      store.index.recordEpisode(episodeOf(episode, folder, random));
      store.index.recordSegments(episode, segments);
      store.index.recordQuotes(episode, segments.flatMap(quotesOf));
      store.index.recordAssets(
        episode,
        segments.flatMap(({ cues }) =>
          cues.slice(0, 1).map(({ mediaPath: path }) => ({
            path,
            kind: 'video',
            bytes: 1,
            sha256: null,
            madeBy: 'person',
          })),
        ),
      );
    });
    for (const { path, title, body, cues } of segments)
      writeFileSync(join(texts, path), textOf(title, body, cues));
    if (n % 2000 === 1999) say(`${n + 1} episodes recorded`);
  }
}

function episodeOf(episode, folder, random) {
  const empty = { blob: null, subtitle: null, description: null, durationMs: null, runtimeMs: null };
  const title = sentence(random, 4);
  return {
    ...empty,
    episode,
    path: `${folder}/info.md`,
    title,
    slug: null,
    type: 'show',
    status: 'completed',
    airDate: null,
  };
}

function segmentOf(folder, i, random) {
  const title = sentence(random, 4);
  const guest = random() < 0.3 ? name(random) : null;
  const body = Array.from({ length: 8 }, () => sentence(random, WORDS / 8)).join('\n');
  return {
    path: `${folder}/rundown/${i}0 ${title}.md`,
    blob: null,
    position: i,
    order: i * 10,
    type: 'segment',
    slug: title.replaceAll(' ', '-'),
    title,
    description: null,
    status: 'production',
    block: 'A',
    durationMs: 300_000,
    runtimeMs: 280_000,
    words: WORDS,
    body: guest === null ? body : `${body}\nHere is ${guest}.`,
    bodyLines: Array.from({ length: 9 }, (_, n) => 12 + n * 2),
    people: guest === null ? [] : [{ name: guest, role: 'guest', line: null, words: null }],
    cues: Array.from({ length: CUES }, (_, n) => cueOf(folder, n, random)),
  };
}

function cueOf(folder, n, random) {
  const type = TYPES[Math.floor(random() * TYPES.length)];
  const slug = sentence(random, 3).replaceAll(' ', '-');
  const assetId = `CUE${Math.floor(random() * 36 ** 9)
    .toString(36)
    .toUpperCase()
    .padStart(14, '0')}`;
  const fields = { Type: type, AssetID: assetId, Slug: slug, MediaURL: `${slug}.mp4` };
  return {
    line: 20 + n * 9,
    type,
    assetId,
    slug,
    mediaUrl: `${slug}.mp4`,
    mediaPath: `${folder}/assets/video/${slug}-${assetId}.mp4`,
    durationMs: 30_000,
    fields: type === 'FSQ' ? { ...fields, Quote: sentence(random, 15), Attribution: name(random) } : fields,
  };
}

function quotesOf({ path, cues }) {
  return cues
    .filter(({ type }) => type === 'FSQ')
    .map(({ slug, line, type, fields }) => ({
      subject: path,
      slug,
      text: fields.Quote,
      attribution: fields.Attribution,
      source: 'cue',
      atMs: null,
      line,
      cueType: type,
    }));
}

function textOf(title, body, cues) {
  const blocks = cues.map(({ fields }) => {
    const lines = Object.entries(fields).map(([label, value]) => `[${label}: ${value}]`);
    return ['<!-- Begin Cue -->', ...lines, '<!-- End Cue -->'].join('\n');
  });
  return `---\ntitle: ${title}\n---\n\n${body}\n\n${blocks.join('\n\n')}\n`;
}

const rare = (i) => RARE[1000 + ((i * 97) % (RARE.length - 1000))];
const usual = (i) => RARE[(i * 7) % 60];
const common = (i) => COMMON[(i * 5) % COMMON.length];
const last = (i) => LAST[i % LAST.length];
const full = (i) => `${FIRST[i % FIRST.length]} ${last(i * 3)}`;
const number = (i, episodes) => String((i * 613) % episodes).padStart(4, '0');

const QUESTIONS = [
  ['a rare word', (i) => ({ words: rare(i) })],
  ['the words that every script has', (i) => ({ words: `${common(i)} ${common(i + 1)}` })],
  ['three usual words', (i) => ({ words: `${usual(i)} ${usual(i + 3)} ${usual(i + 8)}` })],
  ['the first two letters of a word', (i) => ({ words: usual(i).slice(0, 2) })],
  ['every SOT of a guest, by words', (i) => ({ words: last(i), cueType: 'SOT' })],
  ['every SOT of a guest, by name', (i) => ({ person: full(i), cueType: 'SOT' })],
  ['whatever names a person', (i) => ({ person: full(i) })],
  ['a quote by who said it', (i) => ({ quote: `${usual(i)} ${last(i)}` })],
  ['an asset by the middle of its name', (i) => ({ asset: `${rare(i).slice(1)}-` })],
  ['the graphics of one episode', (i, episodes) => ({ cueType: 'GFX', episode: number(i, episodes) })],
];

function measured(store, [what, ask], episodes) {
  store.index.find(ask(ROUNDS, episodes));
  return [what, Array.from({ length: ROUNDS }, (_, i) => timed(() => store.index.find(ask(i, episodes))))];
}

function grepFor(texts, words) {
  try {
    execFileSync('git', ['grep', '--no-index', '-n', '-i', '-w', '-F', words, '--', '.'], {
      cwd: texts,
      maxBuffer: 1 << 28,
      stdio: ['ignore', 'pipe', 'ignore'],
    });
  } catch (error) {
    // 1: nothing was found, which takes as long.
    if (error.status !== 1) throw error;
  }
}

function timed(work) {
  const started = performance.now();
  work();
  return performance.now() - started;
}

function percentile(values, part) {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))];
}

const median = (values) => percentile(values, 0.5);
const ms = (value) => (value >= 100 ? `${Math.round(value)} ms` : `${value.toFixed(1)} ms`);
const seconds = (begun) => `${((performance.now() - begun) / 1000).toFixed(0)} s`;
