// How well slugs find their media: precision and recall over the labelled pairs of test/fixtures/media-match, and the
// time of a match.   npm run build && node test/bench/media.mjs
//
// `tune` is the half that the matcher may be fitted to; `held-out` was written before the matcher, and is only looked at.
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const ROOT = new URL('../fixtures/media-match/', import.meta.url);

export const labelled = readdirSync(ROOT)
  .sort()
  .map((name) => JSON.parse(readFileSync(new URL(name, ROOT), 'utf8')));

/** Each file has a length of its own, so that none looks like a copy of another. */
export function filesOf(episode, paths) {
  return paths.map((path, i) => ({
    path: `episodes/${episode}/${path}`,
    kind: /\.(?:mp4|mov|mkv|webm|avi)$/i.test(path)
      ? 'video'
      : /\.(?:mp3|wav|m4a)$/i.test(path)
        ? 'audio'
        : 'image',
    bytes: 1_000_000 + i,
  }));
}

export function reportOf(half, mediaShelf) {
  const answers = labelled.flatMap(({ episode, files, ...halves }) => {
    const shelf = mediaShelf(filesOf(episode, files));
    return halves[half].map((pair) => answerOf(shelf, episode, pair));
  });
  const count = (outcome) => answers.filter((each) => each.outcome === outcome).length;
  const unclear = answers.filter(({ pair }) => pair.unclear);
  return {
    pairs: answers.length,
    precision: share(count('right'), count('right') + count('wrong')),
    recall: share(count('right'), answers.filter(({ pair }) => pair.expect !== null).length),
    asked: share(unclear.filter(({ outcome }) => outcome === 'asked').length, unclear.length),
    misses: answers.flatMap(({ miss }) => miss),
  };
}

function answerOf(shelf, episode, pair) {
  const match = shelf.match(pair);
  const found = match.kind === 'found' ? match.file.path.slice(`episodes/${episode}/`.length) : null;
  const open = match.kind === 'unclear' ? 'asked' : 'none';
  const outcome = found === null ? open : found === pair.expect ? 'right' : 'wrong';
  const isAsLabelled = found === pair.expect && (!pair.unclear || outcome === 'asked');
  const line = `${episode} ${pair.name} → ${found ?? open}, not ${pair.expect ?? 'a choice'}: ${pair.why}`;
  return { pair, outcome, miss: isAsLabelled ? [] : [line] };
}

function share(part, whole) {
  return whole === 0 ? 1 : part / whole;
}

/** Microseconds for a match among 300 files: all episodes on one shelf, and again with a word more. */
function timeOf(mediaShelf) {
  const paths = labelled.flatMap(({ files }) => files);
  const again = paths.map((path) => path.replace(/(\.\w+)$/, ' encore$1'));
  const shelf = mediaShelf(filesOf('0300', [...new Set([...paths, ...again])].slice(0, 300)));
  const pairs = labelled.flatMap((episode) => [...episode.tune, ...episode['held-out']]);
  const start = () => performance.now();
  for (const pair of pairs) shelf.match(pair);
  const times = pairs.map((pair) => {
    const began = start();
    for (let i = 0; i < 50; i++) shelf.match(pair);
    return ((start() - began) * 1000) / 50;
  });
  times.sort((a, b) => a - b);
  return { median: times[times.length >> 1], worst: times.at(-1) };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { mediaShelf } = await import(new URL('../../dist/src/domain/media/shelf.js', import.meta.url));
  for (const half of ['tune', 'held-out']) {
    const { pairs, precision, recall, asked, misses } = reportOf(half, mediaShelf);
    const figures = [precision, recall, asked].map((each) => each.toFixed(3));
    console.log(
      `${half}: ${pairs} pairs, precision ${figures[0]}, recall ${figures[1]}, asks where it should ${figures[2]}`,
    );
    for (const miss of misses) console.log(`  ${miss}`);
  }
  const { median, worst } = timeOf(mediaShelf);
  console.log(`a match among 300 files: ${median.toFixed(0)} µs, at worst ${worst.toFixed(0)} µs`);
}
